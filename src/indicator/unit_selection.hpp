// SPDX-License-Identifier: Apache-2.0
// The units a question asks for, with everything below them, parts before wholes.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "indicator/unit_tree.hpp"

namespace kc::indicator {

struct UnitSelection {
    struct Entry {
        std::string code = {};
        std::vector<std::uint32_t> parts = {};  // entries before this one
    };

    std::vector<Entry> entries = {};
    std::vector<std::uint32_t> asked = {};  // the entry of each unit asked for
};

// A unit the tree does not know stands for itself.
UnitSelection select(const UnitTree& tree, const std::vector<std::string>& units);

}  // namespace kc::indicator
