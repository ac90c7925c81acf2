// SPDX-License-Identifier: Apache-2.0
#include <fmt/format.h>

#include <algorithm>
#include <optional>
#include <utility>

#include "base/characters.hpp"
#include "base/period.hpp"
#include "base/suggest.hpp"
#include "base/utf8.hpp"
#include "formula/limits.hpp"
#include "formula/token.hpp"
#include "formula/type.hpp"

namespace kc::formula {
namespace {

using base::encode_utf8;
using base::is_ascii_digit;
using base::to_half_width;

bool is_space(char32_t c) {
    return c == U' ' || c == U'\t' || c == U'\n' || c == U'\r' || c == 0x3000 || c == 0xA0;
}

bool is_letter(char32_t c) {
    return (c >= U'a' && c <= U'z') || (c >= U'A' && c <= U'Z') || c == U'_' || base::is_han(c) ||
           (c >= 0x2160 && c <= 0x217F);  // Ⅰ Ⅱ Ⅲ
}

bool is_name_character(char32_t c) {
    return is_letter(c) || is_ascii_digit(c);
}

// Signs that people type instead of the ASCII ones.
char32_t plain_sign(char32_t c) {
    switch (c) {
        case U'≥': return U'≥';
        case U'−':
        case U'–': return U'-';
        case U'×':
        case U'·': return U'*';
        case U'÷': return U'/';
        case U'、': return U',';
        case U'‰': return c;
        default: return to_half_width(c);
    }
}

struct Sign {
    std::u32string_view text;
    TokenKind kind;
    Operator op = Operator::none;
};

constexpr Sign kSigns[] = {
    {U"<=", TokenKind::operation, Operator::less_equal},
    {U">=", TokenKind::operation, Operator::greater_equal},
    {U"==", TokenKind::operation, Operator::equal},
    {U"!=", TokenKind::operation, Operator::not_equal},
    {U"<>", TokenKind::operation, Operator::not_equal},
    {U"≤", TokenKind::operation, Operator::less_equal},
    {U"≥", TokenKind::operation, Operator::greater_equal},
    {U"≠", TokenKind::operation, Operator::not_equal},
    {U"<", TokenKind::operation, Operator::less},
    {U">", TokenKind::operation, Operator::greater},
    {U"=", TokenKind::operation, Operator::equal},
    {U"+", TokenKind::operation, Operator::add},
    {U"-", TokenKind::operation, Operator::subtract},
    {U"*", TokenKind::operation, Operator::multiply},
    {U"/", TokenKind::operation, Operator::divide},
    {U"(", TokenKind::open},
    {U")", TokenKind::close},
    {U"{", TokenKind::open_set},
    {U"}", TokenKind::close_set},
    {U",", TokenKind::comma},
};

// Magnitudes that may stand after a number without a unit: 500万.
struct Magnitude {
    std::u32string_view text;
    int exponent;
};
constexpr Magnitude kMagnitudes[] = {{U"万亿", 12}, {U"千亿", 11}, {U"百亿", 10}, {U"十亿", 9},
                                     {U"千万", 7},  {U"百万", 6},  {U"十万", 5},  {U"亿", 8},
                                     {U"万", 4},    {U"千", 3},    {U"百", 2},    {U"十", 1}};

class Lexer {
public:
    Lexer(const std::u32string& text, const Expression& around) : text_(text), around_(around) {
        plain_.reserve(text.size());
        for (const char32_t c : text) plain_.push_back(plain_sign(c));
    }

    Result<std::vector<Token>> run() {
        for (;;) {
            while (at_ < text_.size() && is_space(text_[at_])) ++at_;
            if (at_ == text_.size()) break;
            if (tokens_.size() >= kMaxTokens) return unexpected(too_many());
            Result<Token> token = next();
            if (!token) return unexpected(token.error());
            token->end = position(at_);
            tokens_.push_back(std::move(*token));
        }
        tokens_.push_back({.begin = position(at_), .end = position(at_)});
        return std::move(tokens_);
    }

private:
    static std::uint32_t position(std::size_t at) { return static_cast<std::uint32_t>(at); }
    [[nodiscard]] char32_t peek(std::size_t ahead = 0) const {
        return at_ + ahead < plain_.size() ? plain_[at_ + ahead] : U'\0';
    }
    [[nodiscard]] std::u32string_view rest() const {
        return std::u32string_view(plain_).substr(at_);
    }
    [[nodiscard]] Place place(std::size_t at) const { return around_.place_of(position(at)); }

    Result<Token> next() {
        const char32_t c = peek();
        if (is_ascii_digit(c)) return number();
        if (is_letter(c)) return name();
        if (const char32_t close = closing_quote(text_[at_])) return quoted(close);
        for (const Sign& sign : kSigns) {
            if (!rest().starts_with(sign.text)) continue;
            Token token{.kind = sign.kind, .op = sign.op, .begin = position(at_)};
            at_ += sign.text.size();
            return token;
        }
        return unexpected(strange(text_[at_]));
    }

    static char32_t closing_quote(char32_t c) {
        switch (c) {
            case U'"':
            case U'\'':
            case U'＂':
            case U'＇': return c;
            case U'“': return U'”';
            case U'‘': return U'’';
            case U'「': return U'」';
            default: return 0;
        }
    }

    Result<Token> quoted(char32_t close) {
        Token token{.kind = TokenKind::text, .begin = position(at_)};
        const std::size_t end = text_.find(close, at_ + 1);
        if (end == std::u32string::npos) {
            return unexpected(
                Diagnostic{"E-formula-quote", place(at_), "引号没有配对",
                           "this quotation mark is never closed"}
                    .hint("在文字末尾补上引号", "close the text with a quotation mark"));
        }
        token.text = text_.substr(at_ + 1, end - at_ - 1);
        const bool broken = std::ranges::any_of(
            token.text, [](char32_t c) { return c < 0x20 || c == base::kReplacementCharacter; });
        if (broken || token.text.size() > kMaxQuotedCharacters) {
            return unexpected(Diagnostic{
                "E-formula-text", place(at_),
                fmt::format("引号里的文字要在一行内，不超过{}个字符", kMaxQuotedCharacters),
                fmt::format("quoted text stands in one line and has at most {} characters",
                            kMaxQuotedCharacters)});
        }
        at_ = end + 1;
        return token;
    }

    Result<Token> name() {
        Token token{.kind = TokenKind::name, .begin = position(at_)};
        std::size_t end = at_;
        while (end < plain_.size() &&
               (is_name_character(plain_[end]) ||
                (plain_[end] == U'.' && end + 1 < plain_.size() && is_letter(plain_[end + 1])))) {
            ++end;
        }
        token.text = plain_.substr(at_, end - at_);
        if (token.text.size() > kMaxNameCharacters) {
            return unexpected(Diagnostic{
                "E-formula-name", place(at_), fmt::format("名称最长{}个字符", kMaxNameCharacters),
                fmt::format("a name has at most {} characters", kMaxNameCharacters)});
        }
        at_ = end;
        for (const Word& word : words()) {
            if (word.text != token.text) continue;
            token.kind = word.kind;
            token.keyword = word.keyword;
            token.op = word.op;
        }
        return token;
    }

    // 2017-05-03 and 2017年5月3日 are days, 2017年 and 2017年上半年 periods; 3年 is a duration.
    std::optional<Token> calendar() {
        std::size_t digits = 0;
        while (is_ascii_digit(peek(digits))) ++digits;
        if (digits != 4) return std::nullopt;
        std::size_t end = at_ + 4;
        const auto take_digits = [&] {
            const std::size_t from = end;
            while (end < plain_.size() && is_ascii_digit(plain_[end]) && end - from < 2) ++end;
            return end > from;
        };
        const auto take = [&](char32_t c) {
            return end < plain_.size() && plain_[end] == c && ++end > 0;
        };
        if (take(U'-')) {
            if (!take_digits() || !take(U'-') || !take_digits()) return std::nullopt;
            return day_until(end);
        }
        if (!take(U'年')) return std::nullopt;
        const std::size_t year_end = end;
        if (take_digits() && take(U'月')) {
            const std::size_t month_end = end;
            if (take_digits() && (take(U'日') || take(U'号'))) return day_until(end);
            return period_until(month_end);
        }
        for (const std::u32string_view part :
             {U"上半年", U"下半年", U"第一季度", U"第二季度", U"第三季度", U"第四季度"}) {
            const auto from = std::u32string_view(plain_).substr(year_end);
            if (from.starts_with(part)) return period_until(year_end + part.size());
        }
        if (peek() == U'0' || plain_.substr(at_, 4) < U"1900" || plain_.substr(at_, 4) > U"2999") {
            return std::nullopt;
        }
        return period_until(year_end);
    }

    std::optional<Token> day_until(std::size_t end) {
        Token token{.kind = TokenKind::date, .begin = position(at_)};
        const std::string written = encode_utf8(plain_.substr(at_, end - at_));
        at_ = end;
        if (const auto day = base::Date::parse(written)) {
            token.day = *day;
            return token;
        }
        wrong_day_ = written;
        return token;
    }

    std::optional<Token> period_until(std::size_t end) {
        Token token{.kind = TokenKind::period, .begin = position(at_)};
        const auto period = base::Period::parse(encode_utf8(plain_.substr(at_, end - at_)));
        if (!period) return std::nullopt;
        token.text = base::decode_utf8(to_string(*period));
        at_ = end;
        return token;
    }

    Result<Token> number() {
        const std::size_t begin = at_;
        if (auto day = calendar()) {
            if (wrong_day_.empty()) return *day;
            return unexpected(Diagnostic{"E-formula-date", place(begin),
                                         fmt::format("没有{}这一天", wrong_day_),
                                         fmt::format("there is no day {}", wrong_day_)}
                                  .hint("检查月份和日期", "check the month and the day"));
        }
        Token token{.kind = TokenKind::number, .begin = position(begin)};
        while (is_ascii_digit(peek())) ++at_;
        if (peek() == U'.' && is_ascii_digit(peek(1))) {
            ++at_;
            while (is_ascii_digit(peek())) ++at_;
        }
        const std::string numeral = encode_utf8(plain_.substr(begin, at_ - begin));
        if (numeral.size() > 1 && numeral[0] == '0' && numeral[1] != '.') {
            return unexpected(
                Diagnostic{"E-formula-number", place(begin),
                           fmt::format("数字“{}”以0开头", base::shortened(numeral)),
                           fmt::format("the number '{}' begins with a 0", base::shortened(numeral))}
                    .hint("去掉前面的0；编码写在引号里",
                          "leave out the leading zeros; a code is written in quotation marks"));
        }
        const auto value = base::Decimal::parse(numeral);
        if (numeral.size() > kMaxNumeralCharacters || !value) {
            return unexpected(Diagnostic{
                "E-formula-number", place(begin),
                fmt::format("数字“{}”超过18位", base::shortened(numeral)),
                fmt::format("the number '{}' has more than 18 digits", base::shortened(numeral))});
        }
        token.value = *value;
        return with_unit(std::move(token));
    }

    Result<Token> with_unit(Token token) {
        const std::u32string_view after = rest();
        if (after.empty() || (!is_name_character(after[0]) && after[0] != U'%' &&
                              after[0] != U'‰' && after[0] != U'㎡')) {
            return token;
        }
        if (const auto unit = base::Unit::at_start_of(after)) {
            token.unit = unit->first;
            at_ += unit->second;
            if (!is_name_character(peek()) || unit->first.is_per()) return token;
            return unexpected(unit_runs_on(token));
        }
        for (const Magnitude& magnitude : kMagnitudes) {
            if (!after.starts_with(magnitude.text)) continue;
            const auto power = base::Decimal::of(base::power_of_ten(magnitude.exponent));
            const auto value = power ? multiply(token.value, *power) : std::nullopt;
            if (!value) break;
            token.value = *value;
            at_ += magnitude.text.size();
            if (!is_name_character(peek())) return token;
            return unexpected(unit_runs_on(token));
        }
        return unexpected(unknown_unit());
    }

    [[nodiscard]] std::string word_here() const {
        std::size_t end = at_;
        while (end < plain_.size() && is_name_character(plain_[end])) ++end;
        return base::shortened(encode_utf8(plain_.substr(at_, end - at_)));
    }

    [[nodiscard]] Diagnostic unknown_unit() const {
        const std::string word = word_here();
        Diagnostic diagnostic{"E-formula-unit", place(at_), fmt::format("不认识的单位“{}”", word),
                              fmt::format("unknown unit '{}'", word)};
        if (const auto near = base::nearest(word, base::base_unit_names())) {
            return std::move(diagnostic)
                .hint(fmt::format("是不是“{}”？", *near), fmt::format("did you mean '{}'?", *near));
        }
        return std::move(diagnostic)
            .hint("写成2亿元、30%、6个月这样的数；数和名称之间要有运算符",
                  "write numbers such as 2亿元, 30% or 6个月; between a number and a name there is "
                  "an operator");
    }

    [[nodiscard]] Diagnostic unit_runs_on(const Token& token) const {
        const std::string unit =
            base::shortened(encode_utf8(plain_.substr(token.begin, at_ - token.begin)));
        const std::string word = word_here();
        return Diagnostic{"E-formula-unit", place(at_),
                          fmt::format("“{}”后面紧跟着“{}”", unit, word),
                          fmt::format("'{}' is directly followed by '{}'", unit, word)}
            .hint("且、或等词前后要有空格", "put blanks around words such as 且 and 或");
    }

    [[nodiscard]] Diagnostic too_many() const {
        return Diagnostic{"E-formula-size", place(at_),
                          fmt::format("公式太长，最多{}个词", kMaxTokens),
                          fmt::format("the formula is too long: at most {} words", kMaxTokens)}
            .hint("拆成几条有名称的条件", "split it into conditions with names");
    }

    [[nodiscard]] Diagnostic strange(char32_t c) const {
        const auto code = static_cast<std::uint32_t>(c);
        const bool hidden = base::is_blank(c) || c < 0x20 || c == base::kReplacementCharacter;
        const std::string shown =
            hidden ? fmt::format("U+{:04X}", code)
                   : fmt::format("{} (U+{:04X})", encode_utf8(std::u32string(1, c)), code);
        Diagnostic diagnostic{"E-formula-character", place(at_),
                              fmt::format("公式里不能有字符{}", shown),
                              fmt::format("a formula cannot contain the character {}", shown)};
        if (!hidden) return diagnostic;
        return std::move(diagnostic)
            .hint("这是看不见的字符，删去后重新输入",
                  "it is invisible: delete it and type the place anew");
    }

    const std::u32string& text_;
    const Expression& around_;
    std::u32string plain_;
    std::size_t at_ = 0;
    std::string wrong_day_;
    std::vector<Token> tokens_;
};

}  // namespace

const std::vector<Word>& words() {
    static const std::vector<Word> all = [] {
        std::vector<Word> list;
        const auto op = [&](Operator o, std::initializer_list<std::u32string_view> texts) {
            for (const auto text : texts) list.push_back({text, TokenKind::operation, {}, o});
        };
        const auto keyword = [&](Keyword k, std::initializer_list<std::u32string_view> texts) {
            for (const auto text : texts) list.push_back({text, TokenKind::keyword, k, {}});
        };
        op(Operator::logical_or, {U"or", U"或", U"或者"});
        op(Operator::logical_and, {U"and", U"且", U"并且"});
        op(Operator::less, {U"小于", U"低于", U"少于", U"不足"});
        op(Operator::less_equal, {U"不超过", U"不高于", U"不大于", U"不多于", U"至多"});
        op(Operator::greater, {U"大于", U"高于", U"多于", U"超过"});
        op(Operator::greater_equal, {U"不低于", U"不少于", U"不小于", U"至少"});
        op(Operator::equal, {U"等于"});
        op(Operator::not_equal, {U"不等于"});
        op(Operator::in, {U"in", U"属于"});
        op(Operator::not_in, {U"不属于"});
        op(Operator::otherwise, {U"otherwise", U"不适用时取"});
        keyword(Keyword::logical_not, {U"not", U"非"});
        keyword(Keyword::if_, {U"if", U"如果", U"若"});
        keyword(Keyword::then, {U"then", U"那么", U"则"});
        keyword(Keyword::else_, {U"else", U"否则"});
        keyword(Keyword::where, {U"where", U"其中"});
        keyword(Keyword::yes, {U"yes", U"是", U"true"});
        keyword(Keyword::no, {U"no", U"否", U"false"});
        keyword(Keyword::not_applicable, {U"not_applicable", U"不适用"});
        return list;
    }();
    return all;
}

Result<std::vector<Token>> tokenise(const std::u32string& text, const Expression& around) {
    return Lexer(text, around).run();
}

}  // namespace kc::formula
