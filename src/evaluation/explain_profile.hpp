// SPDX-License-Identifier: Apache-2.0
// One unit: where it is strong and weak, what its rank rests on, and whether hiding a figure helps.
#pragma once

#include <optional>
#include <vector>

#include "evaluation/explain_reach.hpp"

namespace kc::evaluation {

struct ProfileNode {
    std::size_t node = 0;
    std::optional<double> score = {};
    std::int32_t rank = 0;  // 0: none
    std::optional<double> median = {};
    std::optional<double> group_median = {};  // inside compare_within
    // Of leaves: figures after denominators, as reported.
    std::optional<double> figure = {};
    std::optional<double> figure_median = {};
    std::optional<std::int32_t> rank_without = {};  // of the unit, when the leaf is left out
};

struct Profile {
    std::size_t row = 0;
    std::vector<ProfileNode> nodes = {};        // all but the root, as in the definition
    std::vector<std::size_t> strengths = {};    // leaves above the median, the best rank first
    std::vector<std::size_t> weaknesses = {};   // leaves below it, the worst first
    std::vector<Hiding> hiding = {};            // figures it would pay not to report
    std::optional<WhatIfResult> unfilled = {};  // without filled-in figures, where it has some
};

// The unit needs no score; without one nothing but its nodes is said.
Profile profile_of(const WhatIf& what_if, std::size_t row);

}  // namespace kc::evaluation
