// SPDX-License-Identifier: Apache-2.0
// Weights from the data themselves. Columns are the children, more is better; the result sums to 1.
//
// No two sources agree on every convention, so each is an argument here and named in the
// definition. `Undefined` with the column that is to blame, where one is.
#pragma once

#include <cstdint>
#include <span>
#include <vector>

#include "evaluation/matrix.hpp"
#include "evaluation/methods.hpp"
#include "evaluation/statistics.hpp"

namespace kc::evaluation {

struct WeightFault {
    static constexpr std::size_t kNowhere = static_cast<std::size_t>(-1);

    Undefined why = Undefined::missing;
    std::size_t column = kNowhere;
    double value = 0;
};

using Weights = tl::expected<std::vector<double>, WeightFault>;

// Loadings of the first principal component of the correlations (complete rows), the sign chosen so
// that most of them are positive. A negative loading is Undefined::negative: as a weight it would
// reward bad performance. `squared`: squared loadings, which sum to 1 by themselves (Handbook on
// Constructing Composite Indicators, OECD 2008, section 6.1); else loadings over their sum.
Weights pca_weights(const Matrix& data, bool squared = false);

// Shannon's entropy: Zeleny, Multiple Criteria Decision Making (1982); Hwang and Yoon (1981).
// w ~ 1 + sum(p ln p)/ln n with shares p of the column as it is (values of 0 or more) or after
// scaling to [0, 1].
Weights entropy_weights(const Matrix& data, ShareKind shares);

// Diakoulaki, Mavrotas and Papayannakis, Computers & Operations Research 22 (1995) 763-770:
// standard deviation after scaling to [0, 1], times the sum of 1 - r with the others (pairwise
// rows).
Weights critic_weights(const Matrix& data, std::int32_t ddof);

Weights deviation_weights(const Matrix& data, std::int32_t ddof);
Weights variation_weights(const Matrix& data, std::int32_t ddof);  // sd / |mean|

// Keshavarz-Ghorabaee et al., Symmetry 13 (2021) 525: how much the overall figure changes when a
// column is removed. Values above 0, shares min/x as all columns are better when higher; rows with
// a missing value are left out.
Weights merec_weights(const Matrix& data);

// Weights on the simplex with which each child's correlation with the weighted sum comes nearest
// to its share in `targets` (least squares of the shares). Never negative. Paruolo, Saisana and
// Saltelli, Journal of the Royal Statistical Society A 176 (2013) 609-634, for the idea.
struct CorrelationWeights {
    std::vector<double> weights = {};
    std::vector<double> correlations = {};  // reached
    double misfit = 0;                      // sum of squared differences of the shares
};
tl::expected<CorrelationWeights, WeightFault> correlation_weights(const Matrix& data,
                                                                  std::span<const double> targets);

}  // namespace kc::evaluation
