// SPDX-License-Identifier: Apache-2.0
// How columns hang together: correlated pairs, pairs with denominators, indicators counted twice,
// how much influence a child really has, who dominates whom.
#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

#include "evaluation/combine.hpp"
#include "evaluation/matrix.hpp"
#include "evaluation/statistics.hpp"

namespace kc::evaluation {

struct Pair {
    std::size_t first = 0;
    std::size_t second = 0;
    double correlation = 0;
    std::size_t n = 0;  // rows both have
    double chance = 1;  // of a correlation as far from 0 without any relation, two-sided
};

// Pairs of columns with a correlation of at least `high` or at most `low`.
std::vector<Pair> correlated_pairs(const Matrix& data, double high, double low);

// Pairs (figure, denominator) with |r| of at least `limit`. Columns without variation have none.
std::vector<Pair> pairs_with_denominators(const Matrix& figures, const Matrix& denominators,
                                          double limit);

// Columns that say the same, |r| above `limit`: counted together they have the weight of both.
std::vector<Pair> redundant_pairs(const Matrix& data, double limit = 0.99);

// Unit `better` is at least as good in every child both have and better in one. `strictly`: better
// in every one. Units that share fewer than all children are compared in those they share.
struct Dominance {
    std::size_t better = 0;
    std::size_t worse = 0;
    bool strictly = false;
};
std::vector<Dominance> dominance_pairs(const Matrix& data);

// A child's nominal share beside its share of what explains the parent's scores: r^2 over the sum
// of r^2 (Paruolo, Saisana and Saltelli, Journal of the Royal Statistical Society A 176 (2013)
// 609-634, the linear case). A ratio far from 1 says that the weight does not do what it says.
struct Influence {
    double nominal = 0;
    Measure correlation = 0;  // with the parent
    double share = 0;
    double ratio = 0;  // share / nominal; 0 without a nominal weight
};
std::vector<Influence> influences(const Matrix& children, ColumnView parent,
                                  std::span<const double> weights);

}  // namespace kc::evaluation
