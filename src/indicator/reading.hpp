// SPDX-License-Identifier: Apache-2.0
// Which figures can stand for a target before and at its end, the newest first.
#pragma once

#include <cstddef>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "indicator/slice.hpp"
#include "indicator/target.hpp"

namespace kc::indicator {

struct Reading {
    base::Period period;
    bool is_final = false;  // the figure for the end of the horizon
    int years_before = 0;   // whole years of the horizon to be added to a running total

    [[nodiscard]] base::Date as_of() const { return period.last_day(); }
};

// Flows by running totals, stocks by month ends, the others by any period that ends then: running
// totals first, because they are what the end of the year will be compared with.
std::vector<Reading> readings_within(const TargetDef& target, Nature nature);

// The same for the five years before the horizon; what is known while it has no figure of its own.
std::vector<Reading> readings_before(const TargetDef& target, Nature nature);

// The first of the readings with a complete figure; else the first with any. Empty for none.
std::optional<std::size_t> newest_known(const Context& context, const TargetDef& target,
                                        std::span<const Reading> readings);

// The values of one unit's figures, without their derivation.
std::vector<Outcome> series(const Context& context, const std::string& indicator,
                            const std::string& unit, const std::vector<DimensionFilter>& where,
                            const std::vector<base::Period>& periods);

}  // namespace kc::indicator
