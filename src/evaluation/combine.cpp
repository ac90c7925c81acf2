// SPDX-License-Identifier: Apache-2.0
#include "evaluation/combine.hpp"

#include <cmath>

#include <fmt/format.h>

#include "evaluation/combine_bod.hpp"
#include "evaluation/combine_ideal.hpp"
#include "evaluation/combine_means.hpp"
#include "evaluation/combine_outranking.hpp"

namespace kc::evaluation {
namespace {

// Thresholds are given as shares of the child's range, so that they mean the same on any scale.
std::vector<Preference> preferences_of(const AggregateMethod& method, const Matrix& children) {
    std::vector<Preference> preferences;
    for (std::size_t k = 0; k < children.columns(); ++k) {
        const ColumnView column = children.column(k);
        const double range = largest(column).value_or(0.0) - smallest(column).value_or(0.0);
        const bool plain = method.indifference <= 0 && method.preference <= 0;
        preferences.push_back({.shape = plain ? PreferenceShape::usual : PreferenceShape::linear,
                               .indifference = method.indifference * range,
                               .preference = method.preference * range});
    }
    return preferences;
}

std::string words_of_place(const CombineFault& fault, std::string_view unit, std::string_view child,
                           bool zh) {
    std::string words;
    if (fault.row != CombineFault::kNowhere)
        words += zh ? fmt::format("，单位“{}”", unit) : fmt::format(", unit '{}'", unit);
    if (fault.child != CombineFault::kNowhere) {
        words += zh ? fmt::format("，下级“{}”", child) : fmt::format(", child '{}'", child);
        words +=
            zh ? fmt::format("的值为{:.6g}", fault.value) : fmt::format(" has {:.6g}", fault.value);
    }
    return words;
}

}  // namespace

CombineResult<double> weight_total(const CombineInput& input) {
    KC_CHECK(input.children != nullptr);
    KC_CHECK(input.weights.size() == input.children->columns());
    double total = 0;
    for (std::size_t k = 0; k < input.weights.size(); ++k) {
        const double weight = input.weights[k];
        if (!std::isfinite(weight))
            return tl::unexpected(CombineFault{.why = Undefined::too_large, .child = k});
        if (weight < 0)
            return tl::unexpected(
                CombineFault{.why = Undefined::negative, .child = k, .value = weight});
        total += weight;
    }
    if (!std::isfinite(total)) return tl::unexpected(CombineFault{.why = Undefined::too_large});
    if (!(total > 0)) return tl::unexpected(CombineFault{.why = Undefined::zero_weight});
    return total;
}

RowView row_of(const CombineInput& input, std::size_t row, std::vector<Gap>& gaps) {
    const Matrix& children = *input.children;
    RowView view;
    double total = 0;
    for (std::size_t k = 0; k < children.columns(); ++k) {
        if (!children.has(row, k)) continue;
        view.values.push_back(children.at(row, k));
        view.weights.push_back(input.weights[k]);
        view.columns.push_back(k);
        total += input.weights[k];
    }
    const auto needed = input.needs * static_cast<double>(children.columns());
    const auto refuse = [&](Undefined why) {
        gaps.push_back({row, why});
        return RowView{};
    };
    if (view.empty()) return refuse(Undefined::missing);
    // A hair of tolerance: 0.3 of 10 children are 3.
    if (static_cast<double>(view.values.size()) < needed - 1e-9)
        return refuse(Undefined::too_few_children);
    if (!(total > 0)) return refuse(Undefined::zero_weight);
    for (double& weight : view.weights) weight /= total;
    return view;
}

CombineResult<Combined> combine(const AggregateMethod& method, const CombineInput& input) {
    if (const auto total = weight_total(input); !total) return tl::unexpected(total.error());
    switch (method.kind) {
        case AggregateKind::arithmetic: return arithmetic_mean(input);
        case AggregateKind::geometric: return geometric_mean(input);
        case AggregateKind::harmonic: return harmonic_mean(input);
        case AggregateKind::power: return power_mean(input, method.exponent);
        case AggregateKind::sum: return weighted_sum(input);
        case AggregateKind::mpi: return mazziotta_pareto(input, method.penalty_sign);
        case AggregateKind::owa:
            return ordered_average(
                input, method.order_weights.empty()
                           ? order_weights_of_orness(method.orness, input.children->columns())
                           : method.order_weights);
        case AggregateKind::copeland: return copeland(input);
        case AggregateKind::borda: return borda(input);
        case AggregateKind::topsis: return topsis(input, method.scaling);
        case AggregateKind::vikor: return vikor(input, method.compromise);
        case AggregateKind::promethee:
            return promethee(input, preferences_of(method, *input.children));
        case AggregateKind::bod:
            return benefit_of_the_doubt(input, {.share_low = method.share_low,
                                                .share_high = method.share_high,
                                                .direction = method.bod_direction});
        case AggregateKind::min_penalty: return mean_min(input, method.alpha, method.beta);
        case AggregateKind::wroclaw: return wroclaw(input);
        case AggregateKind::median: return weighted_median(input);
    }
    KC_CHECK(false);
    return Combined{};
}

Diagnostic combine_diagnostic(const CombineFault& fault, AggregateKind kind, std::string_view node,
                              std::string_view unit, std::string_view child) {
    const UndefinedWords words = undefined_words(fault.why);
    Diagnostic diagnostic{.code = fmt::format("E-combine-{}", words.code),
                          .zh = fmt::format("节点“{}”无法合成：{}{}", node, words.zh,
                                            words_of_place(fault, unit, child, true)),
                          .en = fmt::format("node '{}' cannot be combined: {}{}", node, words.en,
                                            words_of_place(fault, unit, child, false))};
    const bool needs_positive = fault.why == Undefined::not_positive;
    if (needs_positive && kind == AggregateKind::geometric)
        return std::move(diagnostic)
            .hint("几何平均要求数值大于0：把标准化改为 minmax(1, 100)，或改用 arithmetic",
                  "a geometric mean needs values above 0: normalise with minmax(1, 100), or use "
                  "arithmetic");
    if (needs_positive)
        return std::move(diagnostic)
            .hint("把标准化改为 minmax(1, 100)，或改用 arithmetic",
                  "normalise with minmax(1, 100), or use arithmetic");
    if (fault.why == Undefined::zero_weight)
        return std::move(diagnostic)
            .hint("至少给一个下级大于0的权重", "give at least one child a weight above 0");
    return diagnostic;
}

}  // namespace kc::evaluation
