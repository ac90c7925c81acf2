// SPDX-License-Identifier: Apache-2.0
// Pratt parser: one function reads an operand, one the operators that bind at least so tightly.
#include <fmt/format.h>

#include <algorithm>
#include <utility>

#include "base/utf8.hpp"
#include "formula/functions.hpp"
#include "formula/limits.hpp"
#include "formula/precedence.hpp"
#include "formula/syntax.hpp"
#include "formula/token.hpp"

namespace kc::formula {
namespace {

using Index = std::uint32_t;

class Parser {
public:
    Parser(Expression& expression, std::vector<Token> tokens)
        : expression_(expression), tokens_(std::move(tokens)) {}

    Result<void> run() {
        if (peek().kind == TokenKind::end) {
            return unexpected(
                error("E-formula-empty", peek(), "公式是空的", "the formula is empty"));
        }
        const Result<Index> root = expression(0);
        if (!root) return unexpected(root.error());
        if (peek().kind == TokenKind::end) return {};
        if (peek().kind == TokenKind::close || peek().kind == TokenKind::close_set) {
            return unexpected(
                error("E-formula-syntax", peek(), "多了一个右括号", "this bracket closes nothing"));
        }
        return unexpected(
            error("E-formula-syntax", peek(), fmt::format("“{}”前面缺少运算符", shown(peek())),
                  fmt::format("an operator is missing before '{}'", shown(peek())))
                .hint("用 且、或、+、<= 等把两部分连起来",
                      "join the two parts with an operator such as and, or, + or <="));
    }

private:
    [[nodiscard]] const Token& peek(std::size_t ahead = 0) const {
        return tokens_[std::min(at_ + ahead, tokens_.size() - 1)];
    }
    const Token& take() {
        const Token& token = peek();
        if (at_ + 1 < tokens_.size()) ++at_;
        return token;
    }
    [[nodiscard]] bool is_keyword(Keyword keyword) const {
        return peek().kind == TokenKind::keyword && peek().keyword == keyword;
    }

    [[nodiscard]] std::string shown(const Token& token) const {
        if (token.kind == TokenKind::end) return {};
        return base::shortened(
            base::encode_utf8(expression_.text.substr(token.begin, token.end - token.begin)));
    }

    [[nodiscard]] Diagnostic error(const char* code, const Token& at, std::string zh,
                                   std::string en) const {
        return {code, expression_.place_of(at.begin), std::move(zh), std::move(en)};
    }

    [[nodiscard]] Diagnostic too_deep() const {
        return error("E-formula-depth", peek(), fmt::format("公式嵌套超过{}层", kMaxDepth),
                     fmt::format("the formula is nested more than {} deep", kMaxDepth))
            .hint("拆成几条有名称的条件", "split it into conditions with names");
    }

    [[nodiscard]] Diagnostic missing(std::string_view zh, std::string_view en) const {
        if (peek().kind == TokenKind::end) {
            return error("E-formula-syntax", peek(), fmt::format("公式到此结束，这里应有{}", zh),
                         fmt::format("the formula ends here; {} is missing", en));
        }
        return error("E-formula-syntax", peek(),
                     fmt::format("这里应有{}，不是“{}”", zh, shown(peek())),
                     fmt::format("{} is needed here, not '{}'", en, shown(peek())));
    }

    Result<Index> add(SyntaxNode node) {
        for (const Index child : node.children) {
            node.depth = std::max(node.depth, expression_.nodes[child].depth + 1);
        }
        if (node.depth > kMaxDepth) return unexpected(too_deep());
        node.end = at_ == 0 ? node.begin : tokens_[at_ - 1].end;
        expression_.nodes.push_back(std::move(node));
        return static_cast<Index>(expression_.nodes.size() - 1);
    }

    Result<Index> expression(int tightness) {
        if (++depth_ > kMaxDepth) return unexpected(too_deep());
        Result<Index> left = operand();
        while (left) {
            const auto op = peek_operator();
            if (!op || binding(*op) < tightness) break;
            left = binary(*left, *op);
        }
        --depth_;
        return left;
    }

    // `not in` is one operator of two words.
    [[nodiscard]] std::optional<Operator> peek_operator() const {
        if (peek().kind == TokenKind::operation) return peek().op;
        const bool negated = is_keyword(Keyword::logical_not) &&
                             peek(1).kind == TokenKind::operation && peek(1).op == Operator::in;
        return negated ? std::optional(Operator::not_in) : std::nullopt;
    }

    Result<Index> binary(Index left, Operator op) {
        const Token& sign = peek();
        if (is_comparison(op) && is_comparison(expression_.nodes[left].op) && !in_brackets(left)) {
            return unexpected(
                error("E-formula-chain", sign, "比较不能连写", "comparisons cannot be chained")
                    .hint("写成 a <= b 且 b <= c", "write a <= b and b <= c"));
        }
        take();
        if (op == Operator::not_in && sign.kind == TokenKind::keyword) take();
        const Result<Index> right = expression(binding(op) + 1);
        if (!right) return right;
        return add({.form = Form::binary,
                    .op = op,
                    .children = {left, *right},
                    .begin = expression_.nodes[left].begin});
    }

    [[nodiscard]] bool in_brackets(Index node) const {
        return std::ranges::find(bracketed_, node) != bracketed_.end();
    }

    Result<Index> operand() {
        const Token& token = peek();
        switch (token.kind) {
            case TokenKind::number:
                take();
                return add({.form = Form::number,
                            .value = token.value,
                            .unit = token.unit,
                            .begin = token.begin});
            case TokenKind::date:
                take();
                return add({.form = Form::date, .day = token.day, .begin = token.begin});
            case TokenKind::period: take(); return add(with_text(Form::period, token));
            case TokenKind::text: take(); return add(with_text(Form::text, token));
            case TokenKind::name: return name();
            case TokenKind::open: return parenthesis();
            case TokenKind::open_set: return set();
            case TokenKind::keyword: return word();
            case TokenKind::operation:
                if (token.op == Operator::subtract) return prefix(Form::negate, kNegateBinding);
                break;
            default: break;
        }
        return unexpected(missing("数、名称或括号", "a number, a name or a bracket"));
    }

    static SyntaxNode with_text(Form form, const Token& token) {
        return {.form = form, .text = base::encode_utf8(token.text), .begin = token.begin};
    }

    Result<Index> prefix(Form form, int tightness) {
        const Token& token = take();
        const Result<Index> inner = expression(tightness);
        if (!inner) return inner;
        return add({.form = form, .children = {*inner}, .begin = token.begin});
    }

    Result<Index> word() {
        const Token& token = peek();
        switch (token.keyword) {
            case Keyword::logical_not: return prefix(Form::unary_not, kNotBinding);
            case Keyword::if_: return conditional();
            case Keyword::yes:
            case Keyword::no:
                take();
                return add({.form = Form::truth,
                            .holds = token.keyword == Keyword::yes,
                            .begin = token.begin});
            case Keyword::not_applicable:
                take();
                return add({.form = Form::not_applicable, .begin = token.begin});
            default: return unexpected(missing("数、名称或括号", "a number, a name or a bracket"));
        }
    }

    Result<Index> conditional() {
        const Token& token = take();
        const Result<Index> condition = expression(0);
        if (!condition) return condition;
        if (!is_keyword(Keyword::then)) return unexpected(missing("“那么”", "'then'"));
        take();
        const Result<Index> then = expression(0);
        if (!then) return then;
        if (!is_keyword(Keyword::else_)) {
            return unexpected(
                missing("“否则”", "'else'")
                    .hint("每个如果都要写明否则", "every 'if' says what holds otherwise"));
        }
        take();
        const Result<Index> otherwise = expression(0);
        if (!otherwise) return otherwise;
        return add({.form = Form::conditional,
                    .children = {*condition, *then, *otherwise},
                    .begin = token.begin});
    }

    Result<Index> parenthesis() {
        const Token& token = take();
        const Result<Index> inner = expression(0);
        if (!inner) return inner;
        if (auto closed = close(token, TokenKind::close, ")"); !closed) {
            return unexpected(closed.error());
        }
        bracketed_.push_back(*inner);
        return inner;
    }

    Result<void> close(const Token& opened, TokenKind kind, std::string_view sign) {
        if (peek().kind == kind) {
            take();
            return {};
        }
        if (peek().kind == TokenKind::end) {
            return unexpected(
                error("E-formula-syntax", opened, "这个括号没有配对",
                      "this bracket is never closed")
                    .hint(fmt::format("补上“{}”", sign), fmt::format("add '{}'", sign)));
        }
        return unexpected(missing(fmt::format("“{}”", sign), fmt::format("'{}'", sign)));
    }

    Result<Index> set() {
        const Token& token = take();
        SyntaxNode node{.form = Form::set, .begin = token.begin};
        if (auto items = arguments(node, TokenKind::close_set); !items) {
            return unexpected(items.error());
        }
        if (auto closed = close(token, TokenKind::close_set, "}"); !closed) {
            return unexpected(closed.error());
        }
        return add(std::move(node));
    }

    Result<void> arguments(SyntaxNode& node, TokenKind end) {
        if (peek().kind == end) return {};
        for (;;) {
            if (node.children.size() >= kMaxArguments) {
                return unexpected(error("E-formula-size", peek(),
                                        fmt::format("最多{}项", kMaxArguments),
                                        fmt::format("at most {} items", kMaxArguments)));
            }
            const Result<Index> item = expression(0);
            if (!item) return unexpected(item.error());
            node.children.push_back(*item);
            if (peek().kind != TokenKind::comma) return {};
            take();
        }
    }

    Result<Index> name() {
        const Token& token = take();
        if (peek().kind != TokenKind::open) return add(with_text(Form::name, token));
        const Token& opened = take();
        SyntaxNode node = with_text(Form::call, token);
        const bool may_be_list = is_fold(node.text) && peek().kind == TokenKind::name;
        const TokenKind after = peek(1).kind;
        const bool names_list = after == TokenKind::close ||
                                (after == TokenKind::keyword && peek(1).keyword == Keyword::where);
        // sum(list, value where filter): a list comes first and is nothing but a name.
        const bool with_value = after == TokenKind::comma && takes_value(node.text);
        if (may_be_list && (names_list || with_value)) return aggregate(std::move(node), opened);
        if (auto items = arguments(node, TokenKind::close); !items) {
            return unexpected(items.error());
        }
        if (auto closed = close(opened, TokenKind::close, ")"); !closed) {
            return unexpected(closed.error());
        }
        return add(std::move(node));
    }

    // The value of an aggregate comes after ":" in speech and after the list here. min(a, b) and
    // sum(a, b) without a filter look the same; the compiler tells them apart by what `a` is.
    Result<Index> aggregate(SyntaxNode node, const Token& opened) {
        node.form = Form::aggregate;
        node.list = base::encode_utf8(take().text);
        const std::size_t list_token = at_ - 1;
        while (peek().kind == TokenKind::comma) {
            take();
            const Result<Index> value = expression(0);
            if (!value) return value;
            node.children.push_back(*value);
            if (node.children.size() > 1) return plain_call(std::move(node), list_token, opened);
        }
        node.has_value = !node.children.empty();
        if (is_keyword(Keyword::where)) {
            take();
            const Result<Index> filter = expression(0);
            if (!filter) return filter;
            node.children.push_back(*filter);
            node.has_filter = true;
        }
        if (auto closed = close(opened, TokenKind::close, ")"); !closed) {
            return unexpected(closed.error());
        }
        return add(std::move(node));
    }

    // min(a, b, c): three arguments are no list with a value. Its first argument becomes a name.
    Result<Index> plain_call(SyntaxNode node, std::size_t list_token, const Token& opened) {
        const Token& first = tokens_[list_token];
        SyntaxNode name = with_text(Form::name, first);
        name.end = first.end;
        expression_.nodes.push_back(std::move(name));
        node.form = Form::call;
        node.list.clear();
        node.children.insert(node.children.begin(),
                             static_cast<Index>(expression_.nodes.size() - 1));
        if (peek().kind == TokenKind::comma) {
            take();
            if (auto items = arguments(node, TokenKind::close); !items) {
                return unexpected(items.error());
            }
        }
        if (auto closed = close(opened, TokenKind::close, ")"); !closed) {
            return unexpected(closed.error());
        }
        return add(std::move(node));
    }

    Expression& expression_;
    std::vector<Token> tokens_;
    std::vector<Index> bracketed_;
    std::size_t at_ = 0;
    int depth_ = 0;
};

}  // namespace

Place Expression::place_of(std::uint32_t character) const {
    Place place = start;
    if (place.line == 0) place.line = 1;
    if (place.column == 0) place.column = 1;
    const std::int32_t first_column = place.column;
    for (std::uint32_t i = 0; i < character && i < text.size(); ++i) {
        if (text[i] == U'\n') {
            ++place.line;
            place.column = first_column;
        } else {
            ++place.column;
        }
    }
    return place;
}

Result<Expression> parse(std::string_view utf8, const Place& start) {
    Expression expression;
    expression.start = start;
    if (utf8.size() > kMaxTextBytes) {
        return unexpected(
            Diagnostic{"E-formula-size", expression.place_of(0),
                       fmt::format("公式太长，最多{}字节", kMaxTextBytes),
                       fmt::format("the formula is too long: at most {} bytes", kMaxTextBytes)}
                .hint("拆成几条有名称的条件", "split it into conditions with names"));
    }
    expression.text = base::decode_utf8(utf8);
    auto tokens = tokenise(expression.text, expression);
    if (!tokens) return unexpected(tokens.error());
    if (auto parsed = Parser(expression, std::move(*tokens)).run(); !parsed) {
        return unexpected(parsed.error());
    }
    return expression;
}

}  // namespace kc::formula
