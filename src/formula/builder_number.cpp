// SPDX-License-Identifier: Apache-2.0
// Arithmetic and comparisons: units are settled and steps are chosen here, so that the kernels
// only see whole numbers.
#include <fmt/format.h>

#include <algorithm>
#include <numeric>
#include <utility>

#include "base/check.hpp"
#include "formula/builder.hpp"
#include "formula/builder_detail.hpp"

namespace kc::formula {
namespace {

using base::Dimension;
using base::Int128;
using base::Ratio;
using base::Unit;

constexpr std::int64_t kMaxFactor = 1'000'000'000'000'000;

// Quotients are coded in millionths of their unit.
const Ratio kQuotientStep = *Ratio::of(1, 1'000'000);

Int128 common_divisor(Int128 a, Int128 b) {
    while (b != 0) a = std::exchange(b, a % b);
    return a;
}

std::optional<Ratio> ratio_of(Int128 numerator, Int128 denominator) {
    const auto top = base::Decimal::of(numerator);
    const auto bottom = base::Decimal::of(denominator);
    return top && bottom ? Ratio::of(*top, *bottom) : std::nullopt;
}

// The largest ratio of which both are whole multiples.
std::optional<Ratio> common_step(const Ratio& a, const Ratio& b) {
    if (a == b) return a;
    const auto left = base::checked_multiply(a.numerator(), b.denominator());
    const auto right = base::checked_multiply(b.numerator(), a.denominator());
    const auto bottom = base::checked_multiply(a.denominator(), b.denominator());
    if (!left || !right || !bottom) return std::nullopt;
    const Int128 top = common_divisor(*left, *right);
    const Int128 shared = common_divisor(top, *bottom);
    return ratio_of(top / shared, *bottom / shared);
}

std::optional<std::int64_t> whole(const std::optional<Ratio>& ratio) {
    if (!ratio || ratio->denominator() != 1) return std::nullopt;
    if (ratio->numerator() > kMaxFactor || ratio->numerator() < -kMaxFactor) return std::nullopt;
    return static_cast<std::int64_t>(ratio->numerator());
}

bool is_plain_constant(const Node& node) {
    return node.op == Op::constant && node.type.kind == Kind::number && node.type.unit.is_none();
}

// 人数 >= 10 needs no 人: a bare number beside counted things or points cannot be mistaken. Beside
// money it could (元 or 万元?), except for 0.
bool takes_bare_numbers(const Node& constant, Unit unit) {
    if (!is_plain_constant(constant)) return false;
    if (constant.lo == 0 && constant.hi == 0) return true;
    const bool counted =
        unit.dimension() == Dimension::count || unit.dimension() == Dimension::score;
    return counted && unit.exponent() == 0 && !unit.is_per();
}

Diagnostic cannot_multiply(Unit a, Unit b) {
    return Diagnostic{"E-formula-multiply",
                      {},
                      fmt::format("“{}”和“{}”不能相乘", to_string(a), to_string(b)),
                      fmt::format("'{}' and '{}' cannot be multiplied", to_string(a), to_string(b))}
        .hint("其中一个要是没有单位的数或百分数",
              "one of them has to be a plain number or a percentage");
}

Diagnostic cannot_divide(Unit a, Unit b) {
    return Diagnostic{"E-formula-divide",
                      {},
                      fmt::format("“{}”不能除以“{}”", to_string(a), to_string(b)),
                      fmt::format("'{}' cannot be divided by '{}'", to_string(a), to_string(b))}
        .hint("用单位相合的两个数相除", "divide figures whose units go together");
}

}  // namespace

std::optional<CommonGrid> grid_of(const Plan& plan, std::span<const NodeId> terms) {
    CommonGrid grid{.step = plan.node(terms[0]).step};
    for (const NodeId term : terms.subspan(1)) {
        const auto step = common_step(grid.step, plan.node(term).step);
        if (!step) return std::nullopt;
        grid.step = *step;
    }
    for (const NodeId term : terms) {
        const auto factor = whole(divide(plan.node(term).step, grid.step));
        if (!factor) return std::nullopt;
        grid.factors.push_back(*factor);
    }
    return grid;
}

// The same values counted in `factor` times the step, in another unit; a negative factor negates.
Result<NodeId> Builder::scaled(NodeId a, const Ratio& factor, Unit unit) {
    const Node of = node(a);
    KC_CHECK(factor != Ratio());
    const bool negative = factor < Ratio();
    const auto size = negative ? times(factor, Ratio(-1)) : factor;
    const auto step = size ? times(of.step, *size) : std::nullopt;
    if (!step || step->denominator() > kMaxCount || step->numerator() > kMaxCount) {
        return unexpected(too_fine());
    }
    std::int64_t sign = negative ? -1 : 1;
    NodeId inner = a;
    if (of.op == Op::scaled) {
        inner = of.operands[0];
        sign *= of.factors[0];
    }
    const Node& base = node(inner);
    if (sign == 1 && *step == base.step && unit == base.type.unit) return inner;
    std::vector<std::int64_t> factors{sign};
    if (of.halved) {
        // What the exact value is multiplied by.
        const auto by = over(*step, base.step);
        if (!by || by->numerator() > kMaxCount || by->denominator() > kMaxCount) {
            return unexpected(too_fine());
        }
        factors.push_back(static_cast<std::int64_t>(by->numerator()));
        factors.push_back(static_cast<std::int64_t>(by->denominator()));
    }
    return folded({.op = Op::scaled,
                   .type = Type::number(unit),
                   .step = *step,
                   .halved = of.halved,
                   .operands = {inner},
                   .factors = std::move(factors)});
}

Result<NodeId> Builder::expect(NodeId id, const Type& type) {
    const Node of = node(id);
    // "Not applicable" written out fits everywhere.
    if (of.op == Op::constant && of.type.kind == Kind::number && of.bits == kNone) {
        return none(type);
    }
    if (of.type.kind != type.kind) return unexpected(wrong_type(of.type, type));
    if (type.kind != Kind::number) return id;
    const PlainUnit wanted = plain(type.unit);
    if (of.type.unit == wanted.unit) return id;
    if (takes_bare_numbers(of, wanted.unit)) return scaled(id, Ratio(1), wanted.unit);
    const auto by = factor(of.type.unit, wanted.unit);
    if (!by) return unexpected(wrong_type(of.type, Type::number(wanted.unit)));
    return scaled(id, *by, wanted.unit);
}

namespace {

// The unit in which several numbers meet: that of the first one that is no bare constant.
Type meeting_type(const Builder& builder, std::span<const NodeId> terms) {
    for (const NodeId term : terms) {
        if (!is_plain_constant(builder.node(term))) return builder.node(term).type;
    }
    return builder.node(terms[0]).type;
}

Result<std::vector<NodeId>> in_one_unit(Builder& builder, std::span<const NodeId> terms) {
    if (terms.empty()) {
        return unexpected(
            Diagnostic{"E-formula-arguments", {}, "至少需要一项", "at least one item is needed"});
    }
    const Type type = meeting_type(builder, terms);
    std::vector<NodeId> converted;
    for (const NodeId term : terms) {
        const auto same = builder.expect(term, type);
        if (!same) return unexpected(same.error());
        converted.push_back(*same);
    }
    return converted;
}

Result<void> must_be_numbers(const Builder& builder, std::span<const NodeId> terms) {
    for (const NodeId term : terms) {
        const Type& type = builder.node(term).type;
        if (type.kind != Kind::number) return unexpected(wrong_type(type, Type::number()));
    }
    return {};
}

bool any_halved(const Builder& builder, std::span<const NodeId> terms) {
    return std::ranges::any_of(terms, [&](NodeId id) { return builder.node(id).halved; });
}

}  // namespace

// A node over values of one type, on a common step. `first` operands stand before them (the
// condition of a choice).
Result<NodeId> Builder::combine(Op op, std::span<const NodeId> terms) {
    const std::size_t before = op == Op::choose ? 1 : 0;
    Result<std::vector<NodeId>> same = in_one_unit(*this, terms.subspan(before));
    if (!same) return unexpected(same.error());
    Node made{.op = op, .type = node(same->front()).type};
    made.operands.assign(terms.begin(), terms.begin() + static_cast<std::ptrdiff_t>(before));
    made.operands.insert(made.operands.end(), same->begin(), same->end());
    if (made.type.kind != Kind::number) return folded(std::move(made));
    const auto grid = any_halved(*this, *same) ? std::nullopt : grid_of(plan_, *same);
    if (grid) {
        made.step = grid->step;
        made.factors.assign(before, 1);
        made.factors.insert(made.factors.end(), grid->factors.begin(), grid->factors.end());
    } else {
        made.step = kQuotientStep;
        made.halved = true;
    }
    return folded(std::move(made));
}

Result<NodeId> Builder::wide(Wide kind, std::span<const NodeId> terms, Unit unit) {
    return intern({.op = Op::wide,
                   .type = Type::number(unit),
                   .step = kQuotientStep,
                   .halved = true,
                   .operands = {terms.begin(), terms.end()},
                   .wide = kind});
}

Result<NodeId> Builder::sum(std::span<const NodeId> terms) {
    if (auto numbers = must_be_numbers(*this, terms); !numbers) {
        return unexpected(numbers.error());
    }
    const auto same = in_one_unit(*this, terms);
    if (!same) return unexpected(same.error());
    if (same->size() == 1) return same->front();
    const Unit unit = node(same->front()).type.unit;
    const auto grid = any_halved(*this, *same) ? std::nullopt : grid_of(plan_, *same);
    if (!grid) return wide(Wide::add, *same, unit);

    // Equal terms are counted once with a larger factor: x + x is then exactly 2x also while x is
    // missing, and x - x is 0.
    Node made{.op = Op::add, .type = Type::number(unit), .step = grid->step};
    for (std::size_t i = 0; i < same->size(); ++i) {
        NodeId term = (*same)[i];
        std::int64_t factor = grid->factors[i];
        if (node(term).op == Op::scaled) {
            factor *= node(term).factors[0];
            term = node(term).operands[0];
        }
        const auto known = std::ranges::find(made.operands, term);
        if (known == made.operands.end()) {
            made.operands.push_back(term);
            made.factors.push_back(factor);
        } else {
            made.factors[static_cast<std::size_t>(known - made.operands.begin())] += factor;
        }
    }
    for (std::size_t i = made.operands.size(); i-- > 0;) {
        if (made.factors[i] != 0 || node(made.operands[i]).may_be_none) continue;
        made.operands.erase(made.operands.begin() + static_cast<std::ptrdiff_t>(i));
        made.factors.erase(made.factors.begin() + static_cast<std::ptrdiff_t>(i));
    }
    if (made.operands.empty()) return number(0, unit);
    const bool too_large = std::ranges::any_of(
        made.factors, [](std::int64_t f) { return f > kMaxFactor || f < -kMaxFactor; });
    if (too_large) return unexpected(too_fine());
    return folded(std::move(made));
}

Result<NodeId> Builder::add(NodeId a, NodeId b) {
    const Kind left = node(a).type.kind;
    if (left != Kind::date && node(b).type.kind == Kind::date) return add(b, a);
    if (left != Kind::date) return sum(std::vector{a, b});
    // A day and a number of days; months need to say how they round.
    if (node(b).type.kind == Kind::number && node(b).type.unit.dimension() == Dimension::months) {
        return unexpected(
            Diagnostic{"E-formula-months",
                       {},
                       "日期加月份时，要写明没有这一天时怎么办",
                       "adding months to a day has to say what happens where there is no such day"}
                .hint("写成 加月取月末(日期, 6个月) 或 加月取次日(日期, 6个月)",
                      "write add_months_down(day, 6个月) or add_months_up(day, 6个月)"));
    }
    const auto days = expect(b, Type::number(unit_named("天")));
    if (!days) return days;
    const auto each = whole(node(*days).step);
    if (!each || node(*days).halved) {
        return unexpected(Diagnostic{
            "E-formula-days", {}, "这里需要整数天", "a whole number of days is needed here"});
    }
    std::int64_t sign = 1;
    NodeId term = *days;
    if (node(term).op == Op::scaled && node(term).factors[0] == -1) {
        sign = -1;
        term = node(term).operands[0];
    }
    return folded(
        {.op = Op::add, .type = Type::date(), .operands = {a, term}, .factors = {1, sign * *each}});
}

Result<NodeId> Builder::subtract(NodeId a, NodeId b) {
    if (node(a).type.kind == Kind::date && node(b).type.kind == Kind::date) {
        return folded({.op = Op::add,
                       .type = Type::number(unit_named("天")),
                       .operands = {a, b},
                       .factors = {1, -1}});
    }
    const bool day = node(a).type.kind == Kind::date;
    if (!day) {
        // 0 - x in x's unit, and both sides in the left one's.
        if (auto numbers = must_be_numbers(*this, std::vector{a, b}); !numbers) {
            return unexpected(numbers.error());
        }
    }
    const auto negative = negate(b);
    if (!negative) return negative;
    return add(a, *negative);
}

Result<NodeId> Builder::negate(NodeId a) {
    if (node(a).type.kind != Kind::number) {
        return unexpected(wrong_type(node(a).type, Type::number()));
    }
    return scaled(a, Ratio(-1), node(a).type.unit);
}

namespace {

// The value of a constant that is one number; empty for ranges and everything else.
std::optional<Ratio> constant_value(const Node& node) {
    if (node.op != Op::constant || node.lo != node.hi || node.bits != kNumber) return std::nullopt;
    const auto count = base::Decimal::of(node.lo);
    return count ? multiply(Ratio(*count), node.step) : std::nullopt;
}

}  // namespace

Result<NodeId> Builder::multiply(NodeId a, NodeId b) {
    if (auto numbers = must_be_numbers(*this, std::vector{a, b}); !numbers) {
        return unexpected(numbers.error());
    }
    const Unit left = node(a).type.unit;
    const Unit right = node(b).type.unit;
    if (!left.is_none() && !right.is_none()) return unexpected(cannot_multiply(left, right));
    const Unit unit = left.is_none() ? right : left;
    if (!constant_value(node(b)) && constant_value(node(a))) std::swap(a, b);
    if (const auto by = constant_value(node(b))) {
        if (*by != Ratio()) return scaled(a, *by, unit);
        if (!node(a).may_be_none) return number(0, unit);
    }
    const std::vector<NodeId> terms = a < b ? std::vector{a, b} : std::vector{b, a};
    const auto step = times(node(a).step, node(b).step);
    const bool fits = step && step->denominator() < kMaxFactor && step->numerator() < kMaxFactor;
    if (!fits || any_halved(*this, terms)) return wide(Wide::multiply, terms, unit);
    return folded(
        {.op = Op::multiply, .type = Type::number(unit), .step = *step, .operands = terms});
}

Result<NodeId> Builder::divide(NodeId a, NodeId b) {
    if (auto numbers = must_be_numbers(*this, std::vector{a, b}); !numbers) {
        return unexpected(numbers.error());
    }
    const Unit top = node(a).type.unit;
    const Unit bottom = node(b).type.unit;
    Unit unit = top;
    if (!bottom.is_none() || top.is_none()) {
        if (const auto by = factor(bottom, top)) {
            const auto same = scaled(b, *by, top);
            if (!same) return same;
            b = *same;
            unit = {};
        } else if (const auto per = Unit::parse(to_string(top) + "/" + to_string(bottom));
                   per && !top.is_none()) {
            unit = *per;
        } else {
            return unexpected(cannot_divide(top, bottom));
        }
    }
    if (const auto by = constant_value(node(b))) {
        if (*by == Ratio()) {
            return unexpected(Diagnostic{"E-formula-zero", {}, "除数是0", "this divides by zero"});
        }
        const auto inverse = over(Ratio(1), *by);
        if (!inverse) return unexpected(too_fine());
        return scaled(a, *inverse, unit);
    }
    const std::vector<NodeId> terms{a, b};
    if (any_halved(*this, terms)) return wide(Wide::divide, terms, unit);
    // a/b counted in the quotient's step is (a's count * top) / (b's count * bottom).
    const auto steps = over(node(a).step, node(b).step);
    const auto per_step = steps ? over(*steps, kQuotientStep) : std::nullopt;
    const bool too_large = !per_step || per_step->numerator() > kMaxFactor ||
                           per_step->denominator() > kMaxFactor ||
                           steps->numerator() > kMaxFactor || steps->denominator() > kMaxFactor;
    if (too_large) {
        return wide(Wide::divide, terms, unit);
    }
    const bool at_most_one = unit.is_none() && declared_at_most(a, b);
    return intern({.op = Op::quotient,
                   .type = Type::number(unit),
                   .step = kQuotientStep,
                   .halved = true,
                   .operands = terms,
                   .factors = {static_cast<std::int64_t>(per_step->numerator()),
                               static_cast<std::int64_t>(per_step->denominator()),
                               static_cast<std::int64_t>(steps->numerator()),
                               static_cast<std::int64_t>(steps->denominator())},
                   .at_most_one = at_most_one});
}

Result<NodeId> Builder::minimum(std::span<const NodeId> terms) {
    if (terms.size() == 1) return terms[0];
    return combine(Op::minimum, terms);
}

Result<NodeId> Builder::maximum(std::span<const NodeId> terms) {
    if (terms.size() == 1) return terms[0];
    return combine(Op::maximum, terms);
}

Result<NodeId> Builder::best_of(std::span<const NodeId> terms) {
    if (terms.size() == 1) return terms[0];
    return combine(Op::best, terms);
}

Result<NodeId> Builder::otherwise(NodeId value, NodeId instead) {
    if (!node(value).may_be_none) return value;
    return combine(Op::otherwise, std::vector{value, instead});
}

Result<NodeId> Builder::choose(NodeId condition, NodeId then, NodeId otherwise) {
    if (node(condition).type.kind != Kind::truth) {
        return unexpected(wrong_type(node(condition).type, Type::truth()));
    }
    if (node(condition).op == Op::constant && node(condition).bits == kYes) return then;
    if (node(condition).op == Op::constant && node(condition).bits == kNo) return otherwise;
    return combine(Op::choose, std::vector{condition, then, otherwise});
}

Result<NodeId> Builder::round(NodeId value, NodeId step, Rounding rounding) {
    const auto in_unit = expect(step, node(value).type);
    if (!in_unit) return in_unit;
    const auto size = constant_value(node(*in_unit));
    if (!size || *size <= Ratio()) {
        return unexpected(
            Diagnostic{"E-formula-step",
                       {},
                       "取整的单位要是大于0的常数",
                       "what is rounded to has to be a constant above 0"}
                .hint("例如 向下取整(金额, 1万元)", "such as round_down(amount, 1万元)"));
    }
    return folded({.op = Op::round,
                   .type = node(value).type,
                   .step = *size,
                   .operands = {value},
                   .rounding = rounding});
}

// --- comparisons --------------------------------------------------------------------------------

namespace {

// How many values a table of choices between constants and parameters has; more than `limit` when
// the node is none, or larger.
std::size_t choices(const Builder& builder, NodeId id, std::size_t limit) {
    const Node& node = builder.node(id);
    if (node.uniform) return 1;
    if (node.op != Op::choose || limit == 0) return limit + 1;
    const std::size_t then = choices(builder, node.operands[1], limit);
    if (then >= limit) return limit + 1;
    return then + choices(builder, node.operands[2], limit - then);
}

constexpr std::size_t kMaxChoices = 16;

}  // namespace

// value >= (if c then x else y) is: if c then value >= x else value >= y. With x and y the same for
// all rows, those are thresholds.
Result<NodeId> Builder::compare_choices(Op op, NodeId value, NodeId table, bool mirrored) {
    const Node of = node(table);
    if (of.uniform) return mirrored ? compare(op, table, value) : compare(op, value, table);
    const auto then = compare_choices(op, value, of.operands[1], mirrored);
    if (!then) return then;
    const auto otherwise = compare_choices(op, value, of.operands[2], mirrored);
    if (!otherwise) return otherwise;
    return choose(of.operands[0], *then, *otherwise);
}

Result<NodeId> Builder::compare(Op op, NodeId a, NodeId b) {
    const auto same = in_one_unit(*this, std::vector{a, b});
    if (!same) return unexpected(same.error());
    for (const std::size_t i : {0, 1}) {
        const NodeId table = (*same)[i];
        if (node(table).uniform || choices(*this, table, kMaxChoices) > kMaxChoices) continue;
        return compare_choices(op, (*same)[1 - i], table, i == 0);
    }
    const Kind kind = node(same->front()).type.kind;
    const bool ordered = kind == Kind::number || kind == Kind::date;
    if (!ordered && op != Op::same_as) {
        return unexpected(
            Diagnostic{"E-formula-order",
                       {},
                       fmt::format("{}不能比大小", to_chinese_string(node(same->front()).type)),
                       fmt::format("{} has no order", to_english_string(node(same->front()).type))}
                .hint("只能用 = 或 属于", "use = or in"));
    }
    Node made{.op = op, .type = Type::truth(), .operands = *same};
    if (op == Op::same_as) std::ranges::sort(made.operands);
    const NodeId left = made.operands[0];
    const NodeId right = made.operands[1];
    made.at_most_one = op == Op::more_than ? declared_at_most(left, right)
                                           : op == Op::at_least && declared_at_most(right, left);
    if (kind == Kind::number && !any_halved(*this, *same)) {
        if (const auto grid = grid_of(plan_, made.operands)) made.factors = grid->factors;
    } else if (kind != Kind::number) {
        made.factors = {1, 1};
    }
    return folded(std::move(made));
}

Result<NodeId> Builder::at_least(NodeId a, NodeId b) {
    return compare(Op::at_least, a, b);
}

Result<NodeId> Builder::more_than(NodeId a, NodeId b) {
    return compare(Op::more_than, a, b);
}

Result<NodeId> Builder::equal(NodeId a, NodeId b) {
    if (node(a).type.kind != Kind::truth || node(b).type.kind != Kind::truth) {
        return compare(Op::same_as, a, b);
    }
    // Two yes/no are equal when both hold or neither does.
    const auto not_b = negation(b);
    if (!not_b) return not_b;
    return choose(a, b, *not_b);
}

Result<NodeId> Builder::within(NodeId value, std::span<const NodeId> constants) {
    Node made{.op = Op::within, .type = Type::truth(), .operands = {value}};
    const Type type = node(value).type;
    std::vector<NodeId> equals;
    for (const NodeId constant : constants) {
        const auto same = expect(constant, type);
        if (!same) return unexpected(same.error());
        const Node& each = node(*same);
        if (type.kind != Kind::number && each.op == Op::constant && each.lo == each.hi) {
            made.table.push_back(each.lo);
            continue;
        }
        const auto equal_to = equal(value, *same);
        if (!equal_to) return equal_to;
        equals.push_back(*equal_to);
    }
    if (!made.table.empty()) {
        std::ranges::sort(made.table);
        made.table.erase(std::unique(made.table.begin(), made.table.end()), made.table.end());
        const auto in_table = folded(std::move(made));
        if (!in_table) return in_table;
        equals.push_back(*in_table);
    }
    return any(equals);
}

// --- bands --------------------------------------------------------------------------------------

Result<NodeId> Builder::bands(NodeId value, NodeId below, std::span<const Band> bands) {
    if (bands.size() > kMaxBands) {
        return unexpected(Diagnostic{"E-formula-bands",
                                     {},
                                     fmt::format("最多{}档", kMaxBands),
                                     fmt::format("at most {} bands", kMaxBands)});
    }
    std::vector<NodeId> values{below};
    for (const Band& band : bands) values.push_back(band.value);
    const auto same = in_one_unit(*this, values);
    if (!same) return unexpected(same.error());
    const auto grid = any_halved(*this, *same) ? std::nullopt : grid_of(plan_, *same);
    if (!grid || node(same->front()).type.kind != Kind::number) return unexpected(too_fine());
    Node made{.op = Op::bands, .type = node(same->front()).type, .step = grid->step};
    made.operands = {value, same->front()};
    made.factors = {1, grid->factors[0]};
    std::optional<Ratio> last;
    for (std::size_t i = 0; i < bands.size(); ++i) {
        const auto edge = expect(bands[i].edge, node(value).type);
        if (!edge) return edge;
        if (!node(*edge).uniform || !node((*same)[i + 1]).uniform || !node(below).uniform) {
            return unexpected(Diagnostic{"E-formula-bands",
                                         {},
                                         "分档的界限和取值要是常数或参数",
                                         "edges and values of bands are constants or parameters"});
        }
        const auto here = constant_value(node(*edge));
        const bool rises = !here || !last || *last < *here ||
                           (*last == *here && made.inclusive.back() != 0 && !bands[i].inclusive);
        if (!rises) {
            return unexpected(Diagnostic{
                "E-formula-bands", {}, "分档的界限要从小到大", "the edges of bands must rise"});
        }
        if (here) last = here;
        made.operands.push_back(*edge);
        made.operands.push_back((*same)[i + 1]);
        made.factors.push_back(1);
        made.factors.push_back(grid->factors[i + 1]);
        made.inclusive.push_back(bands[i].inclusive ? 1 : 0);
    }
    return folded(std::move(made));
}

}  // namespace kc::formula
