// SPDX-License-Identifier: Apache-2.0
// Whether columns measure one thing: Cronbach's alpha, sampling adequacy, sphericity, components.
#pragma once

#include <cstddef>
#include <vector>

#include "evaluation/matrix.hpp"
#include "evaluation/statistics.hpp"

namespace kc::evaluation {

// Cronbach, Psychometrika 16 (1951) 297-334: k^2 (mean covariance of different columns) / (sum of
// all covariances), by the rows each pair has. Needs two columns. It may be negative when columns
// run against each other.
Measure cronbach_alpha(const Matrix& data);

// Kaiser's measure of sampling adequacy (Kaiser and Rice, Educational and Psychological Measurement
// 34 (1974) 111-117): squared correlations over those and the squared partial ones. Complete rows.
struct Adequacy {
    double overall = 0;
    std::vector<double> by_column = {};
    std::size_t n = 0;
};
tl::expected<Adequacy, Undefined> sampling_adequacy(const Matrix& data);

// Bartlett, Journal of the Royal Statistical Society B 16 (1954) 296-298: whether the correlations
// could all be 0. chance below 0.05: they are not. Complete rows.
struct Sphericity {
    double chi_square = 0;
    double degrees = 0;
    double chance = 1;
    std::size_t n = 0;
};
tl::expected<Sphericity, Undefined> sphericity(const Matrix& data);

// Principal components of the correlations, or of complete rows' covariances scaled to variance 1.
// Loadings are eigenvectors of length 1, each turned so that its elements sum to 0 or more.
struct Components {
    std::vector<double> eigenvalues = {};  // falling
    std::vector<double> shares = {};       // of the sum
    std::vector<std::vector<double>> loadings = {};
    std::size_t above_one = 0;  // eigenvalues above 1: Kaiser's count of components
    std::size_t n = 0;          // complete rows
};
tl::expected<Components, Undefined> principal_components(const Matrix& data);

// So few rows that these statistics would be chance: below 20, or below 3 a column.
bool is_too_few(std::size_t rows, std::size_t columns);

}  // namespace kc::evaluation
