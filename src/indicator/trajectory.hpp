// SPDX-License-Identifier: Apache-2.0
// How far a target should be at each date.
//
// A straight line is drawn only where somebody has said that it is fair. Otherwise the target's own
// milestones or profile count, or what earlier years looked like; and where there is none of that,
// there is no expectation and nothing is judged by it.
#pragma once

#include <optional>
#include <vector>

#include "indicator/goal.hpp"
#include "indicator/measure.hpp"

namespace kc::indicator {

struct Expectation {
    base::Date date = {};
    base::Ratio expected = {};
    // Where at risk ends and off track begins; empty where falling short is never more than a risk
    // before the end.
    std::optional<base::Ratio> edge = {};
};

struct TrajectoryView {
    // By month end over the horizon, or by milestone; empty when there is none.
    std::vector<Expectation> points = {};
    bool is_line = false;  // somebody has said that what lies between two points is even
    std::optional<Derivation> derivation = {};
    // Why there is none.
    Rule why_none = Rule::no_trajectory;

    // What was expected by a date: on a line that very day's, otherwise the last point before it or
    // on it.
    // Nothing before the first point.
    [[nodiscard]] std::optional<Expectation> at(base::Date date) const;
};

// Years of history needed before a profile is learnt.
inline constexpr int kMinProfileYears = 3;
inline constexpr int kMaxProfileYears = 10;

TrajectoryView trajectory_of(const Context& context, const TargetDef& target,
                             const IndicatorDef& indicator, const Goal& goal);

}  // namespace kc::indicator
