// SPDX-License-Identifier: Apache-2.0
#include "evaluation/diagnose_columns.hpp"

#include <cmath>

namespace kc::evaluation {
namespace {

Coverage coverage_of(std::size_t present, std::size_t of) {
    return {present, of, of == 0 ? 0.0 : static_cast<double>(present) / static_cast<double>(of)};
}

}  // namespace

std::vector<Coverage> column_coverage(const Matrix& data) {
    std::vector<Coverage> all;
    for (std::size_t k = 0; k < data.columns(); ++k)
        all.push_back(coverage_of(count(data.column(k)), data.rows()));
    return all;
}

std::vector<Coverage> row_coverage(const Matrix& data) {
    std::vector<Coverage> all;
    for (std::size_t row = 0; row < data.rows(); ++row) {
        std::size_t present = 0;
        for (std::size_t k = 0; k < data.columns(); ++k) present += data.has(row, k) ? 1 : 0;
        all.push_back(coverage_of(present, data.columns()));
    }
    return all;
}

std::vector<ColumnShape> column_shapes(const Matrix& data, const ShapeLimits& limits) {
    std::vector<ColumnShape> all;
    for (std::size_t k = 0; k < data.columns(); ++k) {
        const ColumnView column = data.column(k);
        ColumnShape shape{.n = count(column),
                          .mean = mean(column),
                          .deviation = deviation(column),
                          .skewness = skewness(column),
                          .kurtosis = kurtosis(column)};
        shape.is_skewed = shape.skewness && shape.kurtosis &&
                          std::abs(*shape.skewness) >= limits.skewness &&
                          *shape.kurtosis >= limits.kurtosis;
        const Measure low = quantile(column, 0.25);
        const Measure high = quantile(column, 0.75);
        for (std::size_t row = 0; row < column.size() && low && high; ++row) {
            const double reach = limits.fences * (*high - *low);
            // Where the middle half is all one figure, everything else would stand apart.
            if (!(reach > 0) || !column.has(row)) continue;
            if (column[row] < *low - reach || column[row] > *high + reach)
                shape.far_rows.push_back(row);
        }
        all.push_back(std::move(shape));
    }
    return all;
}

}  // namespace kc::evaluation
