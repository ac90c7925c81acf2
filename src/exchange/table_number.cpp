// SPDX-License-Identifier: Apache-2.0
#include "exchange/table_number.hpp"

#include <algorithm>
#include <array>
#include <charconv>

#include "base/characters.hpp"
#include "base/int128.hpp"
#include "base/numeral.hpp"
#include "base/utf8.hpp"

namespace kc::exchange {
namespace {

using base::Date;
using base::Decimal;

constexpr std::size_t kNumberCharactersMax = 64;
// Serial numbers of days are believed from 1954 to 2119; other numbers are rather something else.
constexpr std::int64_t kFirstPlausibleSerial = 20'000;
constexpr std::int64_t kLastPlausibleSerial = 80'000;
constexpr int kFirstPlausibleYear = 1900;
constexpr int kLastPlausibleYear = 2200;
constexpr int kScientificExponentMax = 18;

bool is_digit(char c) {
    return c >= '0' && c <= '9';
}

bool all_digits(std::string_view text) {
    return !text.empty() && std::all_of(text.begin(), text.end(), is_digit);
}

bool contains_any(std::u32string_view text, std::u32string_view signs) {
    return text.find_first_of(signs) != std::u32string_view::npos;
}

int int_of(std::string_view digits) {
    int value = 0;
    std::from_chars(digits.data(), digits.data() + digits.size(), value);
    return value;
}

bool is_sign(char32_t c) {
    return c == U'-' || c == U'\u2212' || c == U'+';
}

// "1,234,567" or "1 234 567" without its separators; empty when groups are not of three digits.
std::optional<std::string> without_groups(std::string_view text) {
    const std::size_t whole_end = std::min(text.find('.'), text.size());
    std::string out;
    std::size_t since = 0;
    bool grouped = false;
    for (std::size_t i = 0; i < whole_end; ++i) {
        const char c = text[i];
        if (c != ',' && c != ' ') {
            if (is_digit(c)) ++since;
            out += c;
            continue;
        }
        if (since == 0 || since > 3 || (grouped && since != 3)) return std::nullopt;
        grouped = true;
        since = 0;
    }
    if (grouped && since != 3) return std::nullopt;
    const std::string_view fraction = text.substr(whole_end);
    if (fraction.find_first_of(", ") != std::string_view::npos) return std::nullopt;
    return out += fraction;
}

std::optional<Decimal> scientific(std::string_view text) {
    const std::size_t e = text.find_first_of("eE");
    if (e == std::string_view::npos) return std::nullopt;
    std::string_view exponent = text.substr(e + 1);
    if (exponent.starts_with('+')) exponent.remove_prefix(1);
    int power = 0;
    const auto read = std::from_chars(exponent.data(), exponent.data() + exponent.size(), power);
    const auto mantissa = Decimal::parse(text.substr(0, e));
    if (!mantissa || read.ec != std::errc{} || read.ptr != exponent.data() + exponent.size())
        return std::nullopt;
    if (power > kScientificExponentMax || power < -kScientificExponentMax) return std::nullopt;
    base::Int128 coefficient = mantissa->coefficient();
    int scale = mantissa->scale() - power;
    for (; scale < 0; ++scale) coefficient *= 10;
    return Decimal::of(coefficient, scale);
}

// Why a text that is no plain number is none; the words people put around figures.
Reading why_not(std::u32string_view text) {
    const auto has = [&](std::u32string_view word) { return text.find(word) != text.npos; };
    if (has(U"约") || has(U"左右") || has(U"近") || has(U"余") || has(U"多") || has(U"~") ||
        has(U"≈")) {
        // 50~60 is a range
        const std::size_t wave = text.find(U'~');
        if (wave != text.npos && wave > 0 && wave + 1 < text.size()) return Reading::ranged;
        return Reading::about;
    }
    if (contains_any(text, U"<>≥≤≧≦") || has(U"以上") || has(U"以下") || has(U"不少于") ||
        has(U"不低于") || has(U"超过")) {
        return Reading::bounded;
    }
    const std::size_t dash = text.find_first_of(U"-—–至", 1);
    if (dash != text.npos && base::is_ascii_digit(text.front()) &&
        base::is_ascii_digit(text.back())) {
        return Reading::ranged;
    }
    if (text.front() == U'(' && text.back() == U')') return Reading::brackets;
    return Reading::not_a_number;
}

struct Split {
    std::string number = {};
    std::u32string behind = {};
};

// The sign, digits, points, separators and exponent a number may have, and what stands behind.
Split split_number(std::u32string_view text) {
    Split out;
    std::size_t i = 0;
    if (!text.empty() && is_sign(text[0])) {
        if (text[0] != U'+') out.number += '-';
        i = 1;
    }
    for (; i < text.size(); ++i) {
        const char32_t c = text[i];
        const bool is_exponent = (c == U'e' || c == U'E') && i + 1 < text.size() &&
                                 (base::is_ascii_digit(text[i + 1]) || is_sign(text[i + 1]));
        const bool after_exponent =
            !out.number.empty() && (out.number.back() == 'e' || out.number.back() == 'E');
        if (base::is_ascii_digit(c) || c == U'.' || c == U',' || is_exponent ||
            (after_exponent && is_sign(c))) {
            out.number += c == U'\u2212' ? '-' : static_cast<char>(c);
        } else if (c == U' ' && i + 1 < text.size() && base::is_ascii_digit(text[i + 1])) {
            out.number += ' ';
        } else {
            break;
        }
    }
    out.behind = text.substr(i);
    std::erase_if(out.behind, base::is_blank);
    return out;
}

std::optional<Decimal> plain_number(const std::string& text, std::vector<Reading>& readings) {
    std::string bare = text;
    if (bare.find_first_of(", ") != std::string::npos) {
        const auto joined = without_groups(bare);
        if (!joined) {
            readings.push_back(Reading::bad_groups);
            return std::nullopt;
        }
        bare = *joined;
        readings.push_back(Reading::grouped);
    }
    if (const auto value = Decimal::parse(bare)) return *value;
    if (const auto value = scientific(bare)) {
        readings.push_back(Reading::scientific);
        return value;
    }
    const auto digits = std::count_if(bare.begin(), bare.end(), is_digit);
    readings.push_back(digits > Decimal::kMaxDigits ? Reading::too_long : Reading::not_a_number);
    return std::nullopt;
}

std::optional<Date> date_of_serial(std::int64_t serial, bool days_from_1904) {
    if (serial < kFirstPlausibleSerial || serial > kLastPlausibleSerial) return std::nullopt;
    const Date zero = days_from_1904 ? *Date::of(1904, 1, 1) : *Date::of(1899, 12, 30);
    return Date::of_days(zero.days_since_1970() + serial);
}

bool is_plausible_year(std::int64_t year) {
    return year >= kFirstPlausibleYear && year <= kLastPlausibleYear;
}

std::vector<std::string_view> parts_of(std::string_view text, char sign) {
    std::vector<std::string_view> parts;
    for (;;) {
        const std::size_t end = text.find(sign);
        parts.push_back(text.substr(0, end));
        if (end == std::string_view::npos) return parts;
        text.remove_prefix(end + 1);
    }
}

// Three numbers with the year behind, or with a year of two digits.
std::optional<DateRead> read_foreign_order(std::string_view text) {
    for (const char sign : {'/', '-', '.'}) {
        const auto parts = parts_of(text, sign);
        if (parts.size() != 3 || !std::all_of(parts.begin(), parts.end(), all_digits)) continue;
        if (parts[0].size() > 2 || parts[1].size() > 2) continue;
        if (parts[2].size() <= 2) return DateRead{{}, {Reading::ambiguous_date}};
        if (parts[2].size() != 4) continue;
        const int a = int_of(parts[0]);
        const int b = int_of(parts[1]);
        const int year = int_of(parts[2]);
        if (a <= 12 && b <= 12 && a != b) return DateRead{{}, {Reading::ambiguous_date}};
        const auto date = a > 12 ? Date::of(year, b, a) : Date::of(year, a, b);
        if (!date) return DateRead{{}, {Reading::no_such_day}};
        return DateRead{date, {Reading::day_first}};
    }
    return std::nullopt;
}

// 2024年5月, 2024-05, 2024/5, 2024.05: a month without a day. 5/6 and 5月6日: a day without a year.
bool lacks_a_part(std::string_view text) {
    const bool chinese =
        text.find("年") != std::string_view::npos || text.find("月") != std::string_view::npos;
    if (chinese) {
        const bool whole = text.find("年") != std::string_view::npos &&
                           (text.find("日") != std::string_view::npos ||
                            text.find("号") != std::string_view::npos);
        return !whole && std::any_of(text.begin(), text.end(), is_digit);
    }
    for (const char sign : {'-', '/', '.'}) {
        const auto parts = parts_of(text, sign);
        if (parts.size() == 2 && std::all_of(parts.begin(), parts.end(), all_digits)) return true;
    }
    return all_digits(text) && text.size() == 4;
}

// "2024-05-06 12:30:00" and "2024-05-06T12:30" without the time; empty when there is none.
std::optional<std::string_view> without_time(std::string_view text) {
    const std::size_t colon = text.find(':');
    if (colon == std::string_view::npos) return std::nullopt;
    const std::size_t gap = text.find_last_of(" T", colon);
    if (gap == std::string_view::npos) return std::nullopt;
    return text.substr(0, gap);
}

}  // namespace

std::string half_width_trimmed(std::string_view text, bool& changed) {
    const bool is_ascii = std::all_of(text.begin(), text.end(),
                                      [](char c) { return static_cast<unsigned char>(c) < 0x80; });
    if (is_ascii) {
        const std::size_t begin = text.find_first_not_of(" \t\r\n\v\f");
        if (begin == std::string_view::npos) return {};
        return std::string(text.substr(begin, text.find_last_not_of(" \t\r\n\v\f") - begin + 1));
    }
    std::u32string points = base::decode_utf8(text);
    for (char32_t& c : points) {
        const char32_t half = base::to_half_width(c);
        changed = changed || (half != c && half != U'(' && half != U')');
        c = half;
    }
    const auto not_blank = [](char32_t c) { return !base::is_blank(c); };
    const auto begin = std::find_if(points.begin(), points.end(), not_blank);
    const auto end = std::find_if(points.rbegin(), points.rend(), not_blank).base();
    if (begin >= end) return {};
    return base::encode_utf8(std::u32string(begin, end));
}

NumberRead read_number_text(std::string_view text) {
    NumberRead out;
    bool full_width = false;
    const std::string half = half_width_trimmed(text, full_width);
    const std::u32string points = base::decode_utf8(half);
    if (full_width) out.readings.push_back(Reading::full_width);
    if (points.empty() || points.size() > kNumberCharactersMax) {
        out.readings.push_back(points.empty() ? Reading::not_a_number : Reading::too_long);
        return out;
    }
    const Split split = split_number(points);
    const bool has_digits = split.number.find_first_of("0123456789") != std::string::npos;
    if (!has_digits) {
        if (const auto numeral = base::parse_chinese_numeral(points)) {
            out.readings.push_back(Reading::chinese_numeral);
            out.value = numeral;
        } else {
            out.readings.push_back(why_not(points));
        }
        return out;
    }
    if (!split.behind.empty()) {
        const auto unit = base::Unit::parse(base::encode_utf8(split.behind));
        if (!unit) {
            out.readings.push_back(why_not(points));
            return out;
        }
        out.unit = *unit;
    }
    out.value = plain_number(split.number, out.readings);
    if (out.value && out.unit) out.readings.push_back(Reading::with_unit);
    return out;
}

DateRead read_date_number(Decimal number, bool days_from_1904) {
    const auto whole = number.to_whole();
    if (!whole) {
        const auto year = base::round_half_up(number, 0).to_whole().value_or(0);
        const bool looks_like_month = number.scale() <= 2 && is_plausible_year(year);
        if (looks_like_month) return {{}, {Reading::month_cut_short}};
        // A moment: day and time.
        const std::int64_t days =
            static_cast<std::int64_t>(number.coefficient() / base::power_of_ten(number.scale()));
        if (const auto date = date_of_serial(days, days_from_1904))
            return {date, {Reading::date_as_number, Reading::time_dropped}};
        return {{}, {Reading::not_a_date}};
    }
    if (is_plausible_year(*whole)) return {{}, {Reading::no_day}};
    if (const auto date = date_of_serial(*whole, days_from_1904))
        return {date, {Reading::date_as_number}};
    if (*whole >= 10'000'000 && *whole <= 99'999'999 && is_plausible_year(*whole / 10'000)) {
        const auto date =
            Date::of(static_cast<int>(*whole / 10'000), static_cast<int>(*whole / 100 % 100),
                     static_cast<int>(*whole % 100));
        if (!date) return {{}, {Reading::no_such_day}};
        return {date, {Reading::date_as_number}};
    }
    if (*whole >= 100'000 && *whole <= 999'999 && is_plausible_year(*whole / 100))
        return {{}, {Reading::no_day}};
    return {{}, {Reading::not_a_date}};
}

DateRead read_date_text(std::string_view text, bool days_from_1904) {
    DateRead out;
    bool full_width = false;
    std::string half = half_width_trimmed(text, full_width);
    if (full_width) out.readings.push_back(Reading::full_width);
    const auto add = [&](const DateRead& more) {
        out.value = more.value;
        out.readings.insert(out.readings.end(), more.readings.begin(), more.readings.end());
        return out;
    };
    if (const auto day = without_time(half)) {
        half = std::string(*day);
        out.readings.push_back(Reading::time_dropped);
    }
    if (const auto date = Date::parse(half)) {
        out.value = *date;
        return out;
    }
    if (const auto foreign = read_foreign_order(half)) return add(*foreign);
    if (all_digits(half) || (half.find('.') != std::string::npos && half.size() > 7)) {
        if (const auto number = Decimal::parse(half))
            return add(read_date_number(*number, days_from_1904));
    }
    if (lacks_a_part(half)) return add({{}, {Reading::no_day}});
    // The form of a date, but no day of the calendar.
    const auto numbers = std::count_if(half.begin(), half.end(), is_digit);
    const bool shaped =
        numbers >= 6 && (parts_of(half, '-').size() == 3 || parts_of(half, '/').size() == 3 ||
                         parts_of(half, '.').size() == 3 || half.find("年") != std::string::npos);
    return add({{}, {shaped ? Reading::no_such_day : Reading::not_a_date}});
}

}  // namespace kc::exchange
