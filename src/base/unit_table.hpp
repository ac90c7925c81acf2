// SPDX-License-Identifier: Apache-2.0
// The base units we know. Used by unit.cpp only.
#pragma once

#include <cstdint>
#include <span>
#include <string_view>

#include "base/unit.hpp"

namespace kc::base {

// Things that are counted with different words. Words of one group are interchangeable.
enum class Counted : std::uint8_t { other, anything, body, person, event };

struct BaseUnit {
    std::u32string_view name;     // canonical
    std::u32string_view aliases;  // separated by blanks
    Dimension dimension = Dimension::count;
    // The size in units of the dimension, as numerator/denominator.
    std::int64_t numerator = 1;
    std::int64_t denominator = 1;
    Counted counted = Counted::other;
};

// Entry 0 is the unit of plain numbers.
std::span<const BaseUnit> base_units();

}  // namespace kc::base
