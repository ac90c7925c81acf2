// SPDX-License-Identifier: Apache-2.0
// Sample statistics of columns with missing cells.
//
// Every one says what it needs: where the data do not give it (too few values, no variation) the
// answer is the reason, never a NaN. Missing cells are left out; statistics of two columns use the
// rows where both have a value. Sums run in the order of the rows.
//
//   Measure r = pearson(a, b);
//   if (!r) say(undefined_words(r.error()));
#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <string_view>
#include <vector>

#include <tl/expected.hpp>

#include "evaluation/matrix.hpp"

namespace kc::evaluation {

enum class Undefined : std::uint8_t {
    missing,           // nothing to compute it from
    too_few,           // fewer values than the statistic needs
    no_variation,      // all values are equal
    not_positive,      // a logarithm, power or division needs values above 0
    negative,          // values below 0 where only 0 and more are possible
    zero_weight,       // the weights of what is there sum to 0
    too_few_children,  // fewer children than the node needs
    singular,          // linearly dependent columns
    too_large,         // the result does not fit a number
    unbounded,         // a linear program without a greatest value
    infeasible,        // a linear program without a solution
};

struct UndefinedWords {
    std::string_view code;  // the enumerator
    std::string_view zh;
    std::string_view en;
};
UndefinedWords undefined_words(Undefined why);

using Measure = tl::expected<double, Undefined>;

// The value, or Undefined::too_large when it is infinite or NaN.
Measure finite(double value);

std::size_t count(ColumnView x);

// The values that are there, in the order of the rows.
std::vector<double> present_values(ColumnView x);

Measure mean(ColumnView x);

// Divided by n - ddof. Two passes: the mean first, then squares around it.
Measure variance(ColumnView x, std::int32_t ddof = 1);
Measure deviation(ColumnView x, std::int32_t ddof = 1);

Measure smallest(ColumnView x);
Measure largest(ColumnView x);

// Type 7 of Hyndman and Fan, The American Statistician 50 (1996) 361-365: linear between the
// values at (n - 1) p. `p` in [0, 1].
Measure quantile(ColumnView x, double p);
Measure median(ColumnView x);

// Bias-corrected skewness G1 and excess kurtosis G2 of Joanes and Gill, The Statistician 47
// (1998) 183-189; they need 3 and 4 values.
Measure skewness(ColumnView x);
Measure kurtosis(ColumnView x);

Measure covariance(ColumnView x, ColumnView y, std::int32_t ddof = 1);
Measure pearson(ColumnView x, ColumnView y);

// Pearson's correlation of average ranks, taken inside the rows where both have a value.
Measure spearman(ColumnView x, ColumnView y);

// Kendall's tau-b, which takes ties into account; O(n^2).
Measure kendall(ColumnView x, ColumnView y);

// Ranks from 1 for the smallest, ties getting their average; `x` may not hold NaN.
std::vector<double> average_ranks(std::span<const double> x);

// The chance of a larger value of the chi-square distribution.
double chi_square_tail(double x, double degrees);

// The two-sided chance of a larger |t| of Student's distribution.
double student_tail(double t, double degrees);

// Symmetric, `size` x `size` by rows; what is undefined stands as an empty cell's reason in
// `holes`, with 0 in its place.
struct SquareMatrix {
    std::size_t size = 0;
    std::vector<double> values = {};
    bool has_holes = false;

    double at(std::size_t row, std::size_t column) const { return values[row * size + column]; }
    double& at(std::size_t row, std::size_t column) { return values[row * size + column]; }
};

enum class Pairing : std::uint8_t {
    complete,  // only rows where all columns have a value
    pairwise,  // each pair by its own rows; need not be positive definite
};

// Correlations of all columns. A column without variation has holes (0) beside its 1.
SquareMatrix correlation_matrix(const Matrix& data, Pairing pairing);
SquareMatrix covariance_matrix(const Matrix& data, Pairing pairing, std::int32_t ddof = 1);

// The rows in which every column has a value.
std::vector<std::size_t> complete_rows(const Matrix& data);

}  // namespace kc::evaluation
