// SPDX-License-Identifier: Apache-2.0
// Every rule by which a figure or a status comes about, with its words in both languages.
//
// Words are made from the rule and its parameters, never written beside them, so that what is
// shown and what was computed cannot part. The ids are stable: other programs may rely on them.
#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <string_view>

#include "indicator/words.hpp"

namespace kc::indicator {

enum class Rule : std::uint8_t {
    // figures
    reported,
    sum_of_members,
    difference_of_periods,
    sum_of_periods,
    same_days,
    end_of_period,
    sum_of_units,
    sum_of_units_partial,
    ratio,
    sum,
    difference,
    share,
    growth,
    expression,
    unknown,
    year_on_year,
    period_on_period,
    points_year_on_year,
    points_period_on_period,
    revised,
    not_revised,
    // what a target is measured by
    accumulated_years,
    growth_measure,
    increase_measure,
    multiple_measure,
    converted,
    // the status of a target
    final_reached,
    final_missed,
    reached_for_good,
    reached_now,
    limit_broken,
    not_defined,
    no_figure_yet,
    overdue,
    too_old,
    annual_only,
    incomplete,
    no_trajectory,
    line_not_suitable,
    no_milestone_yet,
    ahead_of_trajectory,
    behind_a_little,
    behind_far,
    forecast_misses,
    // beside the status
    trajectory_points,
    trajectory_given,
    trajectory_learnt,
    trajectory_line,
    trajectory_hold,
    proxy,
    // counties
    parts_agree,
    parts_differ,
    part_below,
    figures_agree,
    figures_differ,
    figures_incomplete,
    // forecast
    forecast_seasonal,
    forecast_windows,
    forecast_too_short,
    forecast_uneven,
};

struct Parameter {
    std::string name = {};
    Words text = {};

    bool operator==(const Parameter&) const = default;
};

// A parameter that reads the same in both languages.
Parameter same(std::string name, std::string text);

// "figure.reported", "status.too-old" …
std::string_view id_of(Rule rule);

// The rule's words with its {parameters} filled in. A parameter the words do not use is fine, one
// they need must be there.
Words words_of(Rule rule, std::span<const Parameter> parameters);

// Every rule, for tests and documentation.
std::span<const Rule> all_rules();

// The bare words, with {parameters} as they stand.
const Words& template_of(Rule rule);

}  // namespace kc::indicator
