// SPDX-License-Identifier: Apache-2.0
#include "evaluation/statistics.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <numeric>

namespace kc::evaluation {
namespace {

tl::unexpected<Undefined> because(Undefined why) {
    return tl::unexpected<Undefined>(why);
}

// The rows both have, as two plain columns.
struct Pairs {
    std::vector<double> x;
    std::vector<double> y;
};

Pairs pairs_of(ColumnView x, ColumnView y) {
    KC_CHECK(x.size() == y.size());
    Pairs pairs;
    for (std::size_t i = 0; i < x.size(); ++i) {
        if (!x.has(i) || !y.has(i)) continue;
        pairs.x.push_back(x[i]);
        pairs.y.push_back(y[i]);
    }
    return pairs;
}

double plain_mean(std::span<const double> x) {
    return std::accumulate(x.begin(), x.end(), 0.0) / static_cast<double>(x.size());
}

double sum_of_products(const Pairs& pairs) {
    const double mean_x = plain_mean(pairs.x);
    const double mean_y = plain_mean(pairs.y);
    double sum = 0;
    for (std::size_t i = 0; i < pairs.x.size(); ++i)
        sum += (pairs.x[i] - mean_x) * (pairs.y[i] - mean_y);
    return sum;
}

bool is_constant(std::span<const double> x) {
    return std::all_of(x.begin(), x.end(), [&](double value) { return value == x[0]; });
}

Measure pearson_of(const Pairs& pairs) {
    if (pairs.x.size() < 2) return because(Undefined::too_few);
    if (is_constant(pairs.x) || is_constant(pairs.y)) return because(Undefined::no_variation);
    const double xx = sum_of_products({pairs.x, pairs.x});
    const double yy = sum_of_products({pairs.y, pairs.y});
    // The product of the roots, not the root of the product, which may overflow.
    const double scale = std::sqrt(xx) * std::sqrt(yy);
    if (!(scale > 0)) return because(Undefined::no_variation);
    const Measure r = finite(sum_of_products(pairs) / scale);
    return r ? Measure(std::clamp(*r, -1.0, 1.0)) : r;
}

struct Moments {
    double n = 0;
    double m2 = 0;  // means of powers around the mean
    double m3 = 0;
    double m4 = 0;
};

tl::expected<Moments, Undefined> moments_of(ColumnView x, std::size_t needed) {
    const std::vector<double> values = present_values(x);
    if (values.size() < needed) return because(Undefined::too_few);
    if (is_constant(values)) return because(Undefined::no_variation);
    Moments moments{.n = static_cast<double>(values.size())};
    const double centre = plain_mean(values);
    for (const double value : values) {
        const double d = value - centre;
        moments.m2 += d * d;
        moments.m3 += d * d * d;
        moments.m4 += d * d * d * d;
    }
    moments.m2 /= moments.n;
    moments.m3 /= moments.n;
    moments.m4 /= moments.n;
    if (!(moments.m2 > 0)) return because(Undefined::no_variation);
    if (!std::isfinite(moments.m4)) return because(Undefined::too_large);
    return moments;
}

}  // namespace

UndefinedWords undefined_words(Undefined why) {
    constexpr std::array<UndefinedWords, 11> kWords = {{
        {"missing", "没有数据", "there are no data"},
        {"too_few", "数据个数太少", "there are too few values"},
        {"no_variation", "各数值完全相同", "all values are equal"},
        {"not_positive", "需要大于0的数值", "values above 0 are needed"},
        {"negative", "出现负数", "there are values below 0"},
        {"zero_weight", "已有数据的权重合计为0", "the weights of what is there sum to 0"},
        {"too_few_children", "有数据的下级指标太少", "too few of the children have a value"},
        {"singular", "各列线性相关", "columns depend on each other linearly"},
        {"too_large", "结果超出数值范围", "the result is too large for a number"},
        {"unbounded", "线性规划无界", "the linear program has no greatest value"},
        {"infeasible", "线性规划无可行解", "the linear program has no solution"},
    }};
    return kWords[static_cast<std::size_t>(why)];
}

Measure finite(double value) {
    if (!std::isfinite(value)) return because(Undefined::too_large);
    return value;
}

std::size_t count(ColumnView x) {
    return static_cast<std::size_t>(
        std::count_if(x.present.begin(), x.present.end(), [](auto mark) { return mark != 0; }));
}

std::vector<double> present_values(ColumnView x) {
    std::vector<double> values;
    values.reserve(x.size());
    for (std::size_t i = 0; i < x.size(); ++i) {
        if (x.has(i)) values.push_back(x[i]);
    }
    return values;
}

Measure mean(ColumnView x) {
    const std::vector<double> values = present_values(x);
    if (values.empty()) return because(Undefined::missing);
    return finite(plain_mean(values));
}

Measure variance(ColumnView x, std::int32_t ddof) {
    return covariance(x, x, ddof);
}

Measure deviation(ColumnView x, std::int32_t ddof) {
    return variance(x, ddof).map([](double v) { return std::sqrt(v); });
}

Measure smallest(ColumnView x) {
    const std::vector<double> values = present_values(x);
    if (values.empty()) return because(Undefined::missing);
    return *std::min_element(values.begin(), values.end());
}

Measure largest(ColumnView x) {
    const std::vector<double> values = present_values(x);
    if (values.empty()) return because(Undefined::missing);
    return *std::max_element(values.begin(), values.end());
}

Measure quantile(ColumnView x, double p) {
    KC_CHECK(p >= 0 && p <= 1);
    std::vector<double> values = present_values(x);
    if (values.empty()) return because(Undefined::missing);
    std::sort(values.begin(), values.end());
    const double at = p * static_cast<double>(values.size() - 1);
    const auto low = static_cast<std::size_t>(at);
    const std::size_t high = std::min(low + 1, values.size() - 1);
    const double share = at - static_cast<double>(low);
    if (share == 0) return values[low];
    return finite(values[low] + share * (values[high] - values[low]));
}

Measure median(ColumnView x) {
    return quantile(x, 0.5);
}

Measure skewness(ColumnView x) {
    const auto moments = moments_of(x, 3);
    if (!moments) return because(moments.error());
    const double g1 = moments->m3 / std::pow(moments->m2, 1.5);
    return finite(g1 * std::sqrt(moments->n * (moments->n - 1)) / (moments->n - 2));
}

Measure kurtosis(ColumnView x) {
    const auto moments = moments_of(x, 4);
    if (!moments) return because(moments.error());
    const double n = moments->n;
    const double g2 = moments->m4 / (moments->m2 * moments->m2) - 3;
    return finite((n - 1) / ((n - 2) * (n - 3)) * ((n + 1) * g2 + 6));
}

Measure covariance(ColumnView x, ColumnView y, std::int32_t ddof) {
    const Pairs pairs = pairs_of(x, y);
    if (static_cast<std::int64_t>(pairs.x.size()) <= ddof || pairs.x.empty())
        return because(Undefined::too_few);
    return finite(sum_of_products(pairs) /
                  static_cast<double>(static_cast<std::int64_t>(pairs.x.size()) - ddof));
}

Measure pearson(ColumnView x, ColumnView y) {
    return pearson_of(pairs_of(x, y));
}

Measure spearman(ColumnView x, ColumnView y) {
    const Pairs pairs = pairs_of(x, y);
    return pearson_of({average_ranks(pairs.x), average_ranks(pairs.y)});
}

Measure kendall(ColumnView x, ColumnView y) {
    const Pairs pairs = pairs_of(x, y);
    const std::size_t n = pairs.x.size();
    if (n < 2) return because(Undefined::too_few);
    double balance = 0;
    double untied_x = 0;
    double untied_y = 0;
    for (std::size_t i = 0; i < n; ++i) {
        for (std::size_t j = i + 1; j < n; ++j) {
            const int sign_x = (pairs.x[i] > pairs.x[j]) - (pairs.x[i] < pairs.x[j]);
            const int sign_y = (pairs.y[i] > pairs.y[j]) - (pairs.y[i] < pairs.y[j]);
            balance += sign_x * sign_y;
            untied_x += sign_x != 0 ? 1 : 0;
            untied_y += sign_y != 0 ? 1 : 0;
        }
    }
    if (untied_x == 0 || untied_y == 0) return because(Undefined::no_variation);
    return balance / (std::sqrt(untied_x) * std::sqrt(untied_y));
}

std::vector<double> average_ranks(std::span<const double> x) {
    std::vector<std::size_t> order(x.size());
    std::iota(order.begin(), order.end(), std::size_t{0});
    std::stable_sort(order.begin(), order.end(),
                     [&](std::size_t a, std::size_t b) { return x[a] < x[b]; });
    std::vector<double> ranks(x.size());
    for (std::size_t first = 0; first < order.size();) {
        std::size_t end = first + 1;
        while (end < order.size() && x[order[end]] == x[order[first]]) ++end;
        const double rank = static_cast<double>(first + 1 + end) / 2;
        for (std::size_t i = first; i < end; ++i) ranks[order[i]] = rank;
        first = end;
    }
    return ranks;
}

std::vector<std::size_t> complete_rows(const Matrix& data) {
    std::vector<std::size_t> rows;
    for (std::size_t row = 0; row < data.rows(); ++row) {
        bool whole = true;
        for (std::size_t column = 0; column < data.columns(); ++column)
            whole = whole && data.has(row, column);
        if (whole) rows.push_back(row);
    }
    return rows;
}

namespace {

Matrix rows_of(const Matrix& data, const std::vector<std::size_t>& rows) {
    Matrix kept(rows.size(), data.columns());
    for (std::size_t column = 0; column < data.columns(); ++column) {
        for (std::size_t i = 0; i < rows.size(); ++i) kept.set(i, column, data.at(rows[i], column));
    }
    return kept;
}

template <typename Pair>
SquareMatrix matrix_of(const Matrix& data, Pairing pairing, bool unit_diagonal, Pair pair) {
    const Matrix kept = pairing == Pairing::complete && data.columns() > 0
                            ? rows_of(data, complete_rows(data))
                            : data;
    const std::size_t size = kept.columns();
    SquareMatrix square{.size = size, .values = std::vector<double>(size * size)};
    for (std::size_t i = 0; i < size; ++i) {
        for (std::size_t j = i; j < size; ++j) {
            const Measure value = pair(kept.column(i), kept.column(j));
            if (!value) square.has_holes = true;
            const double shown = unit_diagonal && i == j ? 1.0 : value.value_or(0.0);
            square.at(i, j) = shown;
            square.at(j, i) = shown;
        }
    }
    return square;
}

}  // namespace

SquareMatrix correlation_matrix(const Matrix& data, Pairing pairing) {
    return matrix_of(data, pairing, true, pearson);
}

SquareMatrix covariance_matrix(const Matrix& data, Pairing pairing, std::int32_t ddof) {
    return matrix_of(data, pairing, false,
                     [&](ColumnView x, ColumnView y) { return covariance(x, y, ddof); });
}

}  // namespace kc::evaluation
