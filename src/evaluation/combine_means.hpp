// SPDX-License-Identifier: Apache-2.0
// Means of a unit's children, and means that mind how uneven they are. Each row by itself.
#pragma once

#include "evaluation/combine.hpp"

namespace kc::evaluation {

// sum(w x) / sum(w)
CombineResult<Combined> arithmetic_mean(const CombineInput& input);

// exp(sum(w ln x) / sum(w)); every value must be above 0.
CombineResult<Combined> geometric_mean(const CombineInput& input);

// sum(w) / sum(w / x); every value must be above 0.
CombineResult<Combined> harmonic_mean(const CombineInput& input);

// (sum(w x^p) / sum(w))^(1/p); p = 0 is the geometric mean. Values must be 0 or more, above 0 when
// p < 0, and may have any sign only for p = 1.
CombineResult<Combined> power_mean(const CombineInput& input, double exponent);

// sum(w x), no scaling; a unit with a missing child has no sum.
CombineResult<Combined> weighted_sum(const CombineInput& input);

// Middle of the values by weight: the smallest x with half of the weight at or below it, the middle
// of two when exactly half lies below.
CombineResult<Combined> weighted_median(const CombineInput& input);

// M + sign S^2/M with mean M and standard deviation S of the children: Mazziotta and Pareto,
// Rivista Italiana di Economia Demografia e Statistica 67 (2013) 67-80. S divides by n - 1; with
// unequal weights by 1 - sum(w^2), which is the same when they are equal.
CombineResult<Combined> mazziotta_pareto(const CombineInput& input, int penalty_sign);

// The adjusted index (AMPI) of Mazziotta and Pareto, Social Indicators Research 127 (2016)
// 983-1003: children scaled to 70-130 between their goalposts first, which stay the same over the
// years.
struct Goalposts {
    double low = 0;
    double high = 1;
};
CombineResult<Combined> adjusted_mazziotta_pareto(const CombineInput& input,
                                                  std::span<const Goalposts> goalposts,
                                                  int penalty_sign);

// M - alpha (sqrt((M - min)^2 + beta^2) - beta): Tarabusi and Guarini, Social Indicators Research
// 112 (2013) 19-45. alpha in [0, 1], beta >= 0; beta = 0 and alpha = 1 is the minimum.
CombineResult<Combined> mean_min(const CombineInput& input, double alpha, double beta);

// Ordered weighted average: Yager, IEEE Transactions on Systems, Man and Cybernetics 18 (1988)
// 183-190. `order_weights` go from a unit's best child to its worst. Importance weights that are
// not all alike enter as in Torra, International Journal of Intelligent Systems 12 (1997) 153-166:
// through the function that is linear between the cumulated order weights.
CombineResult<Combined> ordered_average(const CombineInput& input,
                                        std::span<const double> order_weights);

// Order weights of a wished orness in (0, 1), by the quantifier r^((1 - orness)/orness); 1 is the
// best child alone, 0 the worst.
std::vector<double> order_weights_of_orness(double orness, std::size_t count);

}  // namespace kc::evaluation
