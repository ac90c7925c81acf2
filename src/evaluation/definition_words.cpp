// SPDX-License-Identifier: Apache-2.0
#include "evaluation/definition_words.hpp"

#include <algorithm>
#include <array>

#include <fmt/format.h>

#include "base/check.hpp"
#include "evaluation/definition_number.hpp"

namespace kc::evaluation {
namespace {

template <typename M>
Slot<M> number(std::string_view name, double M::*member) {
    return {name,
            [member](M& method, std::string_view text) {
                const auto value = read_number(text);
                if (value) method.*member = *value;
                return value.has_value();
            },
            [member](const M& method) { return number_text(method.*member); }};
}

template <typename M>
Slot<M> maybe_number(std::string_view name, std::optional<double> M::*member) {
    return {name,
            [member](M& method, std::string_view text) {
                if (text == "none") {
                    method.*member = std::nullopt;
                    return true;
                }
                const auto value = read_number(text);
                if (value) method.*member = *value;
                return value.has_value();
            },
            [member](const M& method) {
                return method.*member ? number_text(*(method.*member)) : std::string("none");
            }};
}

template <typename M>
Slot<M> whole(std::string_view name, std::int32_t M::*member, std::int32_t max) {
    return {name,
            [member, max](M& method, std::string_view text) {
                const auto value = read_number(text);
                if (!value || *value < 1 || *value > max) return false;
                method.*member = static_cast<std::int32_t>(*value);
                return *value == static_cast<double>(method.*member);
            },
            [member](const M& method) { return fmt::format("{}", method.*member); }};
}

template <typename M>
Slot<M> yes_no(std::string_view name, bool M::*member) {
    return {name,
            [member](M& method, std::string_view text) {
                method.*member = text == "yes";
                return text == "yes" || text == "no";
            },
            [member](const M& method) { return std::string(method.*member ? "yes" : "no"); }};
}

template <typename M>
Slot<M> numbers(std::string_view name, std::vector<double> M::*member) {
    return {name,
            [member](M& method, std::string_view text) {
                const auto value = read_number(text);
                if (value) (method.*member).push_back(*value);
                return value.has_value();
            },
            [member](const M& method) {
                std::string out;
                for (const double value : method.*member) {
                    out += fmt::format("{}{}", out.empty() ? "" : ", ", number_text(value));
                }
                return out;
            },
            true};
}

template <typename M>
M of_kind(decltype(M::kind) kind, const std::function<void(M&)>& change = {}) {
    M method;
    method.kind = kind;
    if (change) change(method);
    return method;
}

Slot<ImputeMethod> group_columns() {
    return {"groups",
            [](ImputeMethod& method, std::string_view text) {
                method.groups.emplace_back(text);
                return !text.empty();
            },
            [](const ImputeMethod& method) {
                return fmt::format("{}", fmt::join(method.groups, ", "));
            },
            true};
}

std::vector<MethodWord<ImputeMethod>> impute_words() {
    using K = ImputeKind;
    const auto of = [](K kind) { return of_kind<ImputeMethod>(kind); };
    return {{"none", of(K::none)},
            {"mean", of(K::mean)},
            {"median", of(K::median)},
            {"group_mean", of(K::group_mean), {group_columns()}},
            {"group_median", of(K::group_median), {group_columns()}},
            {"zero", of(K::zero)},
            {"last", of(K::last)},
            {"linear", of(K::linear)},
            {"linear_then_last", of(K::linear_then_last)},
            {"em", of(K::em)},
            {"multiple", of(K::multiple), {whole("draws", &ImputeMethod::draws, 1000)}}};
}

std::vector<MethodWord<TreatStep>> treat_words() {
    using K = TreatKind;
    const auto of = [](K kind, double max = 5) {
        return of_kind<TreatStep>(kind, [max](TreatStep& step) { step.max = max; });
    };
    const auto lambda = number("lambda", &TreatStep::lambda);
    return {{"winsorise", of(K::winsorise), {number("max", &TreatStep::max)}},
            {"log_shift", of(K::log_shift), {number("share", &TreatStep::share)}},
            {"log", of(K::log)},
            {"log_plus_one", of(K::log_plus_one)},
            {"log_stretched", of(K::log_stretched)},
            {"box_cox", of(K::box_cox), {lambda, yes_no("shift", &TreatStep::shift)}},
            {"box_cox_auto", of(K::box_cox_auto), {yes_no("shift", &TreatStep::shift)}},
            {"yeo_johnson", of(K::yeo_johnson), {lambda}},
            {"square_root", of(K::square_root)},
            {"power", of(K::power), {number("exponent", &TreatStep::exponent)}},
            {"percentile",
             of(K::percentile),
             {number("low", &TreatStep::low), number("high", &TreatStep::high)}},
            {"deviations", of(K::deviations, 3), {number("max", &TreatStep::max)}},
            {"median_absolute", of(K::median_absolute, 3.5), {number("max", &TreatStep::max)}}};
}

std::vector<MethodWord<NormaliseMethod>> normalise_words() {
    using K = NormaliseKind;
    using M = NormaliseMethod;
    const auto of = [](K kind, double low = 0, double high = 100) {
        return of_kind<M>(kind, [=](M& method) {
            method.low = low;
            method.high = high;
        });
    };
    const auto capped = [&of](K kind, double low, double high, double cap) {
        M method = of(kind, low, high);
        method.cap = cap;
        return method;
    };
    const auto cap = maybe_number("cap", &M::cap);
    const auto floor = maybe_number("floor", &M::floor);
    const Slot<M> unit = {"unit",
                          [](M& method, std::string_view text) {
                              method.reference = text;
                              return !text.empty();
                          },
                          [](const M& method) { return method.reference; }};
    return {{"none", of(K::none)},
            {"minmax", of(K::minmax), {number("low", &M::low), number("high", &M::high)}},
            {"zscore", of(K::zscore, 0, 1), {number("mean", &M::low), number("sd", &M::high)}},
            {"scaled", of(K::scaled), {number("low", &M::low), number("high", &M::high)}},
            {"goalposts", of(K::goalposts), {number("scale", &M::high)}},
            {"standard", capped(K::standard, 0, 100, 100), {cap, floor}},
            {"efficacy",
             of(K::efficacy, 60, 40),
             {number("base", &M::low), number("span", &M::high), cap, floor}},
            {"tiers", of(K::tiers)},
            {"dist_target", of(K::dist_target), {cap}},
            {"dist_ref", of(K::dist_ref), {unit, cap}},
            {"dist_max", of(K::dist_max)},
            {"frac_max", of(K::frac_max)},
            {"prank", of(K::prank)},
            {"rank", of(K::rank)},
            {"borda", of(K::borda)},
            {"sigmoid", of(K::sigmoid), {number("steepness", &M::steepness)}}};
}

Slot<AggregateMethod> penalty_sign() {
    return {"sign",
            [](AggregateMethod& method, std::string_view text) {
                method.penalty_sign = text == "+" ? 1 : -1;
                return text == "+" || text == "-";
            },
            [](const AggregateMethod& method) {
                return std::string(method.penalty_sign > 0 ? "+" : "-");
            }};
}

Slot<AggregateMethod> distance_scaling() {
    return {"scaling",
            [](AggregateMethod& method, std::string_view text) {
                for (const Word<Scaling>& word : words<Scaling>()) {
                    if (word.name != text) continue;
                    method.scaling = word.value;
                    return true;
                }
                return false;
            },
            [](const AggregateMethod& method) { return std::string(word_of(method.scaling)); }};
}

std::vector<MethodWord<AggregateMethod>> aggregate_words() {
    using K = AggregateKind;
    using M = AggregateMethod;
    const auto of = [](K kind) { return of_kind<M>(kind); };
    auto order_weights = numbers("order", &M::order_weights);
    return {
        {"arithmetic", of(K::arithmetic)},
        {"geometric", of(K::geometric)},
        {"harmonic", of(K::harmonic)},
        {"power", of(K::power), {number("exponent", &M::exponent)}},
        {"sum", of(K::sum)},
        {"mpi", of(K::mpi), {penalty_sign()}},
        {"owa", of(K::owa), {order_weights, number("orness", &M::orness)}},
        {"copeland", of(K::copeland)},
        {"borda", of(K::borda)},
        {"topsis", of(K::topsis), {distance_scaling()}},
        {"vikor", of(K::vikor), {number("compromise", &M::compromise)}},
        {"promethee",
         of(K::promethee),
         {number("indifference", &M::indifference), number("preference", &M::preference)}},
        {"bod",
         of(K::bod),
         {number("low", &M::share_low), number("high", &M::share_high),
          numbers("direction", &M::bod_direction)}},
        {"min_penalty", of(K::min_penalty), {number("alpha", &M::alpha), number("beta", &M::beta)}},
        {"wroclaw", of(K::wroclaw)},
        {"median", of(K::median)}};
}

}  // namespace

template <>
std::span<const MethodWord<ImputeMethod>> method_words() {
    static const auto table = impute_words();
    return table;
}

template <>
std::span<const MethodWord<TreatStep>> method_words() {
    static const auto table = treat_words();
    return table;
}

template <>
std::span<const MethodWord<NormaliseMethod>> method_words() {
    static const auto table = normalise_words();
    return table;
}

template <>
std::span<const MethodWord<AggregateMethod>> method_words() {
    static const auto table = aggregate_words();
    return table;
}

template <>
std::span<const Word<WeightKind>> words() {
    using K = WeightKind;
    static constexpr std::array kTable = {Word<K>{"manual", K::manual},
                                          Word<K>{"equal", K::equal},
                                          Word<K>{"pca", K::pca},
                                          Word<K>{"entropy", K::entropy},
                                          Word<K>{"critic", K::critic},
                                          Word<K>{"std_dev", K::std_dev},
                                          Word<K>{"variation", K::variation},
                                          Word<K>{"merec", K::merec},
                                          Word<K>{"ahp", K::ahp},
                                          Word<K>{"ahp_group", K::ahp_group},
                                          Word<K>{"bwm", K::bwm},
                                          Word<K>{"budget", K::budget},
                                          Word<K>{"rank_order", K::rank_order},
                                          Word<K>{"correlation", K::correlation},
                                          Word<K>{"mix", K::mix}};
    return kTable;
}

template <>
std::span<const Word<RankOrderKind>> words() {
    using K = RankOrderKind;
    static constexpr std::array kTable = {Word<K>{"centroid", K::centroid}, Word<K>{"sum", K::sum},
                                          Word<K>{"reciprocal", K::reciprocal}};
    return kTable;
}

template <>
std::span<const Word<ShareKind>> words() {
    using K = ShareKind;
    static constexpr std::array kTable = {Word<K>{"as_is", K::as_is}, Word<K>{"minmax", K::minmax}};
    return kTable;
}

template <>
std::span<const Word<Scaling>> words() {
    using K = Scaling;
    static constexpr std::array kTable = {Word<K>{"none", K::none}, Word<K>{"vector", K::vector},
                                          Word<K>{"minmax", K::minmax}};
    return kTable;
}

template <>
std::span<const Word<PanelScale>> words() {
    using K = PanelScale;
    static constexpr std::array kTable = {Word<K>{"frozen", K::frozen},
                                          Word<K>{"per_year", K::per_year},
                                          Word<K>{"pooled", K::pooled}};
    return kTable;
}

template <>
std::span<const Word<Direction>> words() {
    using K = Direction;
    static constexpr std::array kTable = {Word<K>{"up", K::up}, Word<K>{"down", K::down}};
    return kTable;
}

template <>
std::span<const Word<Check>> words() {
    using K = Check;
    static constexpr std::array kTable = {Word<K>{"coverage", K::coverage},
                                          Word<K>{"outliers", K::outliers},
                                          Word<K>{"correlation", K::correlation},
                                          Word<K>{"cronbach", K::cronbach},
                                          Word<K>{"kmo", K::kmo},
                                          Word<K>{"pca", K::pca},
                                          Word<K>{"denominator_corr", K::denominator_corr},
                                          Word<K>{"double_counting", K::double_counting},
                                          Word<K>{"dominance", K::dominance},
                                          Word<K>{"effective_weights", K::effective_weights}};
    return kTable;
}

template <>
std::span<const Word<DropKind>> words() {
    using K = DropKind;
    static constexpr std::array kTable = {Word<K>{"none", K::none},
                                          Word<K>{"one_indicator", K::one_indicator},
                                          Word<K>{"one_child_of_root", K::one_child_of_root}};
    return kTable;
}

template <>
std::span<const Word<SensitivityTarget>> words() {
    using K = SensitivityTarget;
    static constexpr std::array kTable = {Word<K>{"mean_abs_rank_change", K::mean_abs_rank_change},
                                          Word<K>{"rank(each)", K::rank_each},
                                          Word<K>{"score(each)", K::score_each}};
    return kTable;
}

template <>
std::span<const Word<ReportPlan::Publish>> words() {
    using K = ReportPlan::Publish;
    static constexpr std::array kTable = {Word<K>{"ranks", K::ranks},
                                          Word<K>{"rank_bands", K::rank_bands},
                                          Word<K>{"groups", K::groups}};
    return kTable;
}

template <>
std::span<const Word<Standing>> words() {
    using K = Standing;
    static constexpr std::array kTable = {Word<K>{"official", K::official},
                                          Word<K>{"advisory", K::advisory},
                                          Word<K>{"template", K::template_only}};
    return kTable;
}

template <typename M>
std::string to_text(const M& method) {
    for (const MethodWord<M>& word : method_words<M>()) {
        if (word.initial.kind != method.kind) continue;
        std::string arguments;
        for (const Slot<M>& slot : word.slots) {
            const std::string value = slot.write(method);
            if (value.empty()) continue;
            if (!arguments.empty()) arguments += ", ";
            arguments += slot.takes_rest ? value : fmt::format("{}: {}", slot.name, value);
        }
        return arguments.empty() ? std::string(word.name)
                                 : fmt::format("{}({})", word.name, arguments);
    }
    check_failed("a method without a word", __FILE__, __LINE__);
}

template std::string to_text(const ImputeMethod&);
template std::string to_text(const TreatStep&);
template std::string to_text(const NormaliseMethod&);
template std::string to_text(const AggregateMethod&);

}  // namespace kc::evaluation
