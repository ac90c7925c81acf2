// SPDX-License-Identifier: Apache-2.0
#include "evaluation/diagnose_structure.hpp"

#include <algorithm>
#include <cmath>

#include "evaluation/definition_limits.hpp"
#include "evaluation/statistics_eigen.hpp"

namespace kc::evaluation {
namespace {

constexpr std::size_t kRowsPerColumn = 3;
// An eigenvalue this small beside the greatest is a linear dependence.
constexpr double kSingular = 1e-10;

struct Correlations {
    SquareMatrix matrix = {};
    Eigen eigen = {};
    std::size_t rows = 0;
};

tl::expected<Correlations, Undefined> correlations_of(const Matrix& data) {
    if (data.columns() < 2) return tl::unexpected<Undefined>(Undefined::too_few_children);
    Correlations all{.rows = complete_rows(data).size()};
    if (all.rows < 3) return tl::unexpected<Undefined>(Undefined::too_few);
    all.matrix = correlation_matrix(data, Pairing::complete);
    if (all.matrix.has_holes) return tl::unexpected<Undefined>(Undefined::no_variation);
    all.eigen = symmetric_eigen(all.matrix);
    return all;
}

bool is_singular(const Correlations& all) {
    return all.rows <= all.matrix.size ||
           all.eigen.values.back() <= kSingular * all.eigen.values.front();
}

}  // namespace

bool is_too_few(std::size_t rows, std::size_t columns) {
    return rows < kFewUnits || rows < kRowsPerColumn * columns;
}

Measure cronbach_alpha(const Matrix& data) {
    const std::size_t k = data.columns();
    if (k < 2) return tl::unexpected<Undefined>(Undefined::too_few_children);
    const SquareMatrix covariances = covariance_matrix(data, Pairing::pairwise);
    if (covariances.has_holes) return tl::unexpected<Undefined>(Undefined::too_few);
    double all = 0;
    double different = 0;
    for (std::size_t i = 0; i < k; ++i) {
        for (std::size_t j = 0; j < k; ++j) {
            all += covariances.at(i, j);
            if (i != j) different += covariances.at(i, j);
        }
    }
    if (all == 0) return tl::unexpected<Undefined>(Undefined::no_variation);
    const auto count = static_cast<double>(k);
    return finite(count * count * (different / (count * (count - 1))) / all);
}

tl::expected<Adequacy, Undefined> sampling_adequacy(const Matrix& data) {
    const auto all = correlations_of(data);
    if (!all) return tl::unexpected<Undefined>(all.error());
    if (is_singular(*all)) return tl::unexpected<Undefined>(Undefined::singular);
    const std::size_t size = all->matrix.size;
    SquareMatrix inverse{.size = size, .values = std::vector<double>(size * size)};
    for (std::size_t c = 0; c < size; ++c) {
        const std::vector<double>& vector = all->eigen.vectors[c];
        for (std::size_t i = 0; i < size; ++i) {
            for (std::size_t j = 0; j < size; ++j)
                inverse.at(i, j) += vector[i] * vector[j] / all->eigen.values[c];
        }
    }
    Adequacy adequacy{.n = all->rows};
    double simple_sum = 0;
    double partial_sum = 0;
    for (std::size_t i = 0; i < size; ++i) {
        double simple = 0;
        double partial = 0;
        for (std::size_t j = 0; j < size; ++j) {
            if (i == j) continue;
            simple += all->matrix.at(i, j) * all->matrix.at(i, j);
            partial += inverse.at(i, j) * inverse.at(i, j) / (inverse.at(i, i) * inverse.at(j, j));
        }
        const double sum = simple + partial;
        adequacy.by_column.push_back(sum > 0 ? simple / sum : 0.5);
        simple_sum += simple;
        partial_sum += partial;
    }
    const double sum = simple_sum + partial_sum;
    adequacy.overall = sum > 0 ? simple_sum / sum : 0.5;
    return adequacy;
}

tl::expected<Sphericity, Undefined> sphericity(const Matrix& data) {
    const auto all = correlations_of(data);
    if (!all) return tl::unexpected<Undefined>(all.error());
    if (is_singular(*all)) return tl::unexpected<Undefined>(Undefined::singular);
    double log_determinant = 0;
    for (const double value : all->eigen.values) log_determinant += std::log(value);
    const auto p = static_cast<double>(all->matrix.size);
    const auto n = static_cast<double>(all->rows);
    Sphericity test{.n = all->rows};
    test.chi_square = -(n - 1 - (2 * p + 5) / 6) * log_determinant;
    test.degrees = p * (p - 1) / 2;
    test.chance = chi_square_tail(test.chi_square, test.degrees);
    return test;
}

tl::expected<Components, Undefined> principal_components(const Matrix& data) {
    auto all = correlations_of(data);
    if (!all) return tl::unexpected<Undefined>(all.error());
    Components components{.n = all->rows};
    const auto size = static_cast<double>(all->matrix.size);
    for (std::size_t c = 0; c < all->eigen.values.size(); ++c) {
        const double value = std::max(0.0, all->eigen.values[c]);
        components.eigenvalues.push_back(value);
        components.shares.push_back(value / size);
        components.above_one += value > 1 ? 1 : 0;
        double sum = 0;
        for (const double element : all->eigen.vectors[c]) sum += element;
        if (sum < 0) {
            for (double& element : all->eigen.vectors[c]) element = -element;
        }
        components.loadings.push_back(std::move(all->eigen.vectors[c]));
    }
    return components;
}

}  // namespace kc::evaluation
