// SPDX-License-Identifier: Apache-2.0
#include "evaluation/combine_ideal.hpp"

#include <algorithm>
#include <cmath>
#include <optional>

namespace kc::evaluation {
namespace {

struct Range {
    double low = 0;
    double high = 0;
};

Range range_of(ColumnView column) {
    return {smallest(column).value_or(0.0), largest(column).value_or(0.0)};
}

double place_in(const Range& range, double value) {
    return range.high > range.low ? (value - range.low) / (range.high - range.low) : 0.0;
}

// Of each child over the units that have it; a child nobody has gets 0 to 0.
std::vector<Range> ranges_of(const Matrix& children) {
    std::vector<Range> ranges;
    for (std::size_t k = 0; k < children.columns(); ++k)
        ranges.push_back(range_of(children.column(k)));
    return ranges;
}

// What a child's values are divided by and what is taken off first.
struct Scale {
    double origin = 0;
    double unit = 1;
};

Scale scale_of(ColumnView column, const Range& range, Scaling scaling) {
    if (scaling == Scaling::none) return {};
    if (scaling == Scaling::minmax) return {range.low, range.high - range.low};
    double norm = 0;
    for (std::size_t row = 0; row < column.size(); ++row) {
        if (column.has(row)) norm = std::hypot(norm, column[row]);
    }
    return {0, norm};
}

}  // namespace

CombineResult<Combined> topsis(const CombineInput& input, Scaling scaling) {
    const auto total = weight_total(input);
    if (!total) return tl::unexpected(total.error());
    const Matrix& children = *input.children;
    const std::vector<Range> ranges = ranges_of(children);
    std::vector<Scale> scales;
    double all_squares = 0;
    for (std::size_t k = 0; k < children.columns(); ++k) {
        scales.push_back(scale_of(children.column(k), ranges[k], scaling));
        all_squares += input.weights[k] * input.weights[k];
    }
    Combined combined{.scores = Column(children.rows())};
    Detail best{"distance_best", Column(children.rows())};
    Detail worst{"distance_worst", Column(children.rows())};
    for (std::size_t row = 0; row < children.rows(); ++row) {
        if (row_of(input, row, combined.gaps).empty()) continue;
        double from_best = 0;
        double from_worst = 0;
        double squares = 0;
        for (std::size_t k = 0; k < children.columns(); ++k) {
            if (!children.has(row, k)) continue;
            const double weight = input.weights[k] / *total;
            squares += input.weights[k] * input.weights[k];
            // A child whose values are all equal parts nobody.
            if (!(scales[k].unit > 0)) continue;
            const double above = weight * (ranges[k].high - children.at(row, k)) / scales[k].unit;
            const double below = weight * (children.at(row, k) - ranges[k].low) / scales[k].unit;
            from_best += above * above;
            from_worst += below * below;
        }
        from_best = std::sqrt(from_best * all_squares / squares);
        from_worst = std::sqrt(from_worst * all_squares / squares);
        const double sum = from_best + from_worst;
        if (!std::isfinite(sum) || !(sum > 0)) {
            combined.gaps.push_back(
                {row, sum == 0 ? Undefined::no_variation : Undefined::too_large});
            continue;
        }
        best.column.set(row, from_best);
        worst.column.set(row, from_worst);
        combined.scores.set(row, from_worst / sum);
    }
    combined.details = {std::move(best), std::move(worst)};
    return combined;
}

CombineResult<Combined> vikor(const CombineInput& input, double v) {
    if (const auto total = weight_total(input); !total) return tl::unexpected(total.error());
    const Matrix& children = *input.children;
    const std::vector<Range> ranges = ranges_of(children);
    Combined combined{.scores = Column(children.rows())};
    Detail mean_distance{"S", Column(children.rows())};
    Detail greatest{"R", Column(children.rows())};
    Detail compromise{"Q", Column(children.rows())};
    for (std::size_t row = 0; row < children.rows(); ++row) {
        const RowView view = row_of(input, row, combined.gaps);
        if (view.empty()) continue;
        double s = 0;
        double r = 0;
        for (std::size_t i = 0; i < view.values.size(); ++i) {
            const Range& range = ranges[view.columns[i]];
            if (!(range.high > range.low)) continue;
            // Halved, so that the range of very large values does not overflow.
            const double distance =
                (range.high / 2 - view.values[i] / 2) / (range.high / 2 - range.low / 2);
            s += view.weights[i] * distance;
            r = std::max(r, view.weights[i] * distance);
        }
        mean_distance.column.set(row, s);
        greatest.column.set(row, r);
    }
    const Range s_range = range_of(mean_distance.column.view());
    const Range r_range = range_of(greatest.column.view());
    for (std::size_t row = 0; row < children.rows(); ++row) {
        if (!mean_distance.column.has(row)) continue;
        const double q = v * place_in(s_range, mean_distance.column[row]) +
                         (1 - v) * place_in(r_range, greatest.column[row]);
        compromise.column.set(row, q);
        combined.scores.set(row, 1 - q);
    }
    combined.details = {std::move(mean_distance), std::move(greatest), std::move(compromise)};
    return combined;
}

CombineResult<Combined> wroclaw(const CombineInput& input) {
    const auto total = weight_total(input);
    if (!total) return tl::unexpected(total.error());
    const Matrix& children = *input.children;
    const std::vector<Range> ranges = ranges_of(children);
    Combined combined{.scores = Column(children.rows())};
    Column distances(children.rows());
    for (std::size_t row = 0; row < children.rows(); ++row) {
        if (row_of(input, row, combined.gaps).empty()) continue;
        double squares = 0;
        double weight = 0;
        for (std::size_t k = 0; k < children.columns(); ++k) {
            if (!children.has(row, k)) continue;
            weight += input.weights[k];
            const double off = ranges[k].high - children.at(row, k);
            squares += input.weights[k] * off * off;
        }
        const Measure distance = finite(std::sqrt(squares * (*total / weight)));
        if (distance) {
            distances.set(row, *distance);
        } else {
            combined.gaps.push_back({row, distance.error()});
        }
    }
    const Measure centre = mean(distances.view());
    const Measure spread = deviation(distances.view());
    const double limit = centre.value_or(0.0) + 2 * spread.value_or(0.0);
    if (!centre) return combined;
    if (!(limit > 0)) return tl::unexpected(CombineFault{.why = Undefined::no_variation});
    Detail distance{"distance", Column(children.rows())};
    for (std::size_t row = 0; row < children.rows(); ++row) {
        if (!distances.has(row)) continue;
        distance.column.set(row, distances[row] / limit);
        combined.scores.set(row, 1 - distances[row] / limit);
    }
    combined.details = {std::move(distance)};
    return combined;
}

}  // namespace kc::evaluation
