// SPDX-License-Identifier: Apache-2.0
#include "indicator/definitions.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <optional>
#include <utility>

#include "base/check.hpp"

namespace kc::indicator {
namespace {

Diagnostic wrong(std::string code, std::string zh, std::string en) {
    return Diagnostic{std::move(code), {}, std::move(zh), std::move(en)}.hint(
        "改正指标定义", "correct the definition of the indicator");
}

// How many formulas stand below each indicator; empty when some stand on themselves.
class DepthFinder {
public:
    DepthFinder(const std::vector<CompiledFormula>& formulas,
                const std::unordered_map<std::string, std::size_t>& index)
        : formulas_(formulas), index_(index), depth_(formulas.size()) {}

    std::optional<int> depth_of(std::size_t indicator, int above = 0) {
        if (depth_[indicator]) return depth_[indicator];
        if (above > Definitions::kMaxFormulaDepth) return std::nullopt;
        int deepest = 0;
        for (const CompiledFormula::Input& input : formulas_[indicator].inputs) {
            const auto below = depth_of(index_.at(input.indicator), above + 1);
            if (!below) return std::nullopt;
            deepest = std::max(deepest, *below + 1);
        }
        if (deepest > Definitions::kMaxFormulaDepth) return std::nullopt;
        return depth_[indicator] = deepest;
    }

private:
    const std::vector<CompiledFormula>& formulas_;
    const std::unordered_map<std::string, std::size_t>& index_;
    std::vector<std::optional<int>> depth_;
};

}  // namespace

Result<Definitions> Definitions::of(std::vector<IndicatorDef> indicators) {
    if (indicators.size() > kMaxIndicators) {
        return unexpected(wrong("E-indicator-limit", fmt::format("指标超过{}个", kMaxIndicators),
                                fmt::format("more than {} indicators", kMaxIndicators)));
    }
    Definitions all;
    all.indicators_ = std::move(indicators);
    for (std::size_t i = 0; i < all.indicators_.size(); ++i) {
        const std::string& code = all.indicators_[i].code;
        if (!all.index_.emplace(code, i).second) {
            return unexpected(wrong("E-indicator-twice", fmt::format("指标“{}”有两个", code),
                                    fmt::format("there are two indicators '{}'", code)));
        }
    }
    const UnitLookup unit_of = [&](const std::string& code) -> std::optional<base::Unit> {
        const IndicatorDef* indicator = all.find(code);
        return indicator != nullptr ? std::optional(indicator->unit) : std::nullopt;
    };
    for (const IndicatorDef& indicator : all.indicators_) {
        Result<CompiledFormula> formula = compile(indicator, unit_of);
        if (!formula) return unexpected(formula.error());
        all.formulas_.push_back(std::move(*formula));
    }
    DepthFinder depths(all.formulas_, all.index_);
    for (std::size_t i = 0; i < all.indicators_.size(); ++i) {
        if (depths.depth_of(i)) continue;
        const std::string& code = all.indicators_[i].code;
        return unexpected(
            wrong("E-indicator-circle",
                  fmt::format("指标“{}”的计算成环，或超过{}层", code, kMaxFormulaDepth),
                  fmt::format("'{}' is computed in a circle, or over more than {} steps", code,
                              kMaxFormulaDepth)));
    }
    return all;
}

const IndicatorDef* Definitions::find(std::string_view code) const {
    const auto found = index_.find(std::string(code));
    return found == index_.end() ? nullptr : &indicators_[found->second];
}

const CompiledFormula& Definitions::formula(const IndicatorDef& indicator) const {
    const auto found = index_.find(indicator.code);
    KC_CHECK(found != index_.end());
    return formulas_[found->second];
}

Words Definitions::name_of(std::string_view code) const {
    const IndicatorDef* indicator = find(code);
    Words name = indicator != nullptr ? indicator->name : Words{};
    if (name.zh.empty()) name.zh = code;
    if (name.en.empty()) name.en = name.zh;
    return name;
}

}  // namespace kc::indicator
