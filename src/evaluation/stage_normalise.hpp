// SPDX-License-Identifier: Apache-2.0
// Figures of different units to one scale on which more is better, with the fitted parameters kept
// so that other figures can be scored without fitting again.
#pragma once

#include <optional>
#include <span>
#include <string>
#include <vector>

#include "evaluation/definition.hpp"
#include "evaluation/matrix.hpp"
#include "evaluation/statistics.hpp"

namespace kc::evaluation {

// Statistics are of the figures times the direction (1 or -1).
struct Scale {
    NormaliseMethod method = {};
    double sign = 1;
    double min = 0;
    double max = 0;
    double mean = 0;
    double deviation = 0;  // n - 1
    double anchor = 0;     // standard, target or reference, not turned round
    double post_low = 0;   // goalposts, not turned round
    double post_high = 0;
    std::vector<double> sorted = {};  // of ranks
    std::vector<Tier> tiers = {};

    // Empty where the method gives this figure no score, such as standard / 0.
    std::optional<double> apply(double figure) const;
};

// What is known of the column beyond its figures.
struct ScaleInput {
    ColumnView column = {};
    std::span<const std::string> units = {};  // for dist_ref
};

// Undefined::no_variation for a column whose figures are all equal where a spread is needed,
// not_positive where a maximum must be above 0, missing where the reference unit has no figure.
tl::expected<Scale, Undefined> fit_scale(const Indicator& indicator, const NormaliseMethod& method,
                                         const ScaleInput& input);

Column apply(const Scale& scale, ColumnView column);

}  // namespace kc::evaluation
