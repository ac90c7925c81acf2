// SPDX-License-Identifier: Apache-2.0
#include "formula/compile.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <utility>

#include "base/suggest.hpp"
#include "base/utf8.hpp"
#include "formula/builder_detail.hpp"
#include "formula/functions.hpp"
#include "formula/items.hpp"

namespace kc::formula {
namespace {

using base::encode_utf8;

Diagnostic with_suggestion(Diagnostic diagnostic, std::string_view wrong,
                           const std::vector<std::string>& names) {
    if (const auto near = base::nearest(wrong, names)) {
        return std::move(diagnostic)
            .hint(fmt::format("是不是“{}”？", *near), fmt::format("did you mean '{}'?", *near));
    }
    return diagnostic;
}

// "职工总数且规模" written without blanks is one unknown name; say so.
bool hides_a_word(std::string_view name) {
    for (const std::string_view word :
         {"且", "或", "非", "属于", "不超过", "不低于", "大于", "小于"}) {
        if (name.size() > word.size() && name.find(word) != std::string_view::npos) return true;
    }
    return false;
}

class Compiler {
public:
    Compiler(const Expression& expression, const Scope& scope, Builder& builder)
        : expression_(expression), scope_(scope), builder_(&builder) {}

    Result<Compiled> run(const std::optional<Type>& expected) {
        const auto root = static_cast<std::uint32_t>(expression_.nodes.size() - 1);
        Result<NodeId> node = compile(root);
        if (node && expected)
            node = at(expression_.nodes[root], builder_->expect(*node, *expected));
        if (!node) return unexpected(node.error());
        compiled_.root = *node;
        add_piece(expression_.nodes[root], *node);
        return std::move(compiled_);
    }

private:
    // A builder's error, with the place of the part it is about.
    Result<NodeId> at(const SyntaxNode& syntax, Result<NodeId> result) const {
        if (result || result.error().at.line != 0) return result;
        Diagnostic diagnostic = result.error();
        diagnostic.at = expression_.place_of(syntax.begin);
        return unexpected(std::move(diagnostic));
    }

    [[nodiscard]] std::string text_of(const SyntaxNode& syntax) const {
        return encode_utf8(expression_.text.substr(syntax.begin, syntax.end - syntax.begin));
    }

    [[nodiscard]] Diagnostic error(const SyntaxNode& syntax, const char* code, std::string zh,
                                   std::string en) const {
        return {code, expression_.place_of(syntax.begin), std::move(zh), std::move(en)};
    }

    void add_piece(const SyntaxNode& syntax, NodeId node) {
        if (items_ != nullptr) return;
        compiled_.pieces.push_back({.node = node,
                                    .at = expression_.place_of(syntax.begin),
                                    .begin = syntax.begin,
                                    .end = syntax.end,
                                    .text = text_of(syntax)});
    }

    Result<NodeId> compile(std::uint32_t index) {
        const SyntaxNode& syntax = expression_.nodes[index];
        Result<NodeId> node = at(syntax, bare(syntax));
        const bool whole = index + 1 == expression_.nodes.size();
        if (node && !whole) add_piece(syntax, *node);
        return node;
    }

    Result<NodeId> bare(const SyntaxNode& syntax) {
        switch (syntax.form) {
            case Form::number: return builder_->number(syntax.value, syntax.unit);
            case Form::date: return builder_->date(syntax.day);
            case Form::period: return builder_->period(syntax.text);
            case Form::text: return builder_->text(syntax.text);
            case Form::truth: return builder_->truth(syntax.holds);
            case Form::not_applicable: return builder_->none(Type::number());
            case Form::name: return name(syntax);
            case Form::set:
                return unexpected(error(syntax, "E-formula-set", "集合只能写在“属于”后面",
                                        "a set stands only after 'in'"));
            case Form::negate: {
                const auto inner = compile(syntax.children[0]);
                return inner ? builder_->negate(*inner) : inner;
            }
            case Form::unary_not: {
                const auto inner = compile(syntax.children[0]);
                return inner ? builder_->negation(*inner) : inner;
            }
            case Form::binary: return binary(syntax);
            case Form::conditional: return conditional(syntax);
            case Form::call: return call(syntax);
            case Form::aggregate: return aggregate(syntax);
        }
        return unexpected(error(syntax, "E-formula-syntax", "无法理解", "not understood"));
    }

    Result<NodeId> name(const SyntaxNode& syntax) {
        if (items_ != nullptr) {
            if (const auto field = item_scope_->find(syntax.text)) return *field;
        }
        const auto found = scope_.find(syntax.text);
        if (found && items_ != nullptr) return capture(*items_, *outer_, *found);
        if (found) return *found;
        if (scope_.find_list(syntax.text)) {
            return unexpected(error(syntax, "E-formula-list",
                                    fmt::format("“{}”是列表，不是一个值", syntax.text),
                                    fmt::format("'{}' is a list, not a value", syntax.text))
                                  .hint("用 计数(…)、合计(…, …)、存在(…)",
                                        "use count(…), sum(…, …) or exists(…)"));
        }
        Diagnostic diagnostic =
            error(syntax, "E-formula-unknown", fmt::format("没有名为“{}”的数据", syntax.text),
                  fmt::format("there is nothing called '{}'", syntax.text));
        std::vector<std::string> names = scope_.names();
        if (items_ != nullptr) {
            const auto own = item_scope_->names();
            names.insert(names.end(), own.begin(), own.end());
        }
        diagnostic = with_suggestion(std::move(diagnostic), syntax.text, names);
        if (diagnostic.hint_zh.empty() && hides_a_word(syntax.text)) {
            return unexpected(std::move(diagnostic)
                                  .hint("且、或、属于等词前后要有空格",
                                        "put blanks around words such as 且, 或 and 属于"));
        }
        return unexpected(std::move(diagnostic));
    }

    Result<NodeId> binary(const SyntaxNode& syntax) {
        if (syntax.op == Operator::in || syntax.op == Operator::not_in) return within(syntax);
        const Result<NodeId> left = compile(syntax.children[0]);
        if (!left) return left;
        Result<NodeId> right = compile(syntax.children[1]);
        if (!right) return right;
        if (is_text_constant(*right)) right = code_of(*left, *right, syntax.children[1]);
        if (!right) return right;
        return operate(syntax.op, *left, *right);
    }

    Result<NodeId> operate(Operator op, NodeId left, NodeId right) {
        switch (op) {
            case Operator::logical_or: return builder_->any(std::vector{left, right});
            case Operator::logical_and: return builder_->all(std::vector{left, right});
            case Operator::less: return builder_->more_than(right, left);
            case Operator::less_equal: return builder_->at_least(right, left);
            case Operator::greater: return builder_->more_than(left, right);
            case Operator::greater_equal: return builder_->at_least(left, right);
            case Operator::equal: return builder_->equal(left, right);
            case Operator::not_equal: {
                const auto equal = builder_->equal(left, right);
                return equal ? builder_->negation(*equal) : equal;
            }
            case Operator::otherwise: return builder_->otherwise(left, right);
            case Operator::add: return builder_->add(left, right);
            case Operator::subtract: return builder_->subtract(left, right);
            case Operator::multiply: return builder_->multiply(left, right);
            case Operator::divide: return builder_->divide(left, right);
            default: return left;
        }
    }

    [[nodiscard]] bool is_text_constant(NodeId id) const {
        const Node& node = builder_->node(id);
        return node.op == Op::constant && node.type.kind == Kind::text;
    }

    // A text beside a field with a closed list of codes has to be one of them.
    Result<NodeId> code_of(NodeId field, NodeId text, std::uint32_t child) {
        const Node& node = builder_->node(field);
        if (node.op != Op::input || node.type.kind != Kind::text) return text;
        const auto& codes = builder_->so_far().inputs()[node.slot].codes;
        const std::string word(builder_->texts().text(builder_->node(text).lo));
        if (codes.empty() || std::ranges::find(codes, word) != codes.end()) return text;
        const std::string& name = builder_->so_far().inputs()[node.slot].name;
        return unexpected(
            with_suggestion(error(expression_.nodes[child], "E-formula-code",
                                  fmt::format("“{}”没有“{}”这个取值", name, base::shortened(word)),
                                  fmt::format("'{}' is never '{}'", name, base::shortened(word))),
                            word, codes));
    }

    Result<NodeId> within(const SyntaxNode& syntax) {
        const Result<NodeId> value = compile(syntax.children[0]);
        if (!value) return value;
        const SyntaxNode& right = expression_.nodes[syntax.children[1]];
        Result<NodeId> result =
            right.form == Form::set ? in_set(*value, right) : in_period(*value, syntax.children[1]);
        if (!result || syntax.op == Operator::in) return result;
        return builder_->negation(*result);
    }

    Result<NodeId> in_set(NodeId value, const SyntaxNode& set) {
        std::vector<NodeId> constants;
        for (const std::uint32_t child : set.children) {
            Result<NodeId> constant = compile(child);
            if (!constant) return constant;
            if (is_text_constant(*constant)) constant = code_of(value, *constant, child);
            if (!constant) return constant;
            constants.push_back(*constant);
        }
        return at(set, builder_->within(value, constants));
    }

    // A day lies in a period.
    Result<NodeId> in_period(NodeId value, std::uint32_t child) {
        const Result<NodeId> period = compile(child);
        if (!period) return period;
        const Kind kind = builder_->node(*period).type.kind;
        if (kind != Kind::period || builder_->node(value).type.kind != Kind::date) {
            return unexpected(
                error(expression_.nodes[child], "E-formula-in",
                      "“属于”后面要写集合，或日期属于时期",
                      "'in' is followed by a set; a day may also be in a period")
                    .hint("例如 类别 属于 {\"I\", \"II\"}", "such as class in {\"I\", \"II\"}"));
        }
        const auto first = builder_->period_day(*period, PeriodDay::first);
        const auto last = builder_->period_day(*period, PeriodDay::last);
        if (!first || !last) return first ? last : first;
        const auto from = builder_->at_least(value, *first);
        const auto until = builder_->at_least(*last, value);
        if (!from || !until) return from ? until : from;
        return builder_->all(std::vector{*from, *until});
    }

    Result<NodeId> conditional(const SyntaxNode& syntax) {
        std::vector<NodeId> parts;
        for (const std::uint32_t child : syntax.children) {
            const Result<NodeId> part = compile(child);
            if (!part) return part;
            parts.push_back(*part);
        }
        return builder_->choose(parts[0], parts[1], parts[2]);
    }

    Result<NodeId> call(const SyntaxNode& syntax) {
        const FunctionName* function = find_function(syntax.text);
        if (function == nullptr) {
            return unexpected(with_suggestion(
                error(syntax, "E-formula-function", fmt::format("没有函数“{}”", syntax.text),
                      fmt::format("there is no function '{}'", syntax.text)),
                syntax.text, function_names()));
        }
        const std::size_t count = syntax.children.size();
        if (function->arguments_max == 0) {
            return unexpected(
                error(syntax, "E-formula-list", fmt::format("{}(…)里先写列表的名称", function->zh),
                      fmt::format("{}(…) begins with the name of a list", function->en)));
        }
        if (count < function->arguments_min || count > function->arguments_max) {
            return unexpected(error(
                syntax, "E-formula-arguments",
                fmt::format("{}需要{}项，给了{}项", function->zh, function->arguments_min, count),
                fmt::format("{} takes {} arguments, not {}", function->en, function->arguments_min,
                            count)));
        }
        std::vector<NodeId> arguments;
        for (const std::uint32_t child : syntax.children) {
            const Result<NodeId> argument = compile(child);
            if (!argument) return argument;
            arguments.push_back(*argument);
        }
        return apply(function->function, arguments);
    }

    Result<NodeId> apply(Function function, const std::vector<NodeId>& a) {
        switch (function) {
            case Function::sum: return builder_->sum(a);
            case Function::minimum: return builder_->minimum(a);
            case Function::maximum: return builder_->maximum(a);
            case Function::best_of: return builder_->best_of(a);
            case Function::applicable: return builder_->applicable(a[0]);
            case Function::round_down: return builder_->round(a[0], a[1], Rounding::down);
            case Function::round_up: return builder_->round(a[0], a[1], Rounding::up);
            case Function::round_half_up: return builder_->round(a[0], a[1], Rounding::half_up);
            case Function::add_months_down: return builder_->add_months(a[0], a[1], Rounding::down);
            case Function::add_months_up: return builder_->add_months(a[0], a[1], Rounding::up);
            case Function::whole_months: return builder_->whole_months(a[0], a[1]);
            case Function::whole_years: return whole_years(a[0], a[1]);
            case Function::year: return builder_->date_part(a[0], DatePart::year);
            case Function::month: return builder_->date_part(a[0], DatePart::month);
            case Function::day: return builder_->date_part(a[0], DatePart::day);
            case Function::first_day: return builder_->period_day(a[0], PeriodDay::first);
            case Function::last_day: return builder_->period_day(a[0], PeriodDay::last);
            case Function::points: return points(a[0]);
            case Function::count:
            case Function::exists: break;
        }
        return a[0];
    }

    Result<NodeId> whole_years(NodeId from, NodeId to) {
        const auto months = builder_->whole_months(from, to);
        const auto year = builder_->number(1, unit_named("年"));
        if (!months || !year) return months ? year : months;
        const auto years = builder_->round(*months, *year, Rounding::down);
        return years ? builder_->expect(*years, Type::number(unit_named("年"))) : years;
    }

    // The difference of two shares, in percentage points: 5% - 3% is 2个百分点.
    Result<NodeId> points(NodeId share) {
        const auto plain = builder_->expect(share, Type::number());
        if (!plain) return plain;
        const auto each = builder_->number(100, unit_named("个百分点"));
        return each ? builder_->multiply(*plain, *each) : each;
    }

    Result<NodeId> aggregate(const SyntaxNode& syntax) {
        const FunctionName* function = find_function(syntax.text);
        const auto list = scope_.find_list(syntax.list);
        if (!list || items_ != nullptr) return not_a_list(syntax, *function, list.has_value());
        const bool wants_value = takes_value(syntax.text);
        if (wants_value != syntax.has_value) {
            return unexpected(error(
                syntax, "E-formula-arguments",
                fmt::format("{}(列表, 值 其中 条件)要写明对什么{}", function->zh, function->zh),
                fmt::format("{}(list, value where condition) has to say of what", function->en)));
        }
        Builder::Items items(builder_->texts());
        Scope fields;
        const ListField& field = builder_->so_far().lists()[*list];
        for (const InputField& each : field.fields) {
            const auto node = items.builder.input(each);
            if (!node) return node;
            fields.add(each.name, *node);
        }
        Builder& outer = *builder_;
        outer_ = &outer;
        items_ = &items;
        item_scope_ = &fields;
        builder_ = &items.builder;
        Result<NodeId> value = NodeId{};
        Result<NodeId> filter = NodeId{};
        if (syntax.has_value) value = compile(syntax.children[0]);
        if (value && syntax.has_filter) filter = compile(syntax.children.back());
        if (value && filter && syntax.has_filter) {
            filter = at(expression_.nodes[syntax.children.back()],
                        items.builder.expect(*filter, Type::truth()));
        }
        builder_ = &outer;
        items_ = nullptr;
        if (!value) return value;
        if (!filter) return filter;
        return builder_->aggregate(fold_of(function->function), *list, items, *value, *filter);
    }

    static Fold fold_of(Function function) {
        switch (function) {
            case Function::sum: return Fold::sum;
            case Function::minimum: return Fold::minimum;
            case Function::maximum: return Fold::maximum;
            case Function::exists: return Fold::exists;
            default: return Fold::count;
        }
    }

    // min(a) and max(a, b) look like aggregates while a is not known to be a value.
    Result<NodeId> not_a_list(const SyntaxNode& syntax, const FunctionName& function, bool nested) {
        if (nested) {
            return unexpected(error(syntax, "E-formula-list", "列表的条件里不能再用列表",
                                    "a list's condition cannot go over another list"));
        }
        if (function.arguments_max == 0 || syntax.has_filter) {
            std::vector<std::string> names = scope_.names();
            return unexpected(with_suggestion(
                error(syntax, "E-formula-unknown", fmt::format("没有名为“{}”的列表", syntax.list),
                      fmt::format("there is no list called '{}'", syntax.list)),
                syntax.list, names));
        }
        SyntaxNode first{
            .form = Form::name, .text = syntax.list, .begin = syntax.begin, .end = syntax.begin};
        std::vector<NodeId> arguments;
        const Result<NodeId> named = at(first, name(first));
        if (!named) return named;
        arguments.push_back(*named);
        for (const std::uint32_t child : syntax.children) {
            const Result<NodeId> argument = compile(child);
            if (!argument) return argument;
            arguments.push_back(*argument);
        }
        return apply(function.function, arguments);
    }

    const Expression& expression_;
    const Scope& scope_;
    Builder* builder_;
    // While the inside of an aggregate is compiled.
    const Builder* outer_ = nullptr;
    Builder::Items* items_ = nullptr;
    const Scope* item_scope_ = nullptr;
    Compiled compiled_;
};

}  // namespace

std::optional<NodeId> Scope::find(std::string_view name) const {
    const auto found = nodes_.find(name);
    if (found != nodes_.end()) return found->second;
    return outer_ != nullptr ? outer_->find(name) : std::nullopt;
}

std::optional<std::uint32_t> Scope::find_list(std::string_view name) const {
    const auto found = lists_.find(name);
    if (found != lists_.end()) return found->second;
    return outer_ != nullptr ? outer_->find_list(name) : std::nullopt;
}

std::vector<std::string> Scope::names() const {
    std::vector<std::string> all = outer_ != nullptr ? outer_->names() : std::vector<std::string>{};
    for (const auto& [name, node] : nodes_) all.push_back(name);
    for (const auto& [name, list] : lists_) all.push_back(name);
    return all;
}

Result<Compiled> compile(const Expression& expression, const Scope& scope, Builder& builder,
                         const std::optional<Type>& expected) {
    return Compiler(expression, scope, builder).run(expected);
}

Result<Compiled> compile(std::string_view text, const Place& start, const Scope& scope,
                         Builder& builder, const std::optional<Type>& expected) {
    const auto expression = parse(text, start);
    if (!expression) return unexpected(expression.error());
    return compile(*expression, scope, builder, expected);
}

}  // namespace kc::formula
