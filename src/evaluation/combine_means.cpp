// SPDX-License-Identifier: Apache-2.0
#include "evaluation/combine_means.hpp"

#include <algorithm>
#include <cmath>
#include <numeric>

namespace kc::evaluation {
namespace {

tl::unexpected<Undefined> because(Undefined why) {
    return tl::unexpected<Undefined>(why);
}

// The score of one row from what is there.
template <typename Score>
CombineResult<Combined> by_rows(const CombineInput& input, Score score) {
    if (const auto total = weight_total(input); !total) return tl::unexpected(total.error());
    Combined combined{.scores = Column(input.children->rows())};
    for (std::size_t row = 0; row < input.children->rows(); ++row) {
        const RowView view = row_of(input, row, combined.gaps);
        if (view.empty()) continue;
        const Measure value = score(view);
        if (value && std::isfinite(*value)) {
            combined.scores.set(row, *value);
        } else {
            combined.gaps.push_back({row, value ? Undefined::too_large : value.error()});
        }
    }
    return combined;
}

// The first cell that is not allowed; a child of weight 0 is looked at too, as its weight may vary.
template <typename Allowed>
CombineResult<void> require(const CombineInput& input, Undefined why, Allowed allowed) {
    const Matrix& children = *input.children;
    for (std::size_t row = 0; row < children.rows(); ++row) {
        for (std::size_t k = 0; k < children.columns(); ++k) {
            if (children.has(row, k) && !allowed(children.at(row, k)))
                return tl::unexpected(
                    CombineFault{.why = why, .row = row, .child = k, .value = children.at(row, k)});
        }
    }
    return {};
}

double weighted(const RowView& view, double (*change)(double)) {
    double sum = 0;
    for (std::size_t k = 0; k < view.values.size(); ++k)
        sum += view.weights[k] * change(view.values[k]);
    return sum;
}

double mean_of(const RowView& view) {
    return weighted(view, [](double x) { return x; });
}

Measure penalised_mean(const RowView& view, int sign) {
    if (view.values.size() < 2) return because(Undefined::too_few);
    const double mean = mean_of(view);
    if (mean == 0) return because(Undefined::not_positive);
    double squares = 0;
    double concentration = 0;
    for (std::size_t k = 0; k < view.values.size(); ++k) {
        const double off = view.values[k] - mean;
        squares += view.weights[k] * off * off;
        concentration += view.weights[k] * view.weights[k];
    }
    // All the weight on one child leaves nothing to be uneven.
    if (!(concentration < 1)) return finite(mean);
    const double variance = squares / (1 - concentration);
    return finite(mean + sign * variance / mean);
}

}  // namespace

CombineResult<Combined> arithmetic_mean(const CombineInput& input) {
    return by_rows(input, [](const RowView& view) -> Measure { return mean_of(view); });
}

CombineResult<Combined> geometric_mean(const CombineInput& input) {
    if (auto sound = require(input, Undefined::not_positive, [](double x) { return x > 0; });
        !sound)
        return tl::unexpected(sound.error());
    return by_rows(input, [](const RowView& view) -> Measure {
        return std::exp(weighted(view, [](double x) { return std::log(x); }));
    });
}

CombineResult<Combined> harmonic_mean(const CombineInput& input) {
    if (auto sound = require(input, Undefined::not_positive, [](double x) { return x > 0; });
        !sound)
        return tl::unexpected(sound.error());
    return by_rows(input, [](const RowView& view) -> Measure {
        return 1 / weighted(view, [](double x) { return 1 / x; });
    });
}

CombineResult<Combined> power_mean(const CombineInput& input, double exponent) {
    if (exponent == 0) return geometric_mean(input);
    if (exponent == 1) return arithmetic_mean(input);
    const auto sound = exponent < 0
                           ? require(input, Undefined::not_positive, [](double x) { return x > 0; })
                           : require(input, Undefined::negative, [](double x) { return x >= 0; });
    if (!sound) return tl::unexpected(sound.error());
    return by_rows(input, [exponent](const RowView& view) -> Measure {
        // Relative to the greatest value, or x^p overflows for exponents in use.
        const double top = *std::max_element(view.values.begin(), view.values.end());
        if (top == 0) return 0.0;
        double sum = 0;
        for (std::size_t k = 0; k < view.values.size(); ++k)
            sum += view.weights[k] * std::pow(view.values[k] / top, exponent);
        return top * std::pow(sum, 1 / exponent);
    });
}

CombineResult<Combined> weighted_sum(const CombineInput& input) {
    const auto total = weight_total(input);
    if (!total) return tl::unexpected(total.error());
    Combined combined{.scores = Column(input.children->rows())};
    for (std::size_t row = 0; row < input.children->rows(); ++row) {
        double sum = 0;
        bool whole = true;
        for (std::size_t k = 0; k < input.children->columns(); ++k) {
            // What has no weight is not missed.
            if (input.weights[k] == 0) continue;
            whole = whole && input.children->has(row, k);
            if (whole) sum += input.weights[k] * input.children->at(row, k);
        }
        const Measure value = whole ? finite(sum) : because(Undefined::too_few_children);
        if (value) {
            combined.scores.set(row, *value);
        } else {
            combined.gaps.push_back({row, value.error()});
        }
    }
    return combined;
}

CombineResult<Combined> weighted_median(const CombineInput& input) {
    return by_rows(input, [](const RowView& view) -> Measure {
        std::vector<std::size_t> order(view.values.size());
        std::iota(order.begin(), order.end(), std::size_t{0});
        std::stable_sort(order.begin(), order.end(), [&](std::size_t a, std::size_t b) {
            return view.values[a] < view.values[b];
        });
        constexpr double kSame = 1e-12;
        double below = 0;
        for (std::size_t i = 0; i < order.size(); ++i) {
            below += view.weights[order[i]];
            if (below > 0.5 + kSame) return view.values[order[i]];
            if (below < 0.5 - kSame) continue;
            // Exactly half: the middle between this and the next that weighs anything.
            std::size_t next = i + 1;
            while (next < order.size() && view.weights[order[next]] == 0) ++next;
            if (next == order.size()) return view.values[order[i]];
            return view.values[order[i]] + (view.values[order[next]] - view.values[order[i]]) / 2;
        }
        return view.values[order.back()];
    });
}

CombineResult<Combined> mazziotta_pareto(const CombineInput& input, int penalty_sign) {
    KC_CHECK(penalty_sign == 1 || penalty_sign == -1);
    return by_rows(input, [&](const RowView& view) { return penalised_mean(view, penalty_sign); });
}

CombineResult<Combined> adjusted_mazziotta_pareto(const CombineInput& input,
                                                  std::span<const Goalposts> goalposts,
                                                  int penalty_sign) {
    const Matrix& children = *input.children;
    KC_CHECK(goalposts.size() == children.columns());
    Matrix scaled(children.rows(), children.columns());
    for (std::size_t k = 0; k < children.columns(); ++k) {
        const double range = goalposts[k].high - goalposts[k].low;
        if (!std::isfinite(range) || range == 0)
            return tl::unexpected(CombineFault{.why = Undefined::no_variation, .child = k});
        for (std::size_t row = 0; row < children.rows(); ++row) {
            if (!children.has(row, k)) continue;
            const Measure value =
                finite(70 + 60 * (children.at(row, k) - goalposts[k].low) / range);
            if (!value)
                return tl::unexpected(
                    CombineFault{.why = Undefined::too_large, .row = row, .child = k});
            scaled.set(row, k, *value);
        }
    }
    return mazziotta_pareto({.children = &scaled, .weights = input.weights, .needs = input.needs},
                            penalty_sign);
}

CombineResult<Combined> mean_min(const CombineInput& input, double alpha, double beta) {
    return by_rows(input, [&](const RowView& view) -> Measure {
        const double mean = mean_of(view);
        const double gap = mean - *std::min_element(view.values.begin(), view.values.end());
        return mean - alpha * (std::hypot(gap, beta) - beta);
    });
}

std::vector<double> order_weights_of_orness(double orness, std::size_t count) {
    std::vector<double> weights(count);
    if (count == 0) return weights;
    if (orness >= 1) weights.front() = 1;
    if (orness <= 0) weights.back() = 1;
    if (orness >= 1 || orness <= 0) return weights;
    const double exponent = (1 - orness) / orness;
    const auto n = static_cast<double>(count);
    for (std::size_t i = 0; i < count; ++i) {
        weights[i] = std::pow(static_cast<double>(i + 1) / n, exponent) -
                     std::pow(static_cast<double>(i) / n, exponent);
    }
    return weights;
}

CombineResult<Combined> ordered_average(const CombineInput& input,
                                        std::span<const double> order_weights) {
    if (order_weights.size() != input.children->columns())
        return tl::unexpected(CombineFault{.why = Undefined::too_few_children});
    std::vector<double> cumulated = {0};
    for (const double weight : order_weights) {
        if (!(weight >= 0)) return tl::unexpected(CombineFault{.why = Undefined::negative});
        cumulated.push_back(cumulated.back() + weight);
    }
    if (!(cumulated.back() > 0) || !std::isfinite(cumulated.back()))
        return tl::unexpected(CombineFault{.why = Undefined::zero_weight});
    // How much order weight the most important `share` of a unit's best children take.
    const auto taken = [&](double share) {
        const double at = std::clamp(share, 0.0, 1.0) * static_cast<double>(order_weights.size());
        const auto low = std::min(static_cast<std::size_t>(at), order_weights.size() - 1);
        return (cumulated[low] + (at - static_cast<double>(low)) * order_weights[low]) /
               cumulated.back();
    };
    return by_rows(input, [&](const RowView& view) -> Measure {
        std::vector<std::size_t> order(view.values.size());
        std::iota(order.begin(), order.end(), std::size_t{0});
        std::stable_sort(order.begin(), order.end(), [&](std::size_t a, std::size_t b) {
            return view.values[a] > view.values[b];
        });
        double sum = 0;
        double share = 0;
        double before = 0;
        for (std::size_t i = 0; i < order.size(); ++i) {
            share += view.weights[order[i]];
            const double now = i + 1 == order.size() ? 1.0 : taken(share);
            sum += (now - before) * view.values[order[i]];
            before = now;
        }
        return sum;
    });
}

}  // namespace kc::evaluation
