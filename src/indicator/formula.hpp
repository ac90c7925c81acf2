// SPDX-License-Identifier: Apache-2.0
// Derived indicators, made ready for computing: inputs with their unit conversions, one operation.
//
// The same compiled formula serves one figure and a whole slice, so the two cannot differ.
#pragma once

#include <cstdint>
#include <functional>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "base/ratio.hpp"
#include "base/result.hpp"
#include "indicator/definition.hpp"
#include "indicator/outcome.hpp"

namespace kc::indicator {

struct CompiledFormula {
    enum class Operation : std::uint8_t { none, divide, add, subtract, share, growth, expression };
    struct Input {
        std::string indicator = {};
        base::Ratio factor = base::Ratio(1);  // to the unit the operation works in
        bool year_before = false;
    };

    Operation operation = Operation::none;
    std::vector<Input> inputs = {};
    base::Ratio factor = base::Ratio(1);  // from the result to the indicator's unit
    Expression expression = {};
};

// Gives the unit of an indicator; empty when there is no such indicator.
using UnitLookup = std::function<std::optional<base::Unit>(const std::string&)>;

// An error for unknown inputs and for units that do not go together.
Result<CompiledFormula> compile(const IndicatorDef& indicator, const UnitLookup& unit_of);

// One value per input; a single missing one makes the result unknown.
Outcome evaluate(const CompiledFormula& formula, std::span<const Outcome> inputs);

// 100 * (value - base) / base. Unknown for a base that is missing, zero or negative: growth from
// nothing is no number, and growth from a loss has no meaning.
Outcome growth_percent(const Outcome& value, const Outcome& base);

}  // namespace kc::indicator
