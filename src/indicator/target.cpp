// SPDX-License-Identifier: Apache-2.0
#include "indicator/target.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <utility>

#include "base/check.hpp"

namespace kc::indicator {
namespace {

using base::Dimension;
using base::Unit;

Unit unit_named(std::string_view text) {
    const Result<Unit> unit = Unit::parse(text);
    KC_CHECK(unit.has_value());
    return *unit;
}

Diagnostic problem(std::string code, std::string zh, std::string en) {
    return Diagnostic{std::move(code), {}, std::move(zh), std::move(en)};
}

std::optional<Diagnostic> indicator_problem(const TargetDef& target,
                                            const Definitions& indicators) {
    if (target.indicator.empty()) {
        return problem("E-target-unbound", "还没有对应的指标",
                       "it is not bound to an indicator yet")
            .hint("给目标选一个指标", "choose an indicator for the target");
    }
    if (indicators.find(target.indicator) == nullptr) {
        return problem("E-target-indicator", fmt::format("没有定义指标“{}”", target.indicator),
                       fmt::format("there is no indicator '{}'", target.indicator))
            .hint("检查指标编码", "check the code of the indicator");
    }
    return std::nullopt;
}

std::optional<Diagnostic> value_problem(const TargetDef& target) {
    if (target.bound == Bound::range && (!target.value_high || *target.value_high < target.value)) {
        return problem("E-target-range", "区间目标缺上限，或上限小于下限",
                       "the range has no upper end, or one below its lower end")
            .hint("写明区间的上限", "state the upper end of the range");
    }
    if (target.at_risk_share.is_negative() || target.at_risk_share > base::Decimal(1)) {
        return problem("E-target-share", "“有风险”的界限要在0和1之间",
                       "the share that counts as at risk must lie between 0 and 1")
            .hint("常用0.9", "0.9 is usual");
    }
    if (target.parts.parts.size() > TargetDef::kMaxParts) {
        return problem("E-target-parts", fmt::format("分解超过{}个单位", TargetDef::kMaxParts),
                       fmt::format("more than {} parts", TargetDef::kMaxParts));
    }
    return std::nullopt;
}

std::optional<Diagnostic> trajectory_problem(const TargetDef& target,
                                             const IndicatorDef& indicator) {
    if (std::holds_alternative<Line>(target.trajectory) && indicator.pace == Pace::uneven) {
        return problem("E-target-line", "这项指标在一年里不均匀，不能按直线判断进度",
                       "the indicator is uneven over the year and must not be held against a "
                       "straight line")
            .hint("写明节点或各月累计比重", "give milestones or a monthly profile");
    }
    if (const auto* points = std::get_if<Points>(&target.trajectory)) {
        const auto& all = points->milestones;
        const bool in_order =
            std::is_sorted(all.begin(), all.end(),
                           [](const Milestone& a, const Milestone& b) { return a.date < b.date; });
        if (all.empty() || !in_order || all.size() > TargetDef::kMaxMilestones) {
            return problem("E-target-points", "节点为空、太多，或没有按日期排列",
                           "there are no milestones, too many, or they are not in order of date")
                .hint("按日期先后写节点", "give the milestones by date");
        }
    }
    if (const auto* profile = std::get_if<Profile>(&target.trajectory)) {
        const auto& shares = profile->cumulative_percent;
        if (!std::is_sorted(shares.begin(), shares.end()) || shares.front().is_negative() ||
            shares.back() != base::Decimal(100)) {
            return problem("E-target-profile", "各月累计比重要逐月不减，12月为100",
                           "a monthly profile must not fall and must end with 100")
                .hint("检查12个累计比重", "check the twelve shares");
        }
        const bool is_year = target.horizon.kind() == base::Period::Kind::year;
        if (!is_year) {
            return problem("E-target-profile", "各月累计比重只能用于年度目标",
                           "a monthly profile is for targets of one year")
                .hint("改用节点", "use milestones");
        }
    }
    return std::nullopt;
}

}  // namespace

Unit unit_of_measure(const TargetDef& target, const IndicatorDef& indicator) {
    const bool is_percent = indicator.unit.dimension() == Dimension::proportion;
    switch (target.measure) {
        case Measure::value: return indicator.unit;
        case Measure::growth: return unit_named("%");
        case Measure::increase: return is_percent ? unit_named("个百分点") : indicator.unit;
        // A multiple is a plain number, whatever it is written with: 倍, or nothing.
        case Measure::multiple: return target.unit;
    }
    KC_CHECK(false);
}

std::optional<base::Ratio> factor_to_target(const TargetDef& target,
                                            const IndicatorDef& indicator) {
    return factor(unit_of_measure(target, indicator), target.unit);
}

std::optional<Diagnostic> problem_with(const TargetDef& target, const Definitions& indicators) {
    if (auto found = indicator_problem(target, indicators)) return found;
    if (auto found = value_problem(target)) return found;
    const IndicatorDef& indicator = *indicators.find(target.indicator);
    if (target.measure == Measure::growth && indicator.unit.dimension() == Dimension::proportion) {
        return problem("E-target-measure", "百分比指标的变化按百分点考核，不按增速",
                       "the change of a percentage is measured in points, not as growth")
            .hint("把考核方式改成提高几个百分点", "measure the increase in 个百分点");
    }
    if (!factor_to_target(target, indicator)) {
        return unit_mismatch(target.unit, unit_of_measure(target, indicator));
    }
    return trajectory_problem(target, indicator);
}

}  // namespace kc::indicator
