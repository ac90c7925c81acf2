// SPDX-License-Identifier: Apache-2.0
#include "record/filter.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <iterator>
#include <utility>
#include <vector>

#include "base/quantity.hpp"
#include "base/suggest.hpp"
#include "formula/syntax.hpp"
#include "record/messages.hpp"
#include "record/standing.hpp"
#include "record/value.hpp"

namespace kc::record {
namespace {

using formula::Expression;
using formula::Form;
using formula::Operator;
using formula::SyntaxNode;
using pack::RegistryField;
using pack::ValueType;

constexpr int kMaxFinerPlaces = 6;  // places a literal may have beyond the field's
constexpr std::array<std::string_view, 3> kFirst = {"period_first", "期初", "period.first"};
constexpr std::array<std::string_view, 3> kLast = {"period_last", "期末", "period.last"};
constexpr std::array<std::string_view, 3> kYear = {"period_year", "年份", "period.year"};

template <std::size_t N>
bool is_one_of(const std::array<std::string_view, N>& words, std::string_view word) {
    return std::find(words.begin(), words.end(), word) != words.end();
}

// A column, perhaps of another table, with the field that tells what it means.
struct Operand {
    std::string sql = {};
    std::vector<store::OwnedValue> values = {};
    const RegistryField* field = nullptr;
};

store::Condition conjoin(std::string sql, std::vector<store::OwnedValue> values) {
    return {std::move(sql), std::move(values)};
}

std::string_view sql_of(Operator op) {
    switch (op) {
        case Operator::less: return "<";
        case Operator::less_equal: return "<=";
        case Operator::greater: return ">";
        case Operator::greater_equal: return ">=";
        case Operator::equal: return "=";
        case Operator::not_equal: return "<>";
        default: return {};
    }
}

Operator turned(Operator op) {
    switch (op) {
        case Operator::less: return Operator::greater;
        case Operator::less_equal: return Operator::greater_equal;
        case Operator::greater: return Operator::less;
        case Operator::greater_equal: return Operator::less_equal;
        default: return op;
    }
}

std::int64_t power_of_ten(int places) {
    std::int64_t power = 1;
    for (; places > 0; --places) power *= 10;
    return power;
}

class FilterCompiler {
public:
    FilterCompiler(const Expression& formula, const FilterRows& rows)
        : formula_(formula), rows_(rows) {}

    Result<store::Condition> compile() { return condition(formula_.root()); }

private:
    const SyntaxNode& child(const SyntaxNode& node, std::size_t i) const {
        return formula_.nodes[node.children[i]];
    }

    tl::unexpected<Diagnostic> error(const SyntaxNode& node, Diagnostic what) const {
        what.at = formula_.place_of(node.begin);
        return unexpected(std::move(what));
    }
    tl::unexpected<Diagnostic> unsupported(const SyntaxNode& node) const {
        return error(node, not_so("E-filter", "筛选公式不支持这种写法",
                                  "a filter cannot be written like this",
                                  "只用字段的比较、属于、适用，和 且、或、非",
                                  "use comparisons of fields, in, applicable, and, or, not only"));
    }

    // --- yes or no -------------------------------------------------------------------------------

    Result<store::Condition> condition(const SyntaxNode& node) {
        switch (node.form) {
            case Form::truth: return node.holds ? store::always() : store::never();
            case Form::name: return is_true(node);
            case Form::unary_not: {
                auto inner = condition(child(node, 0));
                if (!inner) return inner;
                return store::negation(std::move(*inner));
            }
            case Form::call: return applicable(node);
            case Form::binary: return binary(node);
            default: return unsupported(node);
        }
    }

    Result<store::Condition> is_true(const SyntaxNode& node) {
        auto operand = field(node);
        if (!operand) return unexpected(std::move(operand.error()));
        if (operand->field->type != ValueType::yes_no) return unsupported(node);
        return conjoin("(" + operand->sql + " = 1)", std::move(operand->values));
    }

    Result<store::Condition> applicable(const SyntaxNode& node) {
        const bool is_asked = node.text == "applicable" || node.text == "适用";
        if (!is_asked || node.children.size() != 1 || child(node, 0).form != Form::name) {
            return unsupported(node);
        }
        auto operand = field(child(node, 0));
        if (!operand) return unexpected(std::move(operand.error()));
        return conjoin("(" + operand->sql + " IS NOT NULL)", std::move(operand->values));
    }

    Result<store::Condition> binary(const SyntaxNode& node) {
        if (node.op == Operator::logical_and || node.op == Operator::logical_or) {
            auto left = condition(child(node, 0));
            if (!left) return left;
            auto right = condition(child(node, 1));
            if (!right) return right;
            return node.op == Operator::logical_and
                       ? store::both(std::move(*left), std::move(*right))
                       : store::either(std::move(*left), std::move(*right));
        }
        if (node.op == Operator::in || node.op == Operator::not_in) return within(node);
        if (sql_of(node.op).empty()) return unsupported(node);
        const SyntaxNode& left = child(node, 0);
        const SyntaxNode& right = child(node, 1);
        if (is_field(left) && is_field(right)) return two_fields(node, left, right);
        if (is_field(left)) return comparison(left, node.op, right);
        if (is_field(right)) return comparison(right, turned(node.op), left);
        return unsupported(node);
    }

    Result<store::Condition> two_fields(const SyntaxNode& node, const SyntaxNode& left,
                                        const SyntaxNode& right) {
        auto a = field(left);
        if (!a) return unexpected(std::move(a.error()));
        auto b = field(right);
        if (!b) return unexpected(std::move(b.error()));
        const bool is_alike =
            a->field->type == b->field->type && a->field->places == b->field->places &&
            (a->field->type == ValueType::money || a->field->unit == b->field->unit) &&
            a->field->of == b->field->of;
        if (!is_alike) {
            return error(node, not_so("E-filter-type", "两个字段的类型或单位不同",
                                      "the two fields differ in type or unit", "换成同类的字段",
                                      "compare fields of one kind"));
        }
        a->values.insert(a->values.end(), b->values.begin(), b->values.end());
        return conjoin(fmt::format("({} {} {})", a->sql, sql_of(node.op), b->sql),
                       std::move(a->values));
    }

    Result<store::Condition> comparison(const SyntaxNode& name, Operator op,
                                        const SyntaxNode& literal) {
        auto operand = field(name);
        if (!operand) return unexpected(std::move(operand.error()));
        const bool is_number = operand->field->type == ValueType::number ||
                               operand->field->type == ValueType::money ||
                               operand->field->type == ValueType::year;
        if (is_number && literal.form != Form::name) return number(*operand, op, literal);
        auto cells = cells_of(*operand->field, literal);
        if (!cells) return unexpected(std::move(cells.error()));
        const bool is_ordered = operand->field->type == ValueType::date || is_number;
        if (op == Operator::equal || op == Operator::not_equal) {
            return one_of(std::move(*operand), std::move(*cells), op == Operator::equal);
        }
        if (!is_ordered) {
            return error(literal,
                         not_so("E-filter-order", "文字和选项没有大小",
                                "texts and choices have no order", "用 = 或 属于", "use = or in"));
        }
        operand->values.push_back(cells->front());
        return conjoin(fmt::format("({} {} ?)", operand->sql, sql_of(op)),
                       std::move(operand->values));
    }

    // Exact also where the literal is finer than the field: staff < 2.5 is staff * 10 < 25.
    Result<store::Condition> number(Operand operand, Operator op, const SyntaxNode& literal) {
        const bool is_negative = literal.form == Form::negate;
        const SyntaxNode& plain = is_negative ? child(literal, 0) : literal;
        if (plain.form != Form::number) return unsupported(literal);
        const bool is_money = operand.field->type == ValueType::money;
        const base::Unit unit = is_money ? base::Unit::parse("元").value() : operand.field->unit;
        if (is_money && plain.unit.is_none() && !plain.value.is_zero()) {
            return error(plain,
                         not_so("E-unit-mismatch", "金额没有写单位", "the amount has no unit",
                                "写成 5万元 或 5元", "write 5万元 or 5元"));
        }
        auto value = base::convert({plain.value, plain.unit.is_none() ? unit : plain.unit}, unit);
        if (!value) return error(plain, std::move(value.error()));
        const int places = is_money ? 2 : operand.field->places;
        const int finer = std::max(0, value->value.scale() - places);
        if (finer > kMaxFinerPlaces) return unsupported(literal);
        const auto counts =
            base::multiply(value->value, *base::Decimal::of(power_of_ten(places + finer)));
        const auto whole = counts ? counts->to_whole() : std::nullopt;
        if (!whole) return unsupported(literal);
        operand.values.emplace_back(is_negative ? -*whole : *whole);
        const std::string factor = finer > 0 ? fmt::format(" * {}", power_of_ten(finer)) : "";
        return conjoin(fmt::format("({}{} {} ?)", operand.sql, factor, sql_of(op)),
                       std::move(operand.values));
    }

    Result<store::Condition> within(const SyntaxNode& node) {
        const SyntaxNode& right = child(node, 1);
        if (!is_field(child(node, 0))) return unsupported(node);
        auto operand = field(child(node, 0));
        if (!operand) return unexpected(std::move(operand.error()));
        const bool wanted = node.op == Operator::in;
        if (right.form == Form::period) return in_period(std::move(*operand), right, wanted);
        if (right.form != Form::set) return unsupported(right);
        std::vector<Cell> all;
        for (std::size_t i = 0; i < right.children.size(); ++i) {
            auto cells = cells_of(*operand->field, child(right, i));
            if (!cells) return unexpected(std::move(cells.error()));
            std::move(cells->begin(), cells->end(), std::back_inserter(all));
        }
        return one_of(std::move(*operand), std::move(all), wanted);
    }

    Result<store::Condition> in_period(Operand operand, const SyntaxNode& node, bool wanted) {
        if (operand.field->type != ValueType::date) return unsupported(node);
        auto period = base::Period::parse(node.text);
        if (!period) return error(node, std::move(period.error()));
        std::vector<store::OwnedValue> values = operand.values;
        values.emplace_back(std::int64_t{period->first_day().days_since_1970()});
        values.insert(values.end(), operand.values.begin(), operand.values.end());
        values.emplace_back(std::int64_t{period->last_day().days_since_1970()});
        auto inside =
            conjoin(fmt::format("({0} >= ? AND {0} <= ?)", operand.sql), std::move(values));
        return wanted ? inside : store::negation(std::move(inside));
    }

    static store::Condition one_of(Operand operand, std::vector<Cell> cells, bool wanted) {
        std::string places;
        for (std::size_t i = 0; i < cells.size(); ++i) places += i == 0 ? "?" : ", ?";
        std::move(cells.begin(), cells.end(), std::back_inserter(operand.values));
        return conjoin(fmt::format("({} {} ({}))", operand.sql, wanted ? "IN" : "NOT IN", places),
                       std::move(operand.values));
    }

    // --- values ----------------------------------------------------------------------------------

    // A literal as the field's column holds it; a region is itself and everything below.
    Result<std::vector<Cell>> cells_of(const RegistryField& field, const SyntaxNode& literal) {
        std::string text;
        switch (literal.form) {
            case Form::text: text = literal.text; break;
            case Form::date: text = base::to_string(literal.day); break;
            case Form::truth: text = literal.holds ? "yes" : "no"; break;
            case Form::number:
                text = base::to_string(base::Quantity{literal.value, literal.unit});
                break;
            case Form::name: {
                const auto moment = moment_of(field, literal);
                if (moment) return std::vector<Cell>{*moment};
                return error(literal, unknown_name(literal));
            }
            default: return unsupported(literal);
        }
        auto cell = read_cell(field, text, rows_.registries.regions(), rows_.last);
        if (!cell) return error(literal, std::move(cell.error()));
        if (field.type != ValueType::region || is_empty(*cell)) return std::vector<Cell>{*cell};
        std::vector<Cell> codes;
        for (std::string& code :
             rows_.registries.regions().with_all_below(std::get<std::string>(*cell))) {
            codes.emplace_back(std::move(code));
        }
        return codes;
    }

    std::optional<Cell> moment_of(const RegistryField& field, const SyntaxNode& node) const {
        if (field.type == ValueType::date) {
            if (is_one_of(kFirst, node.text)) return Cell(days(rows_.first));
            if (is_one_of(kLast, node.text)) return Cell(days(rows_.last));
        }
        if (field.type == ValueType::year && is_one_of(kYear, node.text)) {
            return Cell(std::int64_t{rows_.last.year()});
        }
        return std::nullopt;
    }

    static std::int64_t days(base::Date day) { return day.days_since_1970(); }

    // --- fields ----------------------------------------------------------------------------------

    static const RegistryField* named(const std::vector<RegistryField>& fields,
                                      std::string_view name) {
        for (const RegistryField& field : fields) {
            if (field.code == name || field.name.zh == name) return &field;
        }
        return nullptr;
    }

    static bool is_moment(std::string_view name) {
        return is_one_of(kFirst, name) || is_one_of(kLast, name) || is_one_of(kYear, name);
    }

    bool is_field(const SyntaxNode& node) const {
        return node.form == Form::name && !is_moment(node.text);
    }

    std::string alias() const { return rows_.alias.empty() ? rows_.registry.table() : rows_.alias; }

    Result<Operand> field(const SyntaxNode& node) {
        const pack::Registry& definition = rows_.registry.definition();
        if (const RegistryField* own = named(definition.fields, node.text)) {
            return Operand{alias() + "." + Registry::column(own->code), {}, own};
        }
        const std::size_t dot = node.text.find('.');
        if (dot != std::string::npos) {
            const std::string_view first = std::string_view(node.text).substr(0, dot);
            const std::string_view rest = std::string_view(node.text).substr(dot + 1);
            if (first == "yearly" || first == "逐年") {
                if (const RegistryField* figure = named(definition.yearly, rest)) {
                    return yearly(*figure);
                }
            } else if (const RegistryField* reference = named(definition.fields, first)) {
                const Registry* other = reference->type == ValueType::reference
                                            ? rows_.registries.find(reference->of)
                                            : nullptr;
                const RegistryField* theirs =
                    other == nullptr ? nullptr : named(other->definition().fields, rest);
                if (theirs != nullptr) return referred(*reference, *other, *theirs);
            }
        }
        return error(node, unknown_name(node));
    }

    // The newest version of the figure for the period's year that was known.
    Operand yearly(const RegistryField& figure) const {
        const std::string& table = rows_.registry.yearly_table();
        Operand operand;
        operand.field = &figure;
        operand.values = {std::int64_t{rows_.last.year()}};
        std::string version = "y.is_current = 1";
        if (rows_.known_at_us) {
            version = fmt::format(
                "y.version = (SELECT max(z.version) FROM {} AS z WHERE z.id = "
                "y.id AND z.year = y.year AND z.known_at_us <= ?)",
                table);
            operand.values.emplace_back(*rows_.known_at_us);
        }
        operand.sql =
            fmt::format("(SELECT y.{} FROM {} AS y WHERE y.id = {}.id AND y.year = ? AND {})",
                        Registry::column(figure.code), table, alias(), version);
        return operand;
    }

    // Of the record referred to, as it was on the period's last day and as known.
    Operand referred(const RegistryField& reference, const Registry& other,
                     const RegistryField& theirs) const {
        const std::int64_t day = days(rows_.last);
        const std::int64_t known = rows_.known_at_us.value_or(INT64_MAX);
        store::Condition version{
            fmt::format("(SELECT max(p.version) FROM {0} AS p WHERE p.id = o.id AND p.known_at_us "
                        "<= ? AND (p.since IS NULL OR p.since <= ?) AND (p.until IS NULL OR "
                        "p.until >= ?))",
                        other.history_table()),
            {known, day, day}};
        if (rows_.stands)
            version = Standing(other, *rows_.stands, "?", {day}, known).version_of("o.id");
        return {fmt::format("(SELECT o.{0} FROM {1} AS o WHERE o.id = {2}.{3} AND o.version = {4})",
                            Registry::column(theirs.code), other.history_table(), alias(),
                            Registry::column(reference.code), version.sql),
                version.values, &theirs};
    }

    Diagnostic unknown_name(const SyntaxNode& node) const {
        std::vector<std::string> names;
        for (const RegistryField& field : rows_.registry.definition().fields) {
            names.push_back(field.code);
            names.push_back(field.name.zh);
        }
        for (const RegistryField& field : rows_.registry.definition().yearly) {
            names.push_back("yearly." + field.code);
        }
        const auto near = base::nearest(node.text, names);
        return not_so(
            "E-filter-name",
            fmt::format("{}没有字段 {}", rows_.registry.definition().name.zh, node.text),
            fmt::format("{} has no field '{}'", rows_.registry.code(), node.text),
            near ? fmt::format("是不是 {}？", *near) : "写字段的代码或名称",
            near ? fmt::format("did you mean {}?", *near) : "write a field's code or name");
    }

    const Expression& formula_;
    const FilterRows& rows_;
};

}  // namespace

Result<store::Condition> compile_filter(std::string_view text, const Place& start,
                                        const FilterRows& rows) {
    if (text.empty()) return store::always();
    auto formula = formula::parse(text, start);
    if (!formula) return unexpected(std::move(formula.error()));
    return FilterCompiler(*formula, rows).compile();
}

}  // namespace kc::record
