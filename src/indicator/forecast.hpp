// SPDX-License-Identifier: Apache-2.0
// Where a year is likely to end, when there is enough history to say so.
//
// Two ways, both from what really happened and without any assumed distribution:
// - seasonal: three or more earlier years with a figure for the same month and for the end. A flow
//   goes on by the ratio end/month of those years, a stock by the difference.
// - windows: twelve or more monthly points that give eight or more stretches as long as the rest of
//   the year, for indicators not known to be uneven. What was added in such a stretch is added.
// The interval goes from the lowest to the highest of up to nine cases, from the 10th to the 90th
// percentile of more; `coverage_percent` says how much that can promise.
//
// A forecast never makes a lamp better. It may turn "on track" into "at risk".
#pragma once

#include <optional>

#include "indicator/measure.hpp"

namespace kc::indicator {

struct Forecast {
    static constexpr int kMinYears = 3;
    static constexpr int kMaxYears = 10;
    static constexpr int kMinPoints = 12;
    static constexpr int kMinWindows = 8;

    struct Interval {
        base::Ratio low = {};
        base::Ratio middle = {};
        base::Ratio high = {};
        int coverage_percent = 0;
    };

    std::optional<Interval> interval = {};  // in the target's unit
    Derivation derivation = {};             // how, or why not
};

// For the end of the year of `reading`, a figure that is not the last of its year and stands at
// `value`. Only for flows and stocks measured by their value over one calendar year; empty
// otherwise.
std::optional<Forecast> forecast(const Context& context, const TargetDef& target,
                                 const IndicatorDef& indicator, const Reading& reading,
                                 const base::Ratio& value);

}  // namespace kc::indicator
