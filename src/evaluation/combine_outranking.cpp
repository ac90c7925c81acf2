// SPDX-License-Identifier: Apache-2.0
#include "evaluation/combine_outranking.hpp"

#include <algorithm>
#include <cmath>
#include <numeric>

namespace kc::evaluation {
namespace {

// Two sums of the same weights may differ in the last bits; such shares count as equal.
constexpr double kSameShare = 1e-12;

struct Duel {
    double first = 0;  // weight in which the first is better
    double second = 0;
    double shared = 0;  // weight of the children both have
};

Duel duel(const CombineInput& input, std::size_t a, std::size_t b) {
    Duel result;
    const Matrix& children = *input.children;
    for (std::size_t k = 0; k < children.columns(); ++k) {
        if (!children.has(a, k) || !children.has(b, k)) continue;
        const double difference = children.at(a, k) - children.at(b, k);
        result.shared += input.weights[k];
        if (difference > 0) result.first += input.weights[k];
        if (difference < 0) result.second += input.weights[k];
    }
    return result;
}

// The rows that can take part, the others noted as gaps.
std::vector<std::size_t> usable_rows(const CombineInput& input, std::vector<Gap>& gaps) {
    std::vector<std::size_t> rows;
    for (std::size_t row = 0; row < input.children->rows(); ++row) {
        if (!row_of(input, row, gaps).empty()) rows.push_back(row);
    }
    return rows;
}

}  // namespace

CombineResult<SquareMatrix> outranking_matrix(const CombineInput& input) {
    if (const auto total = weight_total(input); !total) return tl::unexpected(total.error());
    const std::size_t n = input.children->rows();
    SquareMatrix matrix{.size = n, .values = std::vector<double>(n * n)};
    for (std::size_t a = 0; a < n; ++a) {
        for (std::size_t b = a + 1; b < n; ++b) {
            const Duel d = duel(input, a, b);
            const bool comparable = d.shared > 0;
            const double equal = d.shared - d.first - d.second;
            matrix.at(a, b) = comparable ? (d.first + equal / 2) / d.shared : 0.5;
            matrix.at(b, a) = comparable ? (d.second + equal / 2) / d.shared : 0.5;
        }
    }
    return matrix;
}

CombineResult<Combined> copeland(const CombineInput& input) {
    if (const auto total = weight_total(input); !total) return tl::unexpected(total.error());
    Combined combined{.scores = Column(input.children->rows())};
    const std::vector<std::size_t> rows = usable_rows(input, combined.gaps);
    std::vector<double> balance(input.children->rows());
    for (std::size_t i = 0; i < rows.size(); ++i) {
        for (std::size_t j = i + 1; j < rows.size(); ++j) {
            const Duel d = duel(input, rows[i], rows[j]);
            const double lead = d.first - d.second;
            if (std::abs(lead) <= kSameShare * d.shared) continue;
            balance[rows[i]] += lead > 0 ? 1 : -1;
            balance[rows[j]] += lead > 0 ? -1 : 1;
        }
    }
    for (const std::size_t row : rows) combined.scores.set(row, balance[row]);
    return combined;
}

CombineResult<Combined> borda(const CombineInput& input) {
    if (const auto total = weight_total(input); !total) return tl::unexpected(total.error());
    const Matrix& children = *input.children;
    Combined combined{.scores = Column(children.rows())};
    const std::vector<std::size_t> rows = usable_rows(input, combined.gaps);
    // Of each cell, the share of the other units it beats.
    Matrix shares(children.rows(), children.columns());
    for (std::size_t k = 0; k < children.columns(); ++k) {
        std::vector<std::size_t> there;
        std::vector<double> values;
        for (const std::size_t row : rows) {
            if (!children.has(row, k)) continue;
            there.push_back(row);
            values.push_back(children.at(row, k));
        }
        const std::vector<double> ranks = average_ranks(values);
        const auto others = static_cast<double>(there.size()) - 1;
        for (std::size_t i = 0; i < there.size(); ++i)
            shares.set(there[i], k, others > 0 ? (ranks[i] - 1) / others : 0.5);
    }
    const double points = rows.empty() ? 0 : static_cast<double>(rows.size() - 1);
    for (const std::size_t row : rows) {
        double sum = 0;
        double weight = 0;
        for (std::size_t k = 0; k < children.columns(); ++k) {
            if (!shares.has(row, k)) continue;
            sum += input.weights[k] * shares.at(row, k);
            weight += input.weights[k];
        }
        combined.scores.set(row, sum / weight * points);
    }
    return combined;
}

double preference_degree(const Preference& preference, double difference) {
    if (!(difference > 0)) return 0;
    const double q = preference.indifference;
    const double p = preference.preference;
    switch (preference.shape) {
        case PreferenceShape::usual: return 1;
        case PreferenceShape::u_shape: return difference > q ? 1 : 0;
        case PreferenceShape::v_shape: return difference < p ? difference / p : 1;
        case PreferenceShape::level: return difference > p ? 1 : difference > q ? 0.5 : 0;
        case PreferenceShape::linear:
            if (difference <= q) return 0;
            return difference < p ? (difference - q) / (p - q) : 1;
        case PreferenceShape::gaussian:
            return p > 0 ? 1 - std::exp(-difference * difference / (2 * p * p)) : 1;
    }
    KC_CHECK(false);
    return 0;
}

CombineResult<Combined> promethee(const CombineInput& input,
                                  std::span<const Preference> preferences) {
    if (const auto total = weight_total(input); !total) return tl::unexpected(total.error());
    const Matrix& children = *input.children;
    KC_CHECK(preferences.size() == children.columns());
    Combined combined{.scores = Column(children.rows())};
    const std::vector<std::size_t> rows = usable_rows(input, combined.gaps);
    Detail plus{"flow_plus", Column(children.rows())};
    Detail minus{"flow_minus", Column(children.rows())};
    std::vector<double> out(children.rows());
    std::vector<double> in(children.rows());
    for (std::size_t i = 0; i < rows.size(); ++i) {
        for (std::size_t j = i + 1; j < rows.size(); ++j) {
            double forth = 0;
            double back = 0;
            double shared = 0;
            for (std::size_t k = 0; k < children.columns(); ++k) {
                if (!children.has(rows[i], k) || !children.has(rows[j], k)) continue;
                const double difference = children.at(rows[i], k) - children.at(rows[j], k);
                shared += input.weights[k];
                forth += input.weights[k] * preference_degree(preferences[k], difference);
                back += input.weights[k] * preference_degree(preferences[k], -difference);
            }
            if (!(shared > 0)) continue;
            out[rows[i]] += forth / shared;
            in[rows[i]] += back / shared;
            out[rows[j]] += back / shared;
            in[rows[j]] += forth / shared;
        }
    }
    const double others = rows.size() > 1 ? static_cast<double>(rows.size() - 1) : 1;
    for (const std::size_t row : rows) {
        plus.column.set(row, out[row] / others);
        minus.column.set(row, in[row] / others);
        combined.scores.set(row, (out[row] - in[row]) / others);
    }
    combined.details = {std::move(plus), std::move(minus)};
    return combined;
}

}  // namespace kc::evaluation
