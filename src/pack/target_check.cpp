// SPDX-License-Identifier: Apache-2.0
#include <fmt/format.h>

#include <optional>
#include <unordered_set>

#include "base/quantity.hpp"
#include "base/unit.hpp"
#include "pack/checks.hpp"

namespace kc::pack {
namespace {

using base::Dimension;

// The dimension that the sort of quantity demands whatever is measured; empty when the indicator's
// unit decides.
std::optional<Dimension> demanded_dimension(QuantityKind quantity) {
    switch (quantity) {
        case QuantityKind::growth: return Dimension::proportion;
        case QuantityKind::difference: return Dimension::percentage_points;
        case QuantityKind::multiple: return Dimension::multiple;
        default: return std::nullopt;
    }
}

std::string_view example_of_dimension(Dimension dimension) {
    switch (dimension) {
        case Dimension::proportion: return "%";
        case Dimension::percentage_points: return "个百分点";
        default: return "倍";
    }
}

std::string shown(base::Unit unit) {
    return unit.is_none() ? "（无）" : base::to_string(unit);
}

class TargetCheck {
public:
    TargetCheck(const Entry<Target>& entry, std::int32_t year, const Lookup& lookup,
                Diagnostics& found)
        : target_(entry.value),
          origin_(entry.origin),
          year_(year),
          lookup_(lookup),
          found_(found) {}

    void run() {
        check_indicator();
        if (check_unit()) check_size();
        check_range();
        check_rank();
        check_direction();
        check_horizon();
        check_span();
        if (!target_.unit_of_observation.empty()) {
            check_unit_in_force(target_.unit_of_observation, year_, lookup_,
                                origin_.place({"unit_of_observation"}), found_);
        }
    }

private:
    void error(std::string_view field, Finding finding) {
        add_error(found_, origin_.place({field}), std::move(finding));
    }
    void warning(std::string_view field, Finding finding) {
        add_warning(found_, origin_.place({field}), std::move(finding));
    }

    bool has_todo_for(std::string_view field) const {
        for (const Todo& todo : target_.todo) {
            if (todo.field == field) return true;
        }
        return false;
    }

    void check_indicator() {
        if (target_.indicator.empty()) {
            if (has_todo_for("indicator")) return;
            error("indicator", {"E-todo-needed", "没有写 indicator，也没有列入待办",
                                "there is no indicator, and no todo says so",
                                "写上指标代码，或在 todo 里加 field: indicator",
                                "name the indicator, or add a todo with field: indicator"});
            return;
        }
        const Indicator* indicator = lookup_.indicator(target_.indicator);
        if (indicator == nullptr || goes_with(indicator->quantity)) return;
        warning("quantity",
                {"W-quantity",
                 fmt::format("{} 是 {}，这里写的是 {}", target_.indicator,
                             to_string(indicator->quantity), to_string(target_.quantity)),
                 fmt::format("{} is of the sort '{}', but this says '{}'", target_.indicator,
                             to_string(indicator->quantity), to_string(target_.quantity)),
                 "选用对应的指标，例如存量与新增是两个指标",
                 "choose the indicator that fits: a stock and what is new are two indicators"});
    }

    // Growth, differences, multiples and ranks can be of anything; what is counted, and how,
    // cannot.
    bool goes_with(QuantityKind indicator) const {
        switch (target_.quantity) {
            case QuantityKind::growth:
            case QuantityKind::difference:
            case QuantityKind::multiple:
            case QuantityKind::rank: return true;
            case QuantityKind::ratio:
            case QuantityKind::coverage:
                return indicator == QuantityKind::ratio || indicator == QuantityKind::coverage;
            default: return indicator == target_.quantity;
        }
    }

    // False when the unit is wrong, so that nothing can be said about the size of the value.
    bool check_unit() {
        if (target_.unit.is_none()) return check_missing_unit();
        if (const auto demanded = demanded_dimension(target_.quantity)) {
            return check_dimension(*demanded);
        }
        return check_indicator_unit();
    }

    bool check_missing_unit() {
        const bool may_lack =
            target_.quantity == QuantityKind::index || target_.quantity == QuantityKind::rank;
        if (may_lack) return true;
        error("unit", {"E-missing", "缺少 unit：计量单位", "'unit' is missing: unit of measure",
                       "加上一行，例如 unit: 家", "add a line such as unit: 家"});
        return false;
    }

    bool check_dimension(Dimension demanded) {
        if (target_.unit.dimension() == demanded && !target_.unit.is_per()) return true;
        const std::string_view quantity = to_string(target_.quantity);
        const std::string_view example = example_of_dimension(demanded);
        error("unit",
              {"E-unit-quantity", fmt::format("{} 的单位不能是 {}", quantity, shown(target_.unit)),
               fmt::format("'{}' cannot be measured in {}", quantity, shown(target_.unit)),
               fmt::format("单位写 {}，或改 quantity", example),
               fmt::format("write the unit {}, or change the quantity", example)});
        return false;
    }

    bool check_indicator_unit() {
        const Indicator* indicator = lookup_.indicator(target_.indicator);
        if (indicator == nullptr || target_.quantity == QuantityKind::rank) return true;
        if (base::convertible(target_.unit, indicator->unit)) return true;
        error("unit", {"E-unit-mismatch",
                       fmt::format("{} 的单位是 {}，这里写的是 {}", target_.indicator,
                                   shown(indicator->unit), shown(target_.unit)),
                       fmt::format("{} is measured in {}, but this says {}", target_.indicator,
                                   shown(indicator->unit), shown(target_.unit)),
                       "改单位，或选用另一个指标", "change the unit, or choose another indicator"});
        return false;
    }

    void check_range() {
        const bool is_range = target_.bound == Bound::range;
        if (is_range && !target_.value_high) {
            error("bound", {"E-range", "区间缺少 value_high", "a range needs 'value_high'",
                            "加上一行 value_high: 上限", "add a line value_high: upper end"});
        } else if (!is_range && target_.value_high) {
            error("value_high", {"E-range", "只有 bound: range 才有 value_high",
                                 "'value_high' is for bound: range only",
                                 "删去它，或写 bound: range", "remove it, or write bound: range"});
        } else if (is_range && *target_.value_high <= target_.value) {
            error("value_high", {"E-range", "value_high 应当大于 value",
                                 "'value_high' should be more than 'value'", "较小的数写在 value",
                                 "the smaller number goes to 'value'"});
        }
    }

    void check_rank() {
        const bool is_rank = target_.quantity == QuantityKind::rank;
        if (target_.bound == Bound::rank_at_most && !is_rank) {
            error("bound",
                  {"E-rank", "rank<= 只用于排名", "rank<= is for ranks only",
                   "写 quantity: rank，或换一个界限", "write quantity: rank, or another bound"});
        }
        if (!is_rank) return;
        if (!target_.value.is_whole() || target_.value < base::Decimal(1)) {
            error("value", {"E-rank", "名次从1起，是整数", "a rank is a whole number from 1",
                            "检查数值", "check the number"});
        }
        if (target_.bound == Bound::at_least || target_.bound == Bound::more_than) {
            warning("bound", {"W-rank", "名次越小越好，“不低于第N位”写作 rank<=",
                              "a smaller rank is better; 'not below place N' is rank<=",
                              "写 bound: rank<=", "write bound: rank<="});
        }
    }

    void check_size() {
        const bool is_percent = target_.unit.dimension() == Dimension::proportion;
        if (target_.quantity == QuantityKind::coverage && is_percent) {
            const auto percent = base::Unit::parse("%").value();
            const auto whole = base::compare(base::Quantity{target_.value, target_.unit},
                                             base::Quantity{base::Decimal(100), percent});
            if (whole && *whole == std::strong_ordering::greater) {
                error("value",
                      {"E-coverage", "覆盖率不能超过100%", "coverage cannot be more than 100 %",
                       "检查数值", "check the number"});
            }
        }
        if (target_.quantity == QuantityKind::rank) return;
        const bool is_count = target_.unit.dimension() == Dimension::count &&
                              target_.unit.exponent() == 0 && !target_.unit.is_per();
        if (is_count && !target_.value.is_whole()) {
            warning("value",
                    {"W-fraction",
                     fmt::format("{}{} 不是整数", base::to_string(target_.value),
                                 base::to_string(target_.unit)),
                     fmt::format("{} {} is not a whole number", base::to_string(target_.value),
                                 base::to_string(target_.unit)),
                     "单位是不是少了“万”？", "is a 万 missing in the unit?"});
        }
    }

    void check_direction() {
        const Indicator* indicator = lookup_.indicator(target_.indicator);
        if (indicator == nullptr || target_.quantity == QuantityKind::rank) return;
        const bool wants_more =
            target_.bound == Bound::at_least || target_.bound == Bound::more_than;
        const bool wants_less =
            target_.bound == Bound::at_most || target_.bound == Bound::less_than;
        const bool against = (indicator->direction == Direction::up && wants_less) ||
                             (indicator->direction == Direction::down && wants_more);
        if (!against) return;
        warning("bound", {"W-direction",
                          fmt::format("界限 {} 与指标的方向 {} 相反", to_string(target_.bound),
                                      to_string(indicator->direction)),
                          fmt::format("the bound {} goes against the indicator's direction '{}'",
                                      to_string(target_.bound), to_string(indicator->direction)),
                          "确认原文是“不低于”还是“不高于”",
                          "check whether the text says 'at least' or 'at most'"});
    }

    void check_horizon() {
        const auto last = target_.horizon.last_day();
        if (!last || year_ == 0 || last->year() >= year_) return;
        warning(
            "horizon",
            {"W-horizon",
             fmt::format("完成时间 {} 在计划年度 {} 之前", to_string(target_.horizon), year_),
             fmt::format("{} lies before the plan's year {}", to_string(target_.horizon), year_),
             "往年的结果不是目标", "a result of the past is no target"});
    }

    void check_span() {
        if (!target_.source || target_.source->span.size() != 2) return;
        if (target_.source->span[0] < target_.source->span[1]) return;
        add_error(
            found_, origin_.place({"source", "span"}),
            {"E-span", "span 的终点应当大于起点", "the end of 'span' should be after its start",
             "写成 [起, 止)", "write [start, end)"});
    }

    const Target& target_;
    const Origin& origin_;
    std::int32_t year_;
    const Lookup& lookup_;
    Diagnostics& found_;
};

// part_of must lead to a target that is not itself a part of this one.
void check_parts(const Entry<Target>& entry, const Lookup& lookup, Diagnostics& found) {
    std::unordered_set<const Target*> seen{&entry.value};
    const Target* whole = lookup.target(entry.value.part_of);
    while (whole != nullptr && seen.insert(whole).second) whole = lookup.target(whole->part_of);
    // Every target on a ring reports itself; one that only leads to a ring does not.
    if (whole != &entry.value) return;
    add_error(found, entry.origin.place({"part_of"}),
              {"E-cycle", fmt::format("{} 成了自己的一部分", entry.value.code),
               fmt::format("{} is a part of itself", entry.value.code),
               "其中项的 part_of 指向总数那个目标", "let 'part_of' name the target of the whole"});
}

}  // namespace

void check_targets(const ObjectSet& set, std::int32_t year, const Lookup& lookup,
                   Diagnostics& found) {
    for (const Entry<Target>& entry : set.targets) {
        if (!entry.is_sound) continue;
        TargetCheck(entry, year, lookup, found).run();
        check_schedule(entry, year, lookup, found);
        check_parts(entry, lookup, found);
    }
}

}  // namespace kc::pack
