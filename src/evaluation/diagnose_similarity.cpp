// SPDX-License-Identifier: Apache-2.0
#include "evaluation/diagnose_similarity.hpp"

#include <algorithm>
#include <cmath>

namespace kc::evaluation {
namespace {

Measure weighted_similarity(const std::vector<double>& x, const std::vector<double>& y) {
    const auto n = static_cast<double>(x.size());
    if (x.size() < 2) return tl::unexpected<Undefined>(Undefined::too_few);
    double lost = 0;
    for (std::size_t i = 0; i < x.size(); ++i) {
        const double farthest = std::max(std::abs(x[i] - 1), std::abs(x[i] - n));
        // With two or more units nobody can be at both ends.
        lost += std::exp2(-x[i]) * std::abs(x[i] - y[i]) / farthest;
    }
    return finite(1 - lost);
}

}  // namespace

Similarity similarity_of_ranks(ColumnView first, ColumnView second) {
    KC_CHECK(first.size() == second.size());
    std::vector<double> x;
    std::vector<double> y;
    for (std::size_t row = 0; row < first.size(); ++row) {
        if (!first.has(row) || !second.has(row)) continue;
        x.push_back(first[row]);
        y.push_back(second[row]);
    }
    x = average_ranks(x);
    y = average_ranks(y);
    Similarity similarity{.n = x.size(), .ws = weighted_similarity(x, y)};
    Column ranks_x(x.size());
    Column ranks_y(y.size());
    for (std::size_t i = 0; i < x.size(); ++i) {
        ranks_x.set(i, x[i]);
        ranks_y.set(i, y[i]);
        const double change = std::abs(x[i] - y[i]);
        similarity.mean_change += change / static_cast<double>(x.size());
        similarity.greatest_change = std::max(similarity.greatest_change, change);
    }
    similarity.spearman = spearman(ranks_x.view(), ranks_y.view());
    similarity.kendall = kendall(ranks_x.view(), ranks_y.view());
    return similarity;
}

}  // namespace kc::evaluation
