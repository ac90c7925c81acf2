// SPDX-License-Identifier: Apache-2.0
// Questions about an evaluation that name units, by code or by name. An unknown unit is E-unknown
// with the nearest one.
#pragma once

#include <optional>
#include <string>

#include "base/result.hpp"
#include "evaluation/explain_change.hpp"
#include "evaluation/explain_gap.hpp"
#include "evaluation/explain_profile.hpp"

namespace kc::evaluation {

Result<std::size_t> row_of(const Evaluation& evaluation, const std::string& unit);

struct Comparison {
    ScoreGap gap = {};
    // What would make them equal; only where the first is above the second.
    std::optional<WeightShift> weights = {};
    std::optional<Way> figure = {};
};
Result<Comparison> compare(const Evaluation& evaluation, const std::string& a, const std::string& b,
                           const Stop& stop = {});

// `rank` 0 is one rank better than now. E-rank when the unit has none or already stands there.
Result<Reach> reach_rank(const Evaluation& evaluation, const std::string& unit, std::int32_t rank,
                         const Stop& stop = {});

Result<Profile> profile(const Evaluation& evaluation, const std::string& unit,
                        const Stop& stop = {});

// `since` 0 is the base year, or the year before the asked one.
Result<ScoreDifference> change_since(const Evaluation& evaluation, const std::string& unit,
                                     std::int32_t since);

}  // namespace kc::evaluation
