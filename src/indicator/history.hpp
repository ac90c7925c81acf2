// SPDX-License-Identifier: Apache-2.0
// A unit's earlier years, month by month: what profiles and forecasts learn from.
#pragma once

#include <array>
#include <optional>
#include <vector>

#include "indicator/reading.hpp"

namespace kc::indicator {

struct YearHistory {
    int year = 0;
    // Running totals of flows, month-end values of stocks; January first.
    std::array<std::optional<base::Ratio>, 12> months = {};

    [[nodiscard]] const std::optional<base::Ratio>& end() const { return months.back(); }
};

// The `count` years before `year`, the latest first. Years without any figure are there, empty.
std::vector<YearHistory> years_before(const Context& context, const TargetDef& target,
                                      const IndicatorDef& indicator, int year, int count);

// To six places; what is learnt from history is an estimate, and exact fractions of fractions grow
// without end. Empty when it does not fit.
std::optional<base::Ratio> estimated(const std::optional<base::Ratio>& exact);

// The middle one, or the mean of the two in the middle. Not for an empty list.
base::Ratio median(std::vector<base::Ratio> values);

}  // namespace kc::indicator
