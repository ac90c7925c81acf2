// SPDX-License-Identifier: Apache-2.0
#include "indicator/formula.hpp"

#include <fmt/format.h>

#include <utility>

#include "base/check.hpp"

namespace kc::indicator {
namespace {

using base::Dimension;
using base::Ratio;
using base::Unit;
using Operation = CompiledFormula::Operation;

Diagnostic unknown_input(const IndicatorDef& indicator, const std::string& input) {
    return Diagnostic{
        "E-formula-input",
        {},
        fmt::format("指标“{}”用到的“{}”没有定义", indicator.code, input),
        fmt::format("'{}' is computed from '{}', which is not defined", indicator.code, input)}
        .hint("检查编码，或先定义这个指标", "check the code, or define that indicator first");
}

Diagnostic wrong_units(const IndicatorDef& indicator, std::string_view zh, std::string_view en) {
    return Diagnostic{
        "E-formula-unit",
        {},
        fmt::format("指标“{}”的单位是“{}”：{}", indicator.code, to_string(indicator.unit), zh),
        fmt::format("'{}' is in '{}': {}", indicator.code, to_string(indicator.unit), en)}
        .hint("改正单位，或换成单位相合的指标",
              "correct the unit, or use indicators whose units agree");
}

Diagnostic do_not_agree(const IndicatorDef& indicator, Unit a, Unit b) {
    return wrong_units(indicator, fmt::format("“{}”和“{}”不能一起计算", to_string(a), to_string(b)),
                       fmt::format("'{}' and '{}' do not go together", to_string(a), to_string(b)));
}

Unit unit_named(std::string_view text) {
    const Result<Unit> unit = Unit::parse(text);
    KC_CHECK(unit.has_value());
    return *unit;
}

// From a plain quotient to a proportion in `unit`: 100 for %, 1000 for ‰.
Ratio proportion_factor(Unit unit) {
    const auto percent_to_unit = factor(unit_named("%"), unit);
    KC_CHECK(percent_to_unit.has_value());
    const auto result = multiply(Ratio(100), *percent_to_unit);
    KC_CHECK(result.has_value());
    return *result;
}

class Compiler {
public:
    Compiler(const IndicatorDef& indicator, const UnitLookup& unit_of)
        : indicator_(indicator), unit_of_(unit_of) {}

    Result<CompiledFormula> operator()(const Reported&) { return CompiledFormula{}; }

    Result<CompiledFormula> operator()(const RatioOf& ratio) {
        if (auto added = add_inputs({ratio.numerator, ratio.denominator}); !added) return added;
        compiled_.operation = Operation::divide;
        return ratio_units();
    }

    Result<CompiledFormula> operator()(const SumOf& sum) {
        compiled_.operation = Operation::add;
        if (auto added = add_inputs(sum.terms); !added) return added;
        return into_own_unit();
    }

    Result<CompiledFormula> operator()(const DifferenceOf& difference) {
        compiled_.operation = Operation::subtract;
        if (auto added = add_inputs({difference.minuend, difference.subtrahend}); !added) {
            return added;
        }
        return into_own_unit();
    }

    Result<CompiledFormula> operator()(const ShareOf& share) {
        std::vector<std::string> inputs = {share.part};
        inputs.insert(inputs.end(), share.whole.begin(), share.whole.end());
        if (auto added = add_inputs(inputs); !added) return added;
        compiled_.operation = Operation::share;
        if (const auto problem = needs_proportion()) return unexpected(*problem);
        for (std::size_t i = 1; i < units_.size(); ++i) {
            if (auto fits = convert_input(i, units_[0]); !fits) return unexpected(fits.error());
        }
        compiled_.factor = proportion_factor(indicator_.unit);
        return compiled_;
    }

    Result<CompiledFormula> operator()(const GrowthOf& growth) {
        if (auto added = add_inputs({growth.base, growth.base}); !added) return added;
        compiled_.inputs[1].year_before = true;
        compiled_.operation = Operation::growth;
        if (const auto problem = needs_proportion()) return unexpected(*problem);
        const auto percent_to_unit = factor(unit_named("%"), indicator_.unit);
        KC_CHECK(percent_to_unit.has_value());
        compiled_.factor = *percent_to_unit;
        return compiled_;
    }

    Result<CompiledFormula> operator()(const Expression& expression) {
        if (auto added = add_inputs(expression.inputs); !added) return added;
        compiled_.operation = Operation::expression;
        compiled_.expression = expression;
        return compiled_;
    }

private:
    Result<CompiledFormula> add_inputs(const std::vector<std::string>& codes) {
        for (const std::string& code : codes) {
            const auto unit = unit_of_(code);
            if (!unit) return unexpected(unknown_input(indicator_, code));
            units_.push_back(*unit);
            compiled_.inputs.push_back({.indicator = code});
        }
        if (codes.empty()) return unexpected(unknown_input(indicator_, ""));
        return compiled_;
    }

    Result<void> convert_input(std::size_t input, Unit to) {
        const auto by = factor(units_[input], to);
        if (!by) return unexpected(do_not_agree(indicator_, units_[input], to));
        compiled_.inputs[input].factor = *by;
        return {};
    }

    std::optional<Diagnostic> needs_proportion() const {
        if (indicator_.unit.dimension() == Dimension::proportion && !indicator_.unit.is_per()) {
            return std::nullopt;
        }
        return wrong_units(indicator_, "这里需要%", "a share or a growth rate is given in %");
    }

    Result<CompiledFormula> into_own_unit() {
        // Points are the difference of two percentages.
        const bool in_points = indicator_.unit.dimension() == Dimension::percentage_points;
        const Unit to = in_points ? unit_named("%") : indicator_.unit;
        for (std::size_t i = 0; i < units_.size(); ++i) {
            if (auto fits = convert_input(i, to); !fits) return unexpected(fits.error());
        }
        return compiled_;
    }

    Result<CompiledFormula> ratio_units() {
        if (indicator_.unit.is_per()) return per_units();
        if (auto fits = convert_input(0, units_[1]); !fits) return unexpected(fits.error());
        switch (indicator_.unit.dimension()) {
            case Dimension::proportion:
                compiled_.factor = proportion_factor(indicator_.unit);
                return compiled_;
            case Dimension::none:
            case Dimension::multiple: return compiled_;
            default:
                return unexpected(
                    wrong_units(indicator_, "两个同类数相除得到的是%或倍数",
                                "two figures of one kind divide into % or a multiple"));
        }
    }

    // 件/万人: each side goes to its own half of the unit.
    Result<CompiledFormula> per_units() {
        const std::string text = to_string(indicator_.unit);
        const std::size_t slash = text.find('/');
        KC_CHECK(slash != std::string::npos);
        if (auto fits = convert_input(0, unit_named(text.substr(0, slash))); !fits) {
            return unexpected(fits.error());
        }
        if (auto fits = convert_input(1, unit_named(text.substr(slash + 1))); !fits) {
            return unexpected(fits.error());
        }
        return compiled_;
    }

    const IndicatorDef& indicator_;
    const UnitLookup& unit_of_;
    CompiledFormula compiled_;
    std::vector<Unit> units_;
};

Outcome sum_of(std::span<const Outcome> terms) {
    Ratio total;
    for (const Outcome& term : terms) {
        const auto sum = add(total, *term.value);
        if (!sum) return Unknown::too_many_digits;
        total = *sum;
    }
    return total;
}

Outcome quotient(const Outcome& numerator, const Outcome& denominator) {
    if (!numerator) return numerator;
    if (!denominator) return denominator;
    if (*denominator.value == Ratio()) return Unknown::base_zero;
    return outcome_of(divide(*numerator.value, *denominator.value));
}

Outcome scaled(const Outcome& value, const Ratio& by) {
    return value ? outcome_of(multiply(*value.value, by)) : value;
}

Outcome ask(const Expression& expression, std::span<const Outcome> inputs) {
    if (!expression.evaluate) return Unknown::no_answer;
    std::vector<std::optional<Ratio>> values;
    for (const Outcome& input : inputs) values.push_back(input.value);
    const auto answer = expression.evaluate(values);
    return answer ? Outcome(*answer) : Outcome(Unknown::no_answer);
}

}  // namespace

Result<CompiledFormula> compile(const IndicatorDef& indicator, const UnitLookup& unit_of) {
    return std::visit(Compiler(indicator, unit_of), indicator.formula);
}

Outcome growth_percent(const Outcome& value, const Outcome& base) {
    if (!value) return value;
    if (!base) return Unknown::base_missing;
    if (*base.value == Ratio()) return Unknown::base_zero;
    if (*base.value < Ratio()) return Unknown::base_negative;
    const auto change = subtract(*value.value, *base.value);
    const auto share = change ? divide(*change, *base.value) : std::nullopt;
    return outcome_of(share ? multiply(*share, Ratio(100)) : std::nullopt);
}

Outcome evaluate(const CompiledFormula& formula, std::span<const Outcome> inputs) {
    KC_CHECK(inputs.size() == formula.inputs.size());
    if (formula.operation == Operation::expression) return ask(formula.expression, inputs);

    std::vector<Outcome> converted;
    for (std::size_t i = 0; i < inputs.size(); ++i) {
        converted.push_back(scaled(inputs[i], formula.inputs[i].factor));
    }
    if (formula.operation == Operation::growth) {
        return scaled(growth_percent(converted[0], converted[1]), formula.factor);
    }
    for (const Outcome& input : converted) {
        if (!input) return input;
    }
    switch (formula.operation) {
        case Operation::add: return sum_of(converted);
        case Operation::subtract:
            return outcome_of(subtract(*converted[0].value, *converted[1].value));
        case Operation::divide: return scaled(quotient(converted[0], converted[1]), formula.factor);
        case Operation::share:
            return scaled(quotient(converted[0], sum_of(std::span(converted).subspan(1))),
                          formula.factor);
        default: return Unknown::no_answer;
    }
}

}  // namespace kc::indicator
