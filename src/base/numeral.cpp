// SPDX-License-Identifier: Apache-2.0
#include "base/numeral.hpp"

#include <algorithm>
#include <array>
#include <cstdint>
#include <vector>

#include "base/check.hpp"

namespace kc::base {
namespace {

enum class Kind : std::uint8_t { digit, pair, unit, wan, yi, point };

// One character's meaning. `pair` is 两: two of something, never a digit of its own.
struct Token {
    Kind kind = Kind::digit;
    int value = 0;  // the digit, or the unit's power of ten
};

using Tokens = std::vector<Token>;
using Span = std::pair<Tokens::const_iterator, Tokens::const_iterator>;

std::optional<Token> token_of(char32_t c) {
    // The characters for each digit: plain, financial, and older variants.
    static constexpr std::array<std::u32string_view, 10> kDigits{
        U"零〇○", U"一壹弌", U"二贰貳弍", U"三叁參叄", U"四肆",
        U"五伍",  U"六陆陸", U"七柒",     U"八捌",     U"九玖"};
    for (std::size_t digit = 0; digit < kDigits.size(); ++digit) {
        if (kDigits[digit].find(c) != std::u32string_view::npos) {
            return Token{Kind::digit, static_cast<int>(digit)};
        }
    }
    switch (c) {
        case U'两':
        case U'兩': return Token{Kind::pair, 2};
        case U'十':
        case U'拾': return Token{Kind::unit, 1};
        case U'百':
        case U'佰': return Token{Kind::unit, 2};
        case U'千':
        case U'仟': return Token{Kind::unit, 3};
        case U'万':
        case U'萬': return Token{Kind::wan, 4};
        case U'亿':
        case U'億': return Token{Kind::yi, 8};
        case U'点':
        case U'點': return Token{Kind::point, 0};
        default: return std::nullopt;
    }
}

std::optional<Tokens> tokens_of(std::u32string_view text) {
    Tokens tokens;
    for (const char32_t c : text) {
        if (c == U'廿' || c == U'卅') {  // 二十 and 三十 in one character
            tokens.push_back({Kind::digit, c == U'廿' ? 2 : 3});
            tokens.push_back({Kind::unit, 1});
            continue;
        }
        const std::optional<Token> token = token_of(c);
        if (!token) return std::nullopt;
        tokens.push_back(*token);
    }
    return tokens;
}

std::int64_t power(int exponent) {
    return static_cast<std::int64_t>(power_of_ten(exponent));
}

// Reads the part of a numeral between 万 and 亿 signs: 一千零五十, up to 9999.
class Group {
public:
    // `above` is the power of the big unit before the group, 0 when the group comes first; `top`
    // the number of places below that unit; `last` tells that nothing follows the group.
    Group(int above, int top, bool last) : above_(above), last_(last), next_(top) {}

    std::optional<std::int64_t> read(Span span) {
        auto [at, end] = span;
        if (end - at == 1 && at->kind == Kind::unit && above_ == 0) return power(at->value);  // 百
        for (; at != end; ++at) {
            const bool unit_follows = at + 1 != end && (at + 1)->kind == Kind::unit;
            if (at->kind == Kind::digit && at->value == 0) {
                if (zero_ || (above_ == 0 && first_)) return std::nullopt;
                zero_ = true;
                continue;
            }
            const bool good = at->kind == Kind::unit ? put_bare_ten(*at)
                              : unit_follows         ? put(*at, *(at + 1))
                                                     : at + 1 == end && put_last(*at);
            if (!good) return std::nullopt;
            if (at->kind != Kind::unit && unit_follows) ++at;
            first_ = zero_ = false;
        }
        return zero_ ? std::nullopt : std::optional(value_);
    }

private:
    // After 零 at least one place must really have been left out: 一千零五百 is no number.
    [[nodiscard]] bool has_room_for(int place) const { return place < next_ - (zero_ ? 1 : 0); }

    bool put(Token digit, Token unit) {
        if (!has_room_for(unit.value)) return false;
        if (digit.kind == Kind::pair && unit.value == 1) return false;  // 两十
        if (digit.kind != Kind::digit && digit.kind != Kind::pair) return false;
        value_ += digit.value * power(unit.value);
        next_ = unit.value;
        return true;
    }

    // 十 needs no 一 at the very beginning (十二) or after 零 (一千零十二).
    bool put_bare_ten(Token unit) {
        if (unit.value != 1 || !has_room_for(1)) return false;
        if (!zero_ && !(first_ && above_ == 0)) return false;
        value_ += 10;
        next_ = 1;
        return true;
    }

    // A digit without unit. In 一百零五 it counts ones; in 一百五 and 三万五, without 零, it counts
    // the place below the last unit.
    bool put_last(Token digit) {
        const bool alone = first_ && !zero_ && (above_ == 0 || !last_);
        if (digit.kind == Kind::pair) {  // 两, 两万; but neither 十两 nor 三万两
            value_ += digit.value;
            return alone;
        }
        if (digit.kind != Kind::digit) return false;
        if (alone || zero_) {
            value_ += digit.value;
            return alone || next_ > 1;
        }
        const int last_unit = first_ ? above_ : next_;
        if (last_unit > 1 && !last_) return false;  // 一百五万 is not said
        value_ += digit.value * power(last_unit - 1);
        return true;
    }

    int above_;
    bool last_;
    bool first_ = true;
    bool zero_ = false;
    int next_;
    std::int64_t value_ = 0;
};

Span::first_type find(Span span, Kind kind) {
    return std::find_if(span.first, span.second, [&](const Token& t) { return t.kind == kind; });
}

// A numeral below 亿, or what stands before 亿: 三万五千.
std::optional<std::int64_t> read_below_yi(Span span, int above, bool last) {
    const auto wan = find(span, Kind::wan);
    if (wan == span.second) return Group(above, above == 0 ? 4 : above, last).read(span);
    const bool ends = wan + 1 == span.second;
    if (wan == span.first) {  // 万, 万亿: "ten thousand" with nothing before and after it
        return above == 0 && ends ? std::optional(power(4)) : std::nullopt;
    }
    const auto high = Group(above, 4, false).read({span.first, wan});
    if (!high) return std::nullopt;
    if (ends) return *high * power(4);
    const auto low = Group(4, 4, last).read({wan + 1, span.second});
    if (!low) return std::nullopt;
    // 三万五: the group has already counted in thousands.
    return *high * power(4) + *low;
}

std::optional<std::int64_t> read_whole(Span span) {
    if (span.first == span.second) return std::nullopt;
    const auto yi = find(span, Kind::yi);
    if (yi == span.second) return read_below_yi(span, 0, true);
    const bool ends = yi + 1 == span.second;
    if (yi == span.first) return ends ? std::optional(power(8)) : std::nullopt;
    const auto high = read_below_yi({span.first, yi}, 0, false);
    if (!high) return std::nullopt;
    if (ends) return *high * power(8);
    const auto low = read_below_yi({yi + 1, span.second}, 8, true);
    if (!low) return std::nullopt;
    return *high * power(8) + *low;
}

bool all_digits(Span span) {
    return std::all_of(span.first, span.second,
                       [](const Token& t) { return t.kind == Kind::digit; });
}

std::optional<Int128> digits_value(Span span) {
    if (span.second - span.first > Decimal::kMaxDigits) return std::nullopt;
    Int128 value = 0;
    for (auto at = span.first; at != span.second; ++at) value = value * 10 + at->value;
    return value;
}

// 二〇二四. Two digits without a zero are left alone: 三五家 means three to five.
std::optional<Decimal> read_sequence(Span span) {
    const auto length = span.second - span.first;
    const bool has_zero =
        std::any_of(span.first, span.second, [](const Token& t) { return t.value == 0; });
    if (length == 2 && !has_zero) return std::nullopt;
    const std::optional<Int128> value = digits_value(span);
    return value ? Decimal::of(*value) : std::nullopt;
}

// 一点五, 十二点三四万, 一点二万亿. `point` is where 点 stands.
std::optional<Decimal> read_with_point(Span span, Span::first_type point) {
    auto end = span.second;
    int exponent = 0;
    if (end != point && (end - 1)->kind == Kind::yi) exponent += (--end)->value;
    if (end != point && (end - 1)->kind == Kind::wan) exponent += (--end)->value;
    const Span fraction{point + 1, std::max(end, point + 1)};
    if (fraction.first == fraction.second || !all_digits(fraction)) return std::nullopt;

    const Span before{span.first, point};
    const bool bare = point != span.first && span.first->kind != Kind::digit &&
                      span.first->kind != Kind::pair && span.first->value > 1;  // 百点五
    const bool big = find(before, Kind::wan) != point || find(before, Kind::yi) != point;
    if (bare || (big && exponent > 0)) return std::nullopt;  // 一万点五亿
    const bool zero = point - span.first == 1 && all_digits(before) && span.first->value == 0;
    const std::optional<std::int64_t> whole = zero ? 0 : read_whole(before);
    const std::optional<Int128> part = digits_value(fraction);
    if (!whole || !part) return std::nullopt;
    const int places = static_cast<int>(fraction.second - fraction.first);
    const auto scaled = Decimal::of(*whole * power_of_ten(places) + *part, places);
    const auto factor = Decimal::of(power_of_ten(exponent));
    KC_CHECK(factor.has_value());
    return scaled ? multiply(*scaled, *factor) : std::nullopt;
}

// 1..9999, with 零 for places left out inside.
std::u32string format_group(std::int64_t value) {
    static constexpr std::u32string_view kDigits = U"零一二三四五六七八九";
    static constexpr std::u32string_view kUnits = U" 十百千";
    std::u32string text;
    bool gap = false;
    for (int place = 3; place >= 0; --place) {
        const auto digit = static_cast<std::size_t>(value / power(place) % 10);
        if (digit == 0) {
            gap = !text.empty();
            continue;
        }
        if (gap) text += U'零';
        gap = false;
        text += kDigits[digit];
        if (place > 0) text += kUnits[static_cast<std::size_t>(place)];
    }
    return text;
}

// Below `unit * 10^4`: the part counted in the big unit, then the rest.
std::u32string format_parts(std::int64_t value, int exponent) {
    if (exponent == 0) return format_group(value);
    const std::int64_t high = value / power(exponent);
    const std::int64_t low = value % power(exponent);
    std::u32string text;
    if (high > 0) {
        text = exponent == 8 ? format_parts(high, 4) : format_group(high);
        text += exponent == 8 ? U'亿' : U'万';
        if (low > 0 && low < power(exponent - 1)) text += U'零';
    }
    return low > 0 ? text + format_parts(low, exponent - 4) : text;
}

}  // namespace

std::optional<Decimal> parse_chinese_numeral(std::u32string_view text) {
    if (text.empty() || text.size() > kMaxNumeralLength) return std::nullopt;
    if (text == U"半") return Decimal::of(5, 1);
    const std::optional<Tokens> tokens = tokens_of(text);
    if (!tokens) return std::nullopt;

    const Span span{tokens->begin(), tokens->end()};
    if (all_digits(span)) return read_sequence(span);
    const auto point = find(span, Kind::point);
    if (point != span.second) return read_with_point(span, point);
    const std::optional<std::int64_t> whole = read_whole(span);
    return whole ? Decimal::of(*whole) : std::nullopt;
}

bool is_chinese_numeral_character(char32_t c) {
    return c == U'半' || c == U'廿' || c == U'卅' || token_of(c).has_value();
}

std::optional<std::u32string> format_chinese_numeral(Decimal value) {
    static constexpr std::u32string_view kDigits = U"零一二三四五六七八九";
    const std::int64_t unit = power(value.scale());
    const std::int64_t whole = value.coefficient() / unit;
    if (value.is_negative() || whole >= power(16)) return std::nullopt;
    std::u32string text = whole == 0 ? U"零" : format_parts(whole, 8);
    if (text.starts_with(U"一十")) text.erase(0, 1);
    if (value.scale() > 0) text += U'点';
    std::int64_t fraction = value.coefficient() % unit;
    for (int place = value.scale() - 1; place >= 0; --place) {
        text += kDigits[static_cast<std::size_t>(fraction / power(place))];
        fraction %= power(place);
    }
    return text;
}

}  // namespace kc::base
