// SPDX-License-Identifier: Apache-2.0
// The indexes of a registry's table: what its lists are sorted by, what is looked up in it, and
// what points elsewhere.
#pragma once

#include <string>
#include <vector>

#include "record/registries.hpp"

namespace kc::record {

struct Index {
    std::string name = {};  // unique in the database, at most 63 characters
    std::string columns = {};

    [[nodiscard]] std::string create_sql(const Registry& registry) const;
    [[nodiscard]] std::string drop_sql() const;
};

std::vector<Index> indexes_of(const Registry& registry);

// Those that earlier versions made and nothing uses any longer.
std::vector<Index> former_indexes_of(const Registry& registry);

}  // namespace kc::record
