// SPDX-License-Identifier: Apache-2.0
// Nodes that are not arithmetic: what is read, constants, yes/no, choices, days, lists; and the
// one place where equal nodes become one.
#include "formula/builder.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <utility>

#include "base/check.hpp"
#include "base/period.hpp"
#include "formula/builder_detail.hpp"
#include "formula/evaluation.hpp"
#include "formula/frame.hpp"
#include "formula/items.hpp"
#include "formula/period_code.hpp"

namespace kc::formula {
namespace {

using base::Ratio;

// Everything that tells two nodes apart, as text.
std::string key_of(const Node& node) {
    std::string key =
        fmt::format("{}|{}|{}|{}|{}|{}|{}|{}|{}|{}|{}|{}|{}|{}|{}|{}|", static_cast<int>(node.op),
                    static_cast<int>(node.type.kind), to_string(node.type.unit),
                    to_string(node.step), node.halved, node.lo, node.hi, node.bits, node.slot,
                    static_cast<int>(node.wide), static_cast<int>(node.rounding),
                    static_cast<int>(node.part), static_cast<int>(node.period_day),
                    static_cast<int>(node.fold), node.at_most_one, node.list);
    for (const NodeId operand : node.operands) key += fmt::format("o{}", operand.index);
    for (const std::int64_t factor : node.factors) key += fmt::format("f{}", factor);
    for (const std::int64_t entry : node.table) key += fmt::format("t{}", entry);
    for (const std::uint8_t edge : node.inclusive) key += fmt::format("i{}", edge);
    if (node.items != nullptr) {
        for (const Node& item : node.items->nodes()) key += "[" + key_of(item) + "]";
    }
    return key;
}

bool any_may_be_none(const Plan& plan, const std::vector<NodeId>& operands) {
    return std::ranges::any_of(operands, [&](NodeId id) { return plan.node(id).may_be_none; });
}

bool result_may_be_none(const Plan& plan, const Node& node) {
    const auto& operands = node.operands;
    switch (node.op) {
        case Op::constant: return (node.bits & (node.type.kind == Kind::truth ? 4 : 2)) != 0;
        case Op::input: return node.may_be_none;
        case Op::quotient: return true;
        case Op::wide: return node.wide == Wide::divide || any_may_be_none(plan, operands);
        case Op::applicable: return false;
        case Op::best:
            return std::ranges::all_of(operands,
                                       [&](NodeId id) { return plan.node(id).may_be_none; });
        case Op::otherwise: return plan.node(operands[1]).may_be_none;
        case Op::aggregate: return node.fold == Fold::minimum || node.fold == Fold::maximum;
        default: return any_may_be_none(plan, operands);
    }
}

bool is_constant(const Plan& plan, NodeId id) {
    return plan.node(id).op == Op::constant;
}

}  // namespace

Diagnostic wrong_type(const Type& actual, const Type& expected) {
    if (actual.kind == Kind::number && expected.kind == Kind::number) {
        return base::unit_mismatch(actual.unit, expected.unit);
    }
    return Diagnostic{"E-formula-type",
                      {},
                      fmt::format("这里需要{}，给出的是{}", to_chinese_string(expected),
                                  to_chinese_string(actual)),
                      fmt::format("{} is needed here, but this is {}", to_english_string(expected),
                                  to_english_string(actual))};
}

Diagnostic too_fine() {
    return Diagnostic{"E-formula-precision",
                      {},
                      "这些数的精度相差太大，无法精确计算",
                      "these numbers differ too much in precision to be computed exactly"}
        .hint("改用更接近的单位，或先取整", "use units closer to each other, or round first");
}

// --- nodes --------------------------------------------------------------------------------------

Result<NodeId> Builder::intern(Node node) {
    node.uniform =
        node.op != Op::input && node.op != Op::aggregate &&
        std::ranges::all_of(node.operands, [&](NodeId id) { return plan_.node(id).uniform; });
    node.may_be_none = result_may_be_none(plan_, node);
    const std::string key = key_of(node);
    const auto found = interned_.find(key);
    if (found != interned_.end()) return NodeId{found->second};
    if (plan_.nodes_.size() >= kMaxNodes) {
        return unexpected(
            Diagnostic{"E-formula-size",
                       {},
                       fmt::format("公式合起来超过{}个步骤", kMaxNodes),
                       fmt::format("the formulas together need more than {} steps", kMaxNodes)});
    }
    const auto index = static_cast<std::uint32_t>(plan_.nodes_.size());
    plan_.nodes_.push_back(std::move(node));
    interned_.emplace(key, index);
    return NodeId{index};
}

// A node whose operands are all constants is computed here, by the kernels themselves.
Result<NodeId> Builder::folded(Node node) {
    const bool foldable =
        !node.halved && !node.operands.empty() &&
        std::ranges::all_of(node.operands, [&](NodeId id) { return is_constant(plan_, id); });
    if (!foldable) return intern(std::move(node));
    Plan small;
    for (NodeId& operand : node.operands) {
        small.nodes_.push_back(plan_.node(operand));
        operand = NodeId{static_cast<std::uint32_t>(small.nodes_.size() - 1)};
    }
    node.uniform = true;
    small.nodes_.push_back(node);
    const NodeId root{static_cast<std::uint32_t>(small.nodes_.size() - 1)};
    Evaluation evaluation(small, {root});
    evaluation.run({});
    Node constant{.op = Op::constant, .type = node.type, .step = node.step};
    if (node.type.kind == Kind::truth) {
        constant.bits = evaluation.outcomes(root);
    } else {
        constant.bits = evaluation.state(root);
        constant.lo = evaluation.lo(root);
        constant.hi = evaluation.hi(root);
    }
    return intern(std::move(constant));
}

// --- what is read -------------------------------------------------------------------------------

Result<NodeId> Builder::input(InputField field) {
    const PlainUnit unit = plain(field.type.unit);
    const auto step = times(field.step, unit.factor);
    if (!step || field.step <= Ratio()) return unexpected(too_fine());
    field.type.unit = unit.unit;
    field.step = *step;
    if (field.type.kind == Kind::date) {
        if (!field.lowest.count) field.lowest.count = base::Date::of(1, 1, 1)->days_since_1970();
        if (!field.highest.count) {
            field.highest.count = base::Date::of(9999, 12, 31)->days_since_1970();
        }
    }
    field.code_ids.clear();
    for (const std::string& code : field.codes) field.code_ids.push_back(texts_->intern(code));
    if (!field.code_ids.empty()) {
        field.lowest = {.count = std::ranges::min(field.code_ids)};
        field.highest = {.count = std::ranges::max(field.code_ids)};
    }
    if (const auto slot = plan_.find_input(field.name)) {
        if (plan_.inputs_[*slot] == field) return plan_.input_nodes_[*slot];
        return unexpected(
            Diagnostic{"E-formula-input",
                       {},
                       fmt::format("“{}”有两个不同的定义", field.name),
                       fmt::format("'{}' is defined twice, in different ways", field.name)});
    }
    for (const Bound* bound : {&field.lowest, &field.highest}) {
        if (!bound->input.exists()) continue;
        const Node& other = plan_.node(bound->input);
        if (other.op != Op::input || other.type != field.type || other.step != field.step) {
            return unexpected(Diagnostic{
                "E-formula-domain",
                {},
                fmt::format("“{}”的取值范围要引用单位和精度相同的数据", field.name),
                fmt::format("the domain of '{}' may refer only to a figure in the same unit and "
                            "precision",
                            field.name)});
        }
    }
    const auto slot = static_cast<std::uint32_t>(plan_.inputs_.size());
    auto node = intern({.op = Op::input,
                        .type = field.type,
                        .step = field.step,
                        // Any figure can be said not to apply, whether or not one that is
                        // missing may turn out so (InputField::may_be_none).
                        .may_be_none = true,
                        .slot = slot});
    if (!node) return node;
    plan_.inputs_.push_back(std::move(field));
    plan_.input_nodes_.push_back(*node);
    return node;
}

Result<NodeId> Builder::parameter(Parameter parameter) {
    const PlainUnit unit = plain(parameter.type.unit);
    const auto step = times(parameter.step, unit.factor);
    if (!step || parameter.step <= Ratio()) return unexpected(too_fine());
    parameter.type.unit = unit.unit;
    parameter.step = *step;
    auto slot = plan_.find_parameter(parameter.name);
    if (slot && plan_.parameters_[*slot] != parameter) {
        return unexpected(Diagnostic{
            "E-formula-parameter",
            {},
            fmt::format("参数“{}”有两个不同的定义", parameter.name),
            fmt::format("the parameter '{}' is defined twice, in different ways", parameter.name)});
    }
    Node node{.op = Op::parameter, .type = parameter.type, .step = parameter.step};
    if (!slot) {
        slot = plan_.parameters_.size();
        plan_.parameters_.push_back(std::move(parameter));
    }
    node.slot = static_cast<std::uint32_t>(*slot);
    return intern(std::move(node));
}

Result<NodeId> Builder::parameter(std::string name, base::Decimal value, base::Unit unit) {
    // Two digits more than the value has, so that a limit of 5% can be tried at 5.25%; money in 分.
    const bool is_money = unit.dimension() == base::Dimension::yuan && !unit.is_per();
    const bool is_count = unit.dimension() == base::Dimension::count && unit.exponent() == 0;
    Ratio step(1);
    if (is_money) {
        const auto yuan = factor(unit_named("元"), unit);
        const auto fen = yuan ? over(*yuan, Ratio(100)) : std::nullopt;
        if (!fen) return unexpected(too_fine());
        step = *fen;
    } else if (!is_count || !value.is_whole()) {
        const auto places = base::Decimal::of(base::power_of_ten(std::min(value.scale() + 2, 18)));
        if (!places) return unexpected(too_fine());
        step = *Ratio::of(1, *places);
    }
    const auto counted = over(Ratio(value), step);
    const auto count = counted && counted->denominator() == 1 ? counted->exact() : std::nullopt;
    if (!count || !count->is_whole() || count->coefficient() > kMaxCount ||
        count->coefficient() < -kMaxCount) {
        return unexpected(too_fine());
    }
    return parameter({.name = std::move(name),
                      .type = Type::number(unit),
                      .step = step,
                      .lo = count->coefficient(),
                      .hi = count->coefficient()});
}

Result<std::uint32_t> Builder::list(ListField field) {
    if (const auto known = plan_.find_list(field.name)) {
        if (plan_.lists_[*known] == field) return static_cast<std::uint32_t>(*known);
        return unexpected(Diagnostic{
            "E-formula-list",
            {},
            fmt::format("列表“{}”有两个不同的定义", field.name),
            fmt::format("the list '{}' is defined twice, in different ways", field.name)});
    }
    field.max_items = std::min(field.max_items, kMaxListItems);
    plan_.lists_.push_back(std::move(field));
    return static_cast<std::uint32_t>(plan_.lists_.size() - 1);
}

// --- constants ----------------------------------------------------------------------------------

Result<NodeId> Builder::number(base::Decimal value, base::Unit unit) {
    return number(Ratio(value), unit);
}

Result<NodeId> Builder::number(const Ratio& value, base::Unit unit) {
    const PlainUnit as_plain = plain(unit);
    const auto in_unit = times(value, as_plain.factor);
    if (!in_unit || in_unit->numerator() > kMaxCount || in_unit->numerator() < -kMaxCount ||
        in_unit->denominator() > kMaxCount) {
        return unexpected(too_fine());
    }
    const auto denominator = base::Decimal::of(static_cast<std::int64_t>(in_unit->denominator()));
    if (!denominator) return unexpected(too_fine());
    const auto count = static_cast<std::int64_t>(in_unit->numerator());
    return intern({.op = Op::constant,
                   .type = Type::number(as_plain.unit),
                   .step = *Ratio::of(1, *denominator),
                   .lo = count,
                   .hi = count});
}

Result<NodeId> Builder::range(base::Decimal lowest, base::Decimal highest, base::Unit unit) {
    if (highest < lowest) {
        return unexpected(Diagnostic{
            "E-formula-range", {}, "区间的下限大于上限", "the range ends below where it begins"});
    }
    const auto lo = number(lowest, unit);
    const auto hi = number(highest, unit);
    if (!lo || !hi) return unexpected(too_fine());
    const std::vector<NodeId> ends{*lo, *hi};
    auto grid = grid_of(plan_, ends);
    if (!grid) return unexpected(too_fine());
    const Node& low = plan_.node(*lo);
    const Node& high = plan_.node(*hi);
    bool fits = true;
    const std::int64_t from = clamped_low(base::Int128{low.lo} * grid->factors[0], fits);
    const std::int64_t to = clamped_high(base::Int128{high.lo} * grid->factors[1], fits);
    if (!fits) return unexpected(too_fine());
    return intern({.op = Op::constant, .type = low.type, .step = grid->step, .lo = from, .hi = to});
}

NodeId Builder::date(base::Date day) {
    const std::int64_t days = day.days_since_1970();
    return *intern({.op = Op::constant, .type = Type::date(), .lo = days, .hi = days});
}

Result<NodeId> Builder::period(std::string_view text) {
    const auto period = base::Period::parse(text);
    if (!period) return unexpected(period.error());
    const std::int64_t code = period_code(*period);
    return intern({.op = Op::constant, .type = Type::period(), .lo = code, .hi = code});
}

NodeId Builder::text(std::string_view text) {
    const std::int64_t id = texts_->intern(text);
    return *intern({.op = Op::constant, .type = Type::text(), .lo = id, .hi = id});
}

NodeId Builder::truth(bool holds) {
    return *intern({.op = Op::constant, .type = Type::truth(), .bits = holds ? kYes : kNo});
}

NodeId Builder::none(const Type& type) {
    const bool is_truth = type.kind == Kind::truth;
    return *intern({.op = Op::constant,
                    .type = {type.kind, plain(type.unit).unit},
                    .bits = is_truth ? kNotApplicable : kNone});
}

// --- yes/no -------------------------------------------------------------------------------------

Result<NodeId> Builder::connect(Op op, std::span<const NodeId> conditions) {
    const Outcomes absorbing = op == Op::all ? kNo : kYes;
    const Outcomes neutral = op == Op::all ? kYes : kNo;
    std::vector<NodeId> kept;
    for (const NodeId condition : conditions) {
        const Node& node = plan_.node(condition);
        if (node.type.kind != Kind::truth) {
            return unexpected(wrong_type(node.type, Type::truth()));
        }
        if (node.op == Op::constant && node.bits == absorbing) return condition;
        if (node.op == Op::constant && node.bits == neutral) continue;
        kept.push_back(condition);
    }
    // In one order, so that "a and b" and "b and a" are one node.
    std::ranges::sort(kept);
    kept.erase(std::unique(kept.begin(), kept.end()), kept.end());
    if (kept.empty()) return truth(op == Op::all);
    if (kept.size() == 1) return kept.front();
    return folded({.op = op, .type = Type::truth(), .operands = std::move(kept)});
}

Result<NodeId> Builder::all(std::span<const NodeId> conditions) {
    return connect(Op::all, conditions);
}

Result<NodeId> Builder::any(std::span<const NodeId> conditions) {
    return connect(Op::any, conditions);
}

Result<NodeId> Builder::negation(NodeId condition) {
    const Node& node = plan_.node(condition);
    if (node.type.kind != Kind::truth) return unexpected(wrong_type(node.type, Type::truth()));
    if (node.op == Op::negation) return node.operands[0];
    return folded({.op = Op::negation, .type = Type::truth(), .operands = {condition}});
}

Result<NodeId> Builder::applicable(NodeId value) {
    if (!plan_.node(value).may_be_none) return truth(true);
    return folded({.op = Op::applicable, .type = Type::truth(), .operands = {value}});
}

// --- choices ------------------------------------------------------------------------------------

Result<NodeId> Builder::first(std::span<const Case> cases, NodeId otherwise) {
    NodeId result = otherwise;
    for (std::size_t i = cases.size(); i-- > 0;) {
        const auto next = choose(cases[i].condition, cases[i].value, result);
        if (!next) return next;
        result = *next;
    }
    return result;
}

Result<NodeId> Builder::tiers(NodeId amount, std::span<const Tier> tiers) {
    std::vector<NodeId> parts;
    for (std::size_t i = 0; i < tiers.size(); ++i) {
        NodeId within_tier = amount;
        if (i + 1 < tiers.size()) {
            const auto capped = minimum(std::vector{amount, tiers[i + 1].from});
            if (!capped) return capped;
            within_tier = *capped;
        }
        const auto above = subtract(within_tier, tiers[i].from);
        if (!above) return above;
        const auto zero = number(0, plan_.node(*above).type.unit);
        const auto part = maximum(std::vector{*zero, *above});
        if (!part) return part;
        const auto counted = multiply(*part, tiers[i].rate);
        if (!counted) return counted;
        parts.push_back(*counted);
    }
    return sum(parts);
}

// --- days ---------------------------------------------------------------------------------------

Result<NodeId> Builder::add_months(NodeId day, NodeId months, Rounding rounding) {
    if (node(day).type.kind != Kind::date) {
        return unexpected(wrong_type(node(day).type, Type::date()));
    }
    const auto counted = expect(months, Type::number(unit_named("个月")));
    if (!counted) return counted;
    if (node(*counted).step.denominator() != 1 || node(*counted).halved) {
        return unexpected(Diagnostic{
            "E-formula-months", {}, "这里需要整数个月", "a whole number of months is needed here"});
    }
    const auto each = static_cast<std::int64_t>(node(*counted).step.numerator());
    return folded({.op = Op::add_months,
                   .type = Type::date(),
                   .operands = {day, *counted},
                   .factors = {1, each},
                   .rounding = rounding});
}

Result<NodeId> Builder::date_part(NodeId day, DatePart part) {
    if (node(day).type.kind != Kind::date) {
        return unexpected(wrong_type(node(day).type, Type::date()));
    }
    return folded({.op = Op::date_part, .type = Type::number(), .operands = {day}, .part = part});
}

Result<NodeId> Builder::whole_months(NodeId from, NodeId to) {
    for (const NodeId day : {from, to}) {
        if (node(day).type.kind != Kind::date) {
            return unexpected(wrong_type(node(day).type, Type::date()));
        }
    }
    return folded(
        {.op = Op::whole_months, .type = Type::number(unit_named("个月")), .operands = {from, to}});
}

Result<NodeId> Builder::period_day(NodeId period, PeriodDay which) {
    if (node(period).type.kind != Kind::period) {
        return unexpected(wrong_type(node(period).type, Type::period()));
    }
    return folded(
        {.op = Op::period_day, .type = Type::date(), .operands = {period}, .period_day = which});
}

// --- lists --------------------------------------------------------------------------------------

Result<NodeId> Builder::aggregate(Fold fold, std::uint32_t list, Items& items, NodeId value,
                                  NodeId filter) {
    Node node{.op = Op::aggregate, .fold = fold, .list = list};
    const bool needs_value = fold != Fold::count && fold != Fold::exists;
    KC_CHECK(needs_value == value.exists());
    if (fold == Fold::count) node.type = Type::number(unit_named("个"));
    if (fold == Fold::exists) node.type = Type::truth();
    if (needs_value) {
        const Node& summed = items.builder.node(value);
        const bool is_day = summed.type.kind == Kind::date && fold != Fold::sum;
        if (summed.type.kind != Kind::number && !is_day) {
            return unexpected(wrong_type(summed.type, Type::number()));
        }
        if (summed.halved) {
            return unexpected(Diagnostic{"E-formula-list",
                                         {},
                                         "列表里的商要先取整",
                                         "a quotient inside a list has to be rounded first"}
                                  .hint("用 四舍五入(…, 0.01)", "use round_half_up(…, 0.01)"));
        }
        node.type = summed.type;
        node.step = summed.step;
    }
    const auto index_or_none = [](NodeId id) {
        return id.exists() ? std::int64_t{id.index} : std::int64_t{-1};
    };
    node.table = {index_or_none(value), index_or_none(filter)};
    for (const auto& [slot, outer] : items.captured) node.operands.push_back(outer);
    node.items = items_plan(items);
    return intern(std::move(node));
}

Plan Builder::finish() const {
    Plan plan = plan_;
    plan.mark_exact();
    return plan;
}

// --- checks -------------------------------------------------------------------------------------

bool Builder::declared_at_most(NodeId a, NodeId b) const {
    const Node& left = plan_.node(a);
    const Node& right = plan_.node(b);
    if (left.op != Op::input || right.op != Op::input) return false;
    return plan_.inputs_[left.slot].highest.input == b ||
           plan_.inputs_[right.slot].lowest.input == a;
}

}  // namespace kc::formula
