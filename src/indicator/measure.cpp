// SPDX-License-Identifier: Apache-2.0
#include "indicator/measure.hpp"

#include <utility>

#include "base/check.hpp"

namespace kc::indicator {
namespace {

using base::Period;
using base::Ratio;

Measured from(Figure figure) {
    return {.outcome = figure.outcome,
            .missing_units = std::move(figure.missing_units),
            .known_at_us = figure.known_at_us,
            .derivation = std::move(figure.derivation)};
}

Figure figure_at(const Context& context, const TargetDef& target, const Period& period) {
    return figure_of(context, {.indicator = target.indicator,
                               .unit = target.unit_of_observation,
                               .period = period,
                               .where = target.where});
}

// A running total of the horizon's last year with the whole years before it.
Measured accumulated(const Context& context, const TargetDef& target, const IndicatorDef& indicator,
                     const Reading& reading) {
    Measured total = from(figure_at(context, target, reading.period));
    if (reading.years_before == 0 || !total.outcome) return total;
    std::vector<Derivation> steps = {std::move(total.derivation)};
    const int year = reading.period.first_day().year();
    for (int before = 1; before <= reading.years_before; ++before) {
        const auto earlier = Period::year(year - before);
        KC_CHECK(earlier.has_value());
        Figure figure = figure_at(context, target, *earlier);
        const auto sum =
            figure.outcome ? add(*total.outcome.value, *figure.outcome.value) : std::nullopt;
        if (!sum) return from(std::move(figure));
        total.outcome = *sum;
        total.missing_units.insert(total.missing_units.end(), figure.missing_units.begin(),
                                   figure.missing_units.end());
        steps.push_back(std::move(figure.derivation));
    }
    total.derivation = derived(Rule::accumulated_years,
                               {{"period", period_words(target.horizon)},
                                same("count", std::to_string(steps.size())),
                                {"value", figure_words(*total.outcome.value, indicator.unit)}});
    for (Derivation& step : steps) total.derivation.add(std::move(step));
    return total;
}

Measured converted(Measured measured, const TargetDef& target, const IndicatorDef& indicator) {
    const auto factor = factor_to_target(target, indicator);
    KC_CHECK(factor.has_value());
    if (!measured.outcome || *factor == Ratio(1)) return measured;
    measured.outcome = outcome_of(multiply(*measured.outcome.value, *factor));
    Derivation derivation =
        derived(Rule::converted, {{"value", number_words(measured.outcome, target.unit)}});
    derivation.add(std::move(measured.derivation));
    measured.derivation = std::move(derivation);
    return measured;
}

// What a figure is compared with when the increase or the multiple counts.
Period period_of_base(const TargetDef& target, Nature nature, const Period& period) {
    const int year = target.horizon.first_day().year() - 1;
    std::optional<Period> before;
    if (nature == Nature::stock) {
        const Period first_month =
            Period::month(year + 1, target.horizon.first_day().month()).value_or(period);
        before = period_before(first_month);
    } else if (adds_over_time(nature) && target.measure == Measure::increase) {
        before = period.year_before();
    } else {
        before = Period::year(year);
    }
    return before.value_or(period.year_before());
}

// The base in the unit the indicator is measured in before conversion.
Measured base_of(const Context& context, const TargetDef& target, const IndicatorDef& indicator,
                 const Period& period) {
    if (target.baseline) {
        const auto factor = target.measure == Measure::multiple
                                ? std::optional(Ratio(1))
                                : factor_to_target(target, indicator);
        KC_CHECK(factor.has_value());
        return {.outcome = outcome_of(divide(Ratio(*target.baseline), *factor))};
    }
    return from(figure_at(context, target, period_of_base(target, indicator.nature, period)));
}

Measured against_base(const Context& context, const TargetDef& target,
                      const IndicatorDef& indicator, const Reading& reading) {
    Measured now = accumulated(context, target, indicator, reading);
    Measured base = base_of(context, target, indicator, reading.period);
    const bool is_multiple = target.measure == Measure::multiple;
    Measured result = now;
    result.missing_units.insert(result.missing_units.end(), base.missing_units.begin(),
                                base.missing_units.end());
    if (!now.outcome) return now;
    if (!base.outcome) {
        result.outcome = Unknown::base_missing;
    } else if (is_multiple && *base.outcome.value <= Ratio()) {
        result.outcome =
            *base.outcome.value == Ratio() ? Unknown::base_zero : Unknown::base_negative;
    } else {
        result.outcome =
            outcome_of(is_multiple ? divide(*now.outcome.value, *base.outcome.value)
                                   : subtract(*now.outcome.value, *base.outcome.value));
    }
    const base::Unit unit = unit_of_measure(target, indicator);
    result.derivation = derived(is_multiple ? Rule::multiple_measure : Rule::increase_measure,
                                {{"now", number_words(now.outcome, indicator.unit)},
                                 {"before", number_words(base.outcome, indicator.unit)},
                                 {"value", number_words(result.outcome, unit)}});
    result.derivation.add(std::move(now.derivation));
    if (!target.baseline) result.derivation.add(std::move(base.derivation));
    return result;
}

Measured growth(const Context& context, const TargetDef& target, const Reading& reading) {
    Comparison comparison = compare_with(context,
                                         {.indicator = target.indicator,
                                          .unit = target.unit_of_observation,
                                          .period = reading.period,
                                          .where = target.where},
                                         Against::year_before);
    Measured measured{.outcome = comparison.outcome, .known_at_us = comparison.now.known_at_us};
    measured.derivation = derived(Rule::growth_measure,
                                  {{"period", period_words(reading.period)},
                                   {"value", number_words(comparison.outcome, comparison.unit)}});
    measured.derivation.add(std::move(comparison.derivation));
    return measured;
}

}  // namespace

Measured measure(const Context& context, const TargetDef& target, const IndicatorDef& indicator,
                 const Reading& reading) {
    switch (target.measure) {
        case Measure::value:
            return converted(accumulated(context, target, indicator, reading), target, indicator);
        case Measure::growth: return converted(growth(context, target, reading), target, indicator);
        case Measure::increase:
        case Measure::multiple:
            return converted(against_base(context, target, indicator, reading), target, indicator);
    }
    KC_CHECK(false);
}

bool starts_from_zero(const TargetDef& target, const IndicatorDef& indicator) {
    if (target.measure == Measure::value) return adds_over_time(indicator.nature);
    return target.measure == Measure::increase;
}

Measured starting_point(const Context& context, const TargetDef& target,
                        const IndicatorDef& indicator) {
    if (starts_from_zero(target, indicator)) return {.outcome = Ratio()};
    if (target.measure != Measure::value) return {.outcome = Unknown::base_missing};
    if (target.baseline) return {.outcome = Ratio(*target.baseline)};
    const Period before = period_of_base(target, indicator.nature, target.horizon);
    return converted(from(figure_at(context, target, before)), target, indicator);
}

}  // namespace kc::indicator
