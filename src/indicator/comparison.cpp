// SPDX-License-Identifier: Apache-2.0
#include "indicator/comparison.hpp"

#include <utility>

#include "base/check.hpp"

namespace kc::indicator {
namespace {

base::Unit unit_named(std::string_view text) {
    const Result<base::Unit> unit = base::Unit::parse(text);
    KC_CHECK(unit.has_value());
    return *unit;
}

bool compares_by_difference(const IndicatorDef& indicator) {
    return indicator.unit.dimension() == base::Dimension::proportion ||
           indicator.unit.dimension() == base::Dimension::percentage_points ||
           indicator.nature == Nature::rank;
}

Outcome difference(const Outcome& now, const Outcome& base) {
    if (!now) return now;
    if (!base) return Unknown::base_missing;
    return outcome_of(subtract(*now.value, *base.value));
}

void compute_outcome(Comparison& comparison, const IndicatorDef& indicator) {
    const Outcome& now = comparison.now.outcome;
    const Outcome& base = comparison.base.outcome;
    if (!compares_by_difference(indicator)) {
        comparison.unit = unit_named("%");
        comparison.outcome = growth_percent(now, base);
    } else {
        const bool is_percent = indicator.unit == unit_named("%");
        comparison.unit = is_percent ? unit_named("个百分点") : indicator.unit;
        comparison.outcome = difference(now, base);
    }
    // The sums would be of different counties.
    const bool is_partial = comparison.now.is_partial() || comparison.base.is_partial();
    if (comparison.outcome && is_partial) comparison.outcome = Unknown::incomplete;
}

Rule rule_for(const IndicatorDef& indicator, Against against) {
    if (against == Against::year_before) {
        return compares_by_difference(indicator) ? Rule::points_year_on_year : Rule::year_on_year;
    }
    return compares_by_difference(indicator) ? Rule::points_period_on_period
                                             : Rule::period_on_period;
}

}  // namespace

Comparison compare_with(const Context& context, const FigureQuery& query, Against against) {
    Comparison comparison;
    comparison.now = figure_of(context, query);
    comparison.derivation = comparison.now.derivation;
    const IndicatorDef* indicator = context.indicators.find(query.indicator);
    if (indicator == nullptr) {
        comparison.outcome = Unknown::no_indicator;
        return comparison;
    }
    FigureQuery earlier = query;
    const auto before = against == Against::year_before ? std::optional(query.period.year_before())
                                                        : period_before(query.period);
    if (!before) {
        comparison.outcome = Unknown::no_base_period;
        return comparison;
    }
    earlier.period = *before;
    comparison.base = figure_of(context, earlier);
    compute_outcome(comparison, *indicator);
    comparison.derivation = derived(rule_for(*indicator, against),
                                    {{"period", period_words(query.period)},
                                     {"base", period_words(*before)},
                                     {"value", number_words(comparison.outcome, comparison.unit)}});
    comparison.derivation.add(comparison.now.derivation);
    comparison.derivation.add(comparison.base.derivation);
    return comparison;
}

Revision revision_of(const Context& then, const Context& now, const FigureQuery& query) {
    Figure before = figure_of(then, query);
    Figure after = figure_of(now, query);
    Revision revision{.then = before.outcome, .now = after.outcome};
    if (before.outcome && after.outcome) {
        revision.change = outcome_of(subtract(*after.outcome.value, *before.outcome.value));
    }
    revision.derivation = derived(revision.has_changed() ? Rule::revised : Rule::not_revised,
                                  {{"period", period_words(query.period)},
                                   {"then", number_words(before.outcome, before.unit)},
                                   {"now", number_words(after.outcome, after.unit)}});
    revision.derivation.add(std::move(before.derivation));
    revision.derivation.add(std::move(after.derivation));
    return revision;
}

}  // namespace kc::indicator
