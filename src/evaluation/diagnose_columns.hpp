// SPDX-License-Identifier: Apache-2.0
// What single columns look like: how full they are, how skewed, which figures stand apart.
#pragma once

#include <cstddef>
#include <vector>

#include "evaluation/matrix.hpp"
#include "evaluation/statistics.hpp"

namespace kc::evaluation {

struct Coverage {
    std::size_t present = 0;
    std::size_t of = 0;
    double share = 0;  // 0 of 0 is 0
};
std::vector<Coverage> column_coverage(const Matrix& data);
std::vector<Coverage> row_coverage(const Matrix& data);

struct ColumnShape {
    std::size_t n = 0;
    Measure mean = 0;
    Measure deviation = 0;
    Measure skewness = 0;
    Measure kurtosis = 0;    // excess
    bool is_skewed = false;  // |skewness| >= skew_limit and kurtosis >= kurtosis_limit
    // Rows farther than `fences` times the range between the quartiles from these (Tukey).
    std::vector<std::size_t> far_rows = {};
};
struct ShapeLimits {
    double skewness = 2;
    double kurtosis = 3.5;
    double fences = 3;
};
std::vector<ColumnShape> column_shapes(const Matrix& data, const ShapeLimits& limits = {});

}  // namespace kc::evaluation
