// SPDX-License-Identifier: Apache-2.0
// Missing figures as the other figures of the same unit lead to expect, by a multivariate normal
// fitted to what is there: Dempster, Laird and Rubin, Journal of the Royal Statistical Society B
// 39 (1977) 1-38; Schafer, Analysis of Incomplete Multivariate Data (1997), 5.3.
//
// With more columns than units the covariance has no inverse. It is then drawn towards its diagonal
// by p/(n + p) with n units and p columns, by nothing once n > 2p; Schafer's ridge prior.
#pragma once

#include <cstdint>
#include <vector>

#include "evaluation/matrix.hpp"
#include "evaluation/random.hpp"
#include "evaluation/statistics.hpp"

namespace kc::evaluation {

struct NormalModel {
    std::vector<double> mean = {};
    SquareMatrix covariance = {};
    std::int32_t rounds = 0;
    bool has_settled = false;
};

inline constexpr std::int32_t kMaxEmRounds = 500;

// Columns need two values each, otherwise Undefined::too_few; without variation no_variation.
tl::expected<NormalModel, Undefined> fit_normal(const Matrix& data);

// Every missing cell at its expectation given the unit's other figures.
Matrix expected_figures(const NormalModel& model, const Matrix& data);

// Every missing cell drawn from its distribution given the unit's other figures, rows in order.
Matrix drawn_figures(const NormalModel& model, const Matrix& data, RandomStream& draws);

}  // namespace kc::evaluation
