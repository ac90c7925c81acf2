// SPDX-License-Identifier: Apache-2.0
// Why a unit's score differs between two years: its own figures, its denominators, the other units,
// and the method, so that the parts sum to the difference exactly.
//
// Each part is the Shapley value of its factor: the mean effect of moving it from the earlier state
// to the later one, over all orders in which the four could be moved. With a frozen or pooled scale
// the others cannot move a unit's score, except by what is filled in from them.
#pragma once

#include <string>

#include "base/result.hpp"
#include "evaluation/evaluate.hpp"

namespace kc::evaluation {

struct ScoreDifference {
    std::string unit = {};
    std::int32_t from_year = 0;
    std::int32_t to_year = 0;
    double from = 0;  // scores of the root before adjustments
    double to = 0;
    double own_figures = 0;
    double denominators = 0;
    double others = 0;
    double method = 0;
    double adjustments = 0;  // difference of what was added after the root's score
};

// The unit must take part in both years. `later` may be another evaluation, by another definition
// of the same indicators, or the same one.
Result<ScoreDifference> explain_change(const Evaluation& earlier, std::int32_t from_year,
                                       const Evaluation& later, std::int32_t to_year,
                                       const std::string& unit);

}  // namespace kc::evaluation
