// SPDX-License-Identifier: Apache-2.0
// What rows are read from: the present rows of a registry, or its versions as rows of the same
// columns: as known at a moment, or the very versions a figure was counted from.
//
// A source bears the name of the registry's table, so conditions over its columns hold for all.
// Reading the past asks for two rights: the condition has to hold for the row as it is read and for
// the record's present row.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "record/record.hpp"
#include "store/condition.hpp"

namespace kc::record {

struct RowSource {
    const Registry* registry = nullptr;
    store::Condition from = {};  // for a FROM clause
    bool is_present = true;
};

// Without a moment, the present rows. A record has the number of its newest version known then and
// says what was so from then on.
RowSource rows_at(const Registry& registry, std::optional<std::int64_t> known_at_us);

// Number and version; at most kMaxPage.
using VersionKey = std::pair<RecordId, std::int64_t>;
RowSource rows_of(const Registry& registry, const std::vector<VersionKey>& versions);

// Those that somebody may see, by what he may see of present rows.
store::Condition seen_in(const RowSource& source, const store::Condition& allowed);

// SELECT columns FROM source WHERE where rest; `rest` has no values.
store::Condition select_from(const RowSource& source, const std::string& columns,
                             const store::Condition& where, const std::string& rest);

}  // namespace kc::record
