// SPDX-License-Identifier: Apache-2.0
#include "indicator/figure.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <utility>

namespace kc::indicator {
namespace {

using base::Ratio;
using Operation = CompiledFormula::Operation;

void note_known_at(Figure& figure, std::optional<std::int64_t> known_at_us) {
    if (known_at_us && (!figure.known_at_us || *figure.known_at_us < *known_at_us)) {
        figure.known_at_us = known_at_us;
    }
}

std::string joined(const std::vector<std::string>& texts, std::string_view separator) {
    return fmt::format("{}", fmt::join(texts, separator));
}

class FigureMaker {
public:
    FigureMaker(const Context& context, const IndicatorDef& indicator, const FigureQuery& query)
        : context_(context), indicator_(indicator), query_(query) {}

    Figure make() {
        const bool has_formula = formula().operation != Operation::none;
        const bool parts_only = query_.roll_up == RollUp::parts_only && has_parts(query_.unit);
        Figure figure = parts_only ? unknown(query_.unit, Unknown::no_figure) : own(query_.unit);
        if (figure.outcome) return figure;
        if (has_formula) return derive();
        if (has_parts(query_.unit)) return from_parts(query_.unit, std::move(figure));
        return figure;
    }

private:
    [[nodiscard]] const CompiledFormula& formula() const {
        return context_.indicators.formula(indicator_);
    }

    [[nodiscard]] bool has_parts(const std::string& unit) const {
        const auto node = context_.units.find(unit);
        return node && !context_.units.parts(*node).empty();
    }

    [[nodiscard]] std::vector<Parameter> names(const std::string& unit,
                                               const base::Period& period) const {
        return {{"indicator", context_.indicators.name_of(indicator_.code)},
                {"unit", context_.units.name_of(unit)},
                {"period", period_words(period)}};
    }

    [[nodiscard]] Figure unknown(const std::string& unit, Unknown why) const {
        std::vector<Parameter> parameters = names(unit, query_.period);
        parameters.push_back({"reason", words_of(why)});
        return {.outcome = why,
                .unit = indicator_.unit,
                .derivation = derived(Rule::unknown, std::move(parameters))};
    }

    // Without words: most ways are closed, and only the last word on a unit is shown.
    [[nodiscard]] Figure nothing(Unknown why) const {
        return {.outcome = why, .unit = indicator_.unit};
    }

    // By the unit's own facts, by the first way from stored periods that is open.
    [[nodiscard]] Figure own(const std::string& unit) const {
        Unknown why = Unknown::no_figure;
        for (const PeriodPlan& plan : plans_for(query_.period, indicator_.nature)) {
            Figure figure = by_plan(unit, plan);
            if (figure.outcome) return figure;
            if (why == Unknown::no_figure) why = figure.outcome.why;
        }
        return unknown(unit, why);
    }

    [[nodiscard]] Figure by_plan(const std::string& unit, const PeriodPlan& plan) const {
        if (plan.rule == PeriodRule::reported) return observed(unit, query_.period);
        Ratio total;
        std::vector<Figure> terms;
        for (const PeriodTerm& term : plan.terms) {
            terms.push_back(observed(unit, term.period));
            const Outcome& value = terms.back().outcome;
            if (!value) return nothing(value.why);
            const auto sum =
                term.sign > 0 ? add(total, *value.value) : subtract(total, *value.value);
            if (!sum) return nothing(Unknown::too_many_digits);
            total = *sum;
        }
        Figure figure{.outcome = total, .unit = indicator_.unit};
        figure.derivation = plan_words(unit, plan, total);
        for (Figure& term : terms) {
            note_known_at(figure, term.known_at_us);
            figure.derivation.add(std::move(term.derivation));
        }
        return figure;
    }

    [[nodiscard]] Derivation plan_words(const std::string& unit, const PeriodPlan& plan,
                                        const Ratio& total) const {
        std::vector<Parameter> parameters = names(unit, query_.period);
        parameters.push_back({"value", figure_words(total, indicator_.unit)});
        const Words first = period_words(plan.terms.front().period);
        switch (plan.rule) {
            case PeriodRule::difference:
                parameters.push_back({"later", first});
                parameters.push_back({"earlier", period_words(plan.terms.back().period)});
                return derived(Rule::difference_of_periods, std::move(parameters));
            case PeriodRule::sum:
                parameters.push_back(same("count", std::to_string(plan.terms.size())));
                return derived(Rule::sum_of_periods, std::move(parameters));
            case PeriodRule::same_days:
                parameters.push_back({"other", first});
                return derived(Rule::same_days, std::move(parameters));
            default:
                parameters.push_back({"other", first});
                return derived(Rule::end_of_period, std::move(parameters));
        }
    }

    // What was reported for just this unit and period, over the dimensions asked for.
    [[nodiscard]] Figure observed(const std::string& unit, const base::Period& period) const {
        const std::vector<FactRef> facts = context_.facts.of_unit(indicator_.code, unit, period);
        std::vector<const Dimensions*> offered;
        for (const FactRef& fact : facts) offered.push_back(&fact.dimensions);
        const DimensionChoice choice(offered, query_.where, {});
        std::vector<FactRef> chosen;
        std::optional<std::uint32_t> set;
        for (std::size_t i = 0; i < facts.size(); ++i) {
            if (choice.choice(i) && (!set || choice.choice(i)->set < *set)) {
                set = choice.choice(i)->set;
            }
        }
        for (std::size_t i = 0; i < facts.size(); ++i) {
            if (choice.choice(i) && choice.choice(i)->set == *set) chosen.push_back(facts[i]);
        }
        if (chosen.empty()) return nothing(Unknown::no_figure);
        if (!adds_over_units(indicator_.nature) && (chosen.size() > 1 || !choice.is_exact(*set))) {
            return nothing(Unknown::not_additive);
        }
        return sum_of(unit, period, std::move(chosen));
    }

    [[nodiscard]] Figure sum_of(const std::string& unit, const base::Period& period,
                                std::vector<FactRef> facts) const {
        Ratio total;
        for (const FactRef& fact : facts) {
            const bool is_event = indicator_.nature == Nature::occurrence;
            const auto sum = add(total, is_event ? Ratio(1) : Ratio(fact.value));
            if (!sum) return nothing(Unknown::too_many_digits);
            total = *sum;
        }
        std::vector<Parameter> parameters = names(unit, period);
        parameters.push_back({"value", figure_words(total, indicator_.unit)});
        Rule rule = Rule::reported;
        if (facts.size() > 1) {
            rule = Rule::sum_of_members;
            std::vector<std::string> dimension_names;
            for (const auto& [name, member] : facts.front().dimensions) {
                dimension_names.push_back(name);
            }
            parameters.push_back(same("count", std::to_string(facts.size())));
            parameters.push_back(
                {"names", {joined(dimension_names, "、"), joined(dimension_names, ", ")}});
        }
        Figure figure{.outcome = total, .unit = indicator_.unit};
        figure.derivation = derived(rule, std::move(parameters));
        for (FactRef& fact : facts) {
            note_known_at(figure, fact.known_at_us);
            figure.derivation.add(std::move(fact));
        }
        return figure;
    }

    [[nodiscard]] Figure from_parts(const std::string& unit, Figure without) {
        std::vector<Figure> known;
        Figure whole{.outcome = Ratio(), .unit = indicator_.unit};
        for (const std::uint32_t part : context_.units.parts(*context_.units.find(unit))) {
            FigureQuery query = query_;
            query.unit = context_.units.node(part).code;
            Figure figure = FigureMaker(context_, indicator_, query).make();
            auto& missing = figure.missing_units;
            if (!figure.outcome) missing = {query.unit};
            whole.missing_units.insert(whole.missing_units.end(), missing.begin(), missing.end());
            if (figure.outcome) known.push_back(std::move(figure));
        }
        if (known.empty()) return without;
        if (!adds_over_units(indicator_.nature)) return unknown(unit, Unknown::not_additive);
        Ratio total;
        for (const Figure& figure : known) {
            const auto sum = add(total, *figure.outcome.value);
            if (!sum) return unknown(unit, Unknown::too_many_digits);
            total = *sum;
            note_known_at(whole, figure.known_at_us);
        }
        whole.outcome = total;
        whole.derivation = parts_words(unit, whole, known.size());
        for (Figure& figure : known) whole.derivation.add(std::move(figure.derivation));
        return whole;
    }

    [[nodiscard]] Derivation parts_words(const std::string& unit, const Figure& whole,
                                         std::size_t count) const {
        std::vector<Parameter> parameters = names(unit, query_.period);
        parameters.push_back({"value", figure_words(*whole.outcome.value, indicator_.unit)});
        parameters.push_back(same("count", std::to_string(count)));
        if (whole.missing_units.empty()) return derived(Rule::sum_of_units, std::move(parameters));
        parameters.push_back({"missing", unit_names(context_.units, whole.missing_units)});
        return derived(Rule::sum_of_units_partial, std::move(parameters));
    }

    [[nodiscard]] Figure derive() const {
        std::vector<Figure> inputs;
        std::vector<Outcome> values;
        for (const CompiledFormula::Input& input : formula().inputs) {
            FigureQuery query = query_;
            query.indicator = input.indicator;
            if (input.year_before) query.period = query.period.year_before();
            inputs.push_back(figure_of(context_, query));
            values.push_back(inputs.back().outcome);
        }
        Figure figure = unknown(query_.unit, Unknown::no_figure);
        figure.outcome = evaluate(formula(), values);
        figure.derivation = figure.outcome ? formula_words(*figure.outcome.value)
                                           : unknown(query_.unit, figure.outcome.why).derivation;
        for (Figure& input : inputs) {
            note_known_at(figure, input.known_at_us);
            for (const std::string& unit : input.missing_units) {
                auto& missing = figure.missing_units;
                if (std::find(missing.begin(), missing.end(), unit) == missing.end()) {
                    missing.push_back(unit);
                }
            }
            figure.derivation.add(std::move(input.derivation));
        }
        return figure;
    }

    [[nodiscard]] Derivation formula_words(const Ratio& value) const {
        const auto& inputs = formula().inputs;
        std::vector<Parameter> parameters = names(query_.unit, query_.period);
        parameters.push_back({"value", figure_words(value, indicator_.unit)});
        if (!inputs.empty()) {
            parameters.push_back({"first", context_.indicators.name_of(inputs.front().indicator)});
            parameters.push_back({"second", context_.indicators.name_of(inputs.back().indicator)});
        }
        parameters.push_back(same("count", std::to_string(inputs.size())));
        parameters.push_back(same("formula", formula().expression.text));
        switch (formula().operation) {
            case Operation::divide: return derived(Rule::ratio, std::move(parameters));
            case Operation::add: return derived(Rule::sum, std::move(parameters));
            case Operation::subtract: return derived(Rule::difference, std::move(parameters));
            case Operation::share: return derived(Rule::share, std::move(parameters));
            case Operation::growth: return derived(Rule::growth, std::move(parameters));
            default: return derived(Rule::expression, std::move(parameters));
        }
    }

    const Context& context_;
    const IndicatorDef& indicator_;
    const FigureQuery& query_;
};

}  // namespace

Words unit_names(const UnitTree& tree, const std::vector<std::string>& codes) {
    std::vector<std::string> zh;
    std::vector<std::string> en;
    for (const std::string& code : codes) {
        const Words name = tree.name_of(code);
        zh.push_back(name.zh);
        en.push_back(name.en);
    }
    return {joined(zh, "、"), joined(en, ", ")};
}

Figure figure_of(const Context& context, const FigureQuery& query) {
    const IndicatorDef* indicator = context.indicators.find(query.indicator);
    if (indicator != nullptr) return FigureMaker(context, *indicator, query).make();
    Figure figure;
    figure.outcome = Unknown::no_indicator;
    figure.derivation = derived(Rule::unknown, {same("indicator", query.indicator),
                                                {"unit", context.units.name_of(query.unit)},
                                                {"period", period_words(query.period)},
                                                {"reason", words_of(Unknown::no_indicator)}});
    return figure;
}

}  // namespace kc::indicator
