// SPDX-License-Identifier: Apache-2.0
#include "indicator/decompose.hpp"

#include <algorithm>
#include <utility>

namespace kc::indicator {
namespace {

using base::Decimal;
using base::Ratio;

constexpr int kPlaces = 6;

Ratio magnitude(const Ratio& value) {
    if (value >= Ratio()) return value;
    return subtract(Ratio(), value).value_or(value);
}

// What rounding each part to its last place can add up to; nothing for whole numbers.
Ratio rounding_allowance(const std::vector<Decimal>& parts) {
    int places = 0;
    for (const Decimal& part : parts) places = std::max(places, part.scale());
    if (places == 0) return {};
    const auto half_unit = Decimal::of(5, std::min(places + 1, Decimal::kMaxDigits));
    const auto count = Decimal::of(static_cast<base::Int128>(parts.size()));
    const auto allowance =
        half_unit && count ? multiply(Ratio(*half_unit), Ratio(*count)) : std::nullopt;
    return allowance.value_or(Ratio());
}

// Milestones of the whole, in proportion to the part.
Trajectory scaled(const Trajectory& trajectory, const Ratio& share) {
    const auto* points = std::get_if<Points>(&trajectory);
    if (points == nullptr) return trajectory;
    Points result = *points;
    for (Milestone& milestone : result.milestones) {
        const auto value = multiply(Ratio(milestone.value), share);
        const auto rounded = value ? value->round_half_up(kPlaces) : std::nullopt;
        if (!rounded) return Automatic{};
        milestone.value = *rounded;
    }
    return result;
}

TargetDef part_target(const TargetDef& whole, const TargetPart& part) {
    TargetDef target = whole;
    target.unit_of_observation = part.unit;
    target.value = part.value;
    target.parts = {};
    target.baseline.reset();
    const auto share = Ratio::of(part.value, whole.value);
    target.trajectory = share && whole.parts.check == Decomposition::Check::sum
                            ? scaled(whole.trajectory, *share)
                            : whole.trajectory;
    if (target.value_high && share) {
        const auto high = multiply(Ratio(*whole.value_high), *share);
        target.value_high = high ? high->round_half_up(kPlaces) : std::nullopt;
    }
    return target;
}

class Decomposer {
public:
    Decomposer(const Context& context, const TargetDef& target, const TargetResult& whole)
        : context_(context), target_(target), whole_(whole) {}

    DecompositionResult run(base::Date today) {
        for (const TargetPart& part : target_.parts.parts) evaluate_part(part, today);
        if (target_.parts.check == Decomposition::Check::sum) {
            check_sum();
        } else {
            check_each();
        }
        check_figures();
        return std::move(result_);
    }

private:
    void evaluate_part(const TargetPart& part, base::Date today) {
        const TargetResult each = evaluate_alone(context_, part_target(target_, part), today);
        result_.parts.push_back({.unit = part.unit,
                                 .target = part.value,
                                 .status = each.status,
                                 .value = each.value,
                                 .gap = each.gap,
                                 .words = each.derivation.words});
    }

    [[nodiscard]] Ratio tolerance() const {
        if (target_.parts.tolerance) return magnitude(Ratio(*target_.parts.tolerance));
        std::vector<Decimal> values;
        for (const TargetPart& part : target_.parts.parts) values.push_back(part.value);
        return rounding_allowance(values);
    }

    void check_sum() {
        std::optional<Ratio> sum = Ratio();
        for (const TargetPart& part : target_.parts.parts) {
            if (sum) sum = add(*sum, Ratio(part.value));
        }
        const Ratio& aim = whole_.goal.aim();
        result_.sum = sum;
        result_.difference = sum ? subtract(*sum, aim) : std::nullopt;
        result_.agrees = result_.difference && magnitude(*result_.difference) <= tolerance();
        if (!result_.difference) return;
        result_.derivations.push_back(
            derived(result_.agrees ? Rule::parts_agree : Rule::parts_differ,
                    {{"sum", figure_words(*sum, target_.unit)},
                     {"target", figure_words(aim, target_.unit)},
                     {"difference", figure_words(*result_.difference, target_.unit)}}));
    }

    // A share that every part reaches is reached by the whole.
    void check_each() {
        const Ratio& aim = whole_.goal.aim();
        result_.agrees = true;
        for (const TargetPart& part : target_.parts.parts) {
            if (whole_.goal.is_as_good(Ratio(part.value), aim)) continue;
            result_.agrees = false;
            result_.parts_below.push_back(part.unit);
            result_.derivations.push_back(
                derived(Rule::part_below, {{"unit", context_.units.name_of(part.unit)},
                                           {"value", figure_words(part.value, target_.unit)},
                                           {"target", figure_words(aim, target_.unit)}}));
        }
    }

    // The counties' figures against the total the city reported itself.
    void check_figures() {
        const IndicatorDef* indicator = context_.indicators.find(target_.indicator);
        if (indicator == nullptr || !whole_.period || target_.measure != Measure::value ||
            !adds_over_units(indicator->nature)) {
            return;
        }
        FigureQuery query{.indicator = target_.indicator,
                          .unit = target_.unit_of_observation,
                          .period = *whole_.period,
                          .where = target_.where};
        const Figure total = figure_of(context_, query);
        query.roll_up = RollUp::parts_only;
        const Figure sum = figure_of(context_, query);
        const Rule rule = total.derivation.rule;
        const bool is_sum_itself = rule == Rule::sum_of_units || rule == Rule::sum_of_units_partial;
        if (!total.outcome || is_sum_itself) return;
        compare_figures(*indicator, total, sum);
    }

    void compare_figures(const IndicatorDef& indicator, const Figure& total, const Figure& sum) {
        const auto difference = sum.outcome && !sum.is_partial()
                                    ? subtract(*sum.outcome.value, *total.outcome.value)
                                    : std::nullopt;
        result_.figure_difference = difference;
        result_.figures_agree = difference && *difference == Ratio();
        const Rule rule = !difference             ? Rule::figures_incomplete
                          : result_.figures_agree ? Rule::figures_agree
                                                  : Rule::figures_differ;
        const auto text = [&](const std::optional<Ratio>& value) {
            return value ? figure_words(*value, indicator.unit) : Words{"—", "—"};
        };
        result_.derivations.push_back(derived(rule, {{"period", period_words(*whole_.period)},
                                                     {"sum", text(sum.outcome.value)},
                                                     {"total", text(total.outcome.value)},
                                                     {"difference", text(difference)}}));
    }

    const Context& context_;
    const TargetDef& target_;
    const TargetResult& whole_;
    DecompositionResult result_;
};

}  // namespace

std::optional<DecompositionResult> decompose(const Context& context, const TargetDef& target,
                                             const TargetResult& whole, base::Date today) {
    if (target.parts.parts.empty() || target.parts.parts.size() > TargetDef::kMaxParts) {
        return std::nullopt;
    }
    return Decomposer(context, target, whole).run(today);
}

}  // namespace kc::indicator
