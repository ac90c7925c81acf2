// SPDX-License-Identifier: Apache-2.0
// What it would take: the figure of one indicator at which a unit gains a rank, passes another
// unit, and what leaving out or hiding figures does. Scales and treatment are fitted again at every
// try, because a unit that moves the maximum moves everybody's score.
#pragma once

#include <optional>
#include <vector>

#include "evaluation/explain_whatif.hpp"

namespace kc::evaluation {

// One way by one indicator.
struct Way {
    std::size_t indicator = 0;
    double from = 0;  // after denominators
    double to = 0;
    double raw_by = 0;      // change of the column itself: times the denominator
    double deviations = 0;  // |to - from| in standard deviations of the indicator
    std::int32_t rank = 0;  // reached
};

struct Reach {
    std::size_t row = 0;
    std::int32_t rank_now = 0;
    std::int32_t rank_wanted = 0;
    std::vector<Way> ways = {};  // the least in standard deviations first
    // Share of the distance to the best figure which, closed in every indicator, is enough; empty
    // when even all of it is not.
    std::optional<double> share_of_distance = {};
};

// Figures are tried from where they are to beyond the best unit's by the spread of all; figures
// that are never negative are not made so.
Reach reach(const WhatIf& what_if, std::size_t row, std::int32_t rank_wanted);

// The least change of one figure of `b` after which it is not below `a`.
std::optional<Way> pass(const WhatIf& what_if, std::size_t a, std::size_t b);

// Ranks without one node, or without the unit's figure.
struct LeaveOut {
    std::size_t node = 0;
    double mean_abs_rank_change = 0;
    std::vector<std::int32_t> ranks = {};
};
// Of all nodes of one level; leaves are level 1.
std::vector<LeaveOut> leave_out_nodes(const WhatIf& what_if, std::int32_t level);

// Units whose order to each other changes when one unit is left out.
struct UnitOut {
    std::size_t row = 0;
    std::size_t reversals = 0;  // pairs of other units
};
std::vector<UnitOut> leave_out_units(const Evaluation& evaluation);

// Figures of a unit which, were they missing, would give it a better rank.
struct Hiding {
    std::size_t row = 0;
    std::size_t indicator = 0;
    std::int32_t rank_now = 0;
    std::int32_t rank_hidden = 0;
};
std::vector<Hiding> hiding_helps(const WhatIf& what_if, std::size_t row);

}  // namespace kc::evaluation
