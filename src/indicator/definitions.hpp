// SPDX-License-Identifier: Apache-2.0
// The indicators of an office, checked as a whole: no code twice, every input defined, units that
// go together, no circle.
#pragma once

#include <cstddef>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "base/result.hpp"
#include "indicator/definition.hpp"
#include "indicator/formula.hpp"

namespace kc::indicator {

class Definitions {
public:
    static constexpr std::size_t kMaxIndicators = 1U << 16U;
    // How many formulas may stand on one another.
    static constexpr int kMaxFormulaDepth = 16;

    Definitions() = default;

    // The first problem, when there is one.
    static Result<Definitions> of(std::vector<IndicatorDef> indicators);

    // Null when there is no such indicator.
    [[nodiscard]] const IndicatorDef* find(std::string_view code) const;
    [[nodiscard]] const CompiledFormula& formula(const IndicatorDef& indicator) const;

    [[nodiscard]] const std::vector<IndicatorDef>& all() const { return indicators_; }

    // The name, or the code where there is none.
    [[nodiscard]] Words name_of(std::string_view code) const;

private:
    std::vector<IndicatorDef> indicators_;
    std::vector<CompiledFormula> formulas_;
    std::unordered_map<std::string, std::size_t> index_;
};

}  // namespace kc::indicator
