// SPDX-License-Identifier: Apache-2.0
#include "evaluation/diagnose_relations.hpp"

#include <cmath>
#include <numeric>
#include <optional>

namespace kc::evaluation {
namespace {

std::optional<Pair> pair_of(ColumnView x, ColumnView y, std::size_t first, std::size_t second) {
    const Measure r = pearson(x, y);
    if (!r) return std::nullopt;
    Pair pair{.first = first, .second = second, .correlation = *r};
    for (std::size_t row = 0; row < x.size(); ++row) pair.n += x.has(row) && y.has(row) ? 1 : 0;
    const double degrees = static_cast<double>(pair.n) - 2;
    const double rest = 1 - *r * *r;
    if (degrees > 0)
        pair.chance = rest > 0 ? student_tail(*r * std::sqrt(degrees / rest), degrees) : 0.0;
    return pair;
}

template <typename Wanted>
std::vector<Pair> pairs_where(const Matrix& data, Wanted wanted) {
    std::vector<Pair> pairs;
    for (std::size_t i = 0; i < data.columns(); ++i) {
        for (std::size_t j = i + 1; j < data.columns(); ++j) {
            const auto pair = pair_of(data.column(i), data.column(j), i, j);
            if (pair && wanted(pair->correlation)) pairs.push_back(*pair);
        }
    }
    return pairs;
}

}  // namespace

std::vector<Pair> correlated_pairs(const Matrix& data, double high, double low) {
    return pairs_where(data, [&](double r) { return r >= high || r <= low; });
}

std::vector<Pair> redundant_pairs(const Matrix& data, double limit) {
    return pairs_where(data, [&](double r) { return std::abs(r) > limit; });
}

std::vector<Pair> pairs_with_denominators(const Matrix& figures, const Matrix& denominators,
                                          double limit) {
    std::vector<Pair> pairs;
    for (std::size_t i = 0; i < figures.columns(); ++i) {
        for (std::size_t j = 0; j < denominators.columns(); ++j) {
            const auto pair = pair_of(figures.column(i), denominators.column(j), i, j);
            if (pair && std::abs(pair->correlation) >= limit) pairs.push_back(*pair);
        }
    }
    return pairs;
}

std::vector<Dominance> dominance_pairs(const Matrix& data) {
    std::vector<Dominance> pairs;
    for (std::size_t a = 0; a < data.rows(); ++a) {
        for (std::size_t b = a + 1; b < data.rows(); ++b) {
            std::size_t shared = 0;
            std::size_t above = 0;
            std::size_t below = 0;
            for (std::size_t k = 0; k < data.columns(); ++k) {
                if (!data.has(a, k) || !data.has(b, k)) continue;
                ++shared;
                above += data.at(a, k) > data.at(b, k) ? 1 : 0;
                below += data.at(a, k) < data.at(b, k) ? 1 : 0;
                if (above > 0 && below > 0) break;
            }
            if (above > 0 && below == 0) pairs.push_back({a, b, above == shared});
            if (below > 0 && above == 0) pairs.push_back({b, a, below == shared});
        }
    }
    return pairs;
}

std::vector<Influence> influences(const Matrix& children, ColumnView parent,
                                  std::span<const double> weights) {
    KC_CHECK(weights.size() == children.columns());
    const double total = std::accumulate(weights.begin(), weights.end(), 0.0);
    std::vector<Influence> all;
    double squares = 0;
    for (std::size_t k = 0; k < children.columns(); ++k) {
        Influence one{.nominal = total > 0 ? weights[k] / total : 0.0,
                      .correlation = pearson(children.column(k), parent)};
        squares += one.correlation ? *one.correlation * *one.correlation : 0.0;
        all.push_back(one);
    }
    for (Influence& one : all) {
        if (!(squares > 0) || !one.correlation) continue;
        one.share = *one.correlation * *one.correlation / squares;
        one.ratio = one.nominal > 0 ? one.share / one.nominal : 0.0;
    }
    return all;
}

}  // namespace kc::evaluation
