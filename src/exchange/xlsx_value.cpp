// SPDX-License-Identifier: Apache-2.0
#include "exchange/xlsx_value.hpp"

#include <fmt/format.h>

#include <charconv>
#include <string>

namespace kc::exchange {
namespace {

using base::Date;
using base::Decimal;

constexpr std::size_t kDigitsKept = 15;
constexpr std::size_t kNumberTextMax = 400;  // the longest double, written out, has 309 digits
constexpr int kExponentMax = 400;
constexpr std::int64_t kSecondsOfDay = 86'400;
// Day 60 of the 1900 system is the 29 February 1900 that never was; day 1 is 1900-01-01.
constexpr std::int64_t kLeapDayThatNeverWas = 60;
const std::int64_t kDayZero1900 = Date::of(1899, 12, 30)->days_since_1970();
const std::int64_t kDayZero1904 = Date::of(1904, 1, 1)->days_since_1970();

struct Digits {
    std::string significant = {};  // no leading zeros
    int scale = 0;                 // digits after the point, negative for zeros before it
    bool is_negative = false;
};

// Sign, digits, point, exponent; empty when it is anything else.
std::optional<Digits> split(std::string_view text) {
    Digits out;
    if (text.empty() || text.size() > kNumberTextMax) return std::nullopt;
    if (text.front() == '-' || text.front() == '+') {
        out.is_negative = text.front() == '-';
        text.remove_prefix(1);
    }
    const std::size_t e = text.find_first_of("eE");
    std::string_view mantissa = text.substr(0, e);
    bool seen_digit = false;
    bool seen_point = false;
    for (const char c : mantissa) {
        if (c == '.' && !seen_point) {
            seen_point = true;
            continue;
        }
        if (c < '0' || c > '9') return std::nullopt;
        seen_digit = true;
        if (seen_point) ++out.scale;
        if (c != '0' || !out.significant.empty()) out.significant += c;
    }
    if (!seen_digit) return std::nullopt;
    if (e == std::string_view::npos) return out;
    std::string_view exponent = text.substr(e + 1);
    if (exponent.starts_with('+')) exponent.remove_prefix(1);
    int power = 0;
    const auto read = std::from_chars(exponent.data(), exponent.data() + exponent.size(), power);
    if (read.ec != std::errc{} || read.ptr != exponent.data() + exponent.size() ||
        power > kExponentMax || power < -kExponentMax) {
        return std::nullopt;
    }
    out.scale -= power;
    return out;
}

// Half away from zero, on the digits as they stand.
void round_to_kept(Digits& digits) {
    if (digits.significant.size() <= kDigitsKept) return;
    const bool up = digits.significant[kDigitsKept] >= '5';
    digits.scale -= static_cast<int>(digits.significant.size() - kDigitsKept);
    digits.significant.resize(kDigitsKept);
    if (!up) return;
    std::size_t i = kDigitsKept;
    while (i > 0 && digits.significant[i - 1] == '9') digits.significant[--i] = '0';
    if (i > 0) {
        ++digits.significant[i - 1];
    } else {
        digits.significant.insert(digits.significant.begin(), '1');
        digits.significant.pop_back();
        --digits.scale;
    }
}

std::optional<Decimal> to_decimal(Digits digits) {
    while (!digits.significant.empty() && digits.significant.back() == '0') {
        digits.significant.pop_back();
        --digits.scale;
    }
    base::Int128 coefficient = 0;
    for (const char c : digits.significant) coefficient = coefficient * 10 + (c - '0');
    // What is left of 0.1+0.2-0.3 lies far below the last place anybody means.
    for (; digits.scale > Decimal::kMaxDigits && coefficient != 0; --digits.scale)
        coefficient =
            digits.scale == Decimal::kMaxDigits + 1 ? (coefficient + 5) / 10 : coefficient / 10;
    if (coefficient == 0) return Decimal();
    if (digits.scale < -Decimal::kMaxDigits) return std::nullopt;
    for (; digits.scale < 0; ++digits.scale) coefficient *= 10;
    return Decimal::of(digits.is_negative ? -coefficient : coefficient, digits.scale);
}

std::string clock_text(std::int64_t seconds) {
    return fmt::format("{:02}:{:02}:{:02}", seconds / 3600, seconds / 60 % 60, seconds % 60);
}

// Whole days and the seconds of the last, begun day, to the nearest second.
struct Moment {
    std::int64_t days = 0;
    std::int64_t seconds = 0;
};

std::optional<Moment> moment_of(Decimal serial) {
    const Decimal whole = *Decimal::of(serial.coefficient() / base::power_of_ten(serial.scale()));
    const auto fraction = base::subtract(serial, whole);
    if (serial.is_negative() || !fraction) return std::nullopt;
    // Nine places are a tenth of a millisecond, and leave room for the product.
    const auto seconds = base::multiply(base::round_half_up(*fraction, 9), 86'400);
    if (!seconds) return std::nullopt;
    Moment moment{*whole.to_whole(), *base::round_half_up(*seconds, 0).to_whole()};
    if (moment.seconds == kSecondsOfDay) moment = {moment.days + 1, 0};
    return moment;
}

void fill_moment(SheetCell& cell, const Moment& moment, NumberLook::Kind kind, bool is_1904) {
    const bool is_time = kind == NumberLook::Kind::time;
    if (is_time && moment.days == 0) {
        cell.kind = CellKind::text;
        cell.text = clock_text(moment.seconds);
        cell.number.reset();
        return;
    }
    if (!is_1904 && moment.days == kLeapDayThatNeverWas) {
        cell.kind = CellKind::error;
        cell.text = "1900-02-29";
        return;
    }
    const std::int64_t shift = !is_1904 && moment.days < kLeapDayThatNeverWas ? 1 : 0;
    const std::int64_t zero = is_1904 ? kDayZero1904 : kDayZero1900 + shift;
    const auto date = Date::of_days(zero + moment.days);
    if (!date || (!is_1904 && moment.days == 0)) return;
    cell.kind = CellKind::date;
    cell.date = date;
    cell.has_time = moment.seconds != 0;
    cell.text = base::to_string(*date);
    if (cell.has_time) cell.text += " " + clock_text(moment.seconds);
}

}  // namespace

std::optional<XlsxNumber> read_xlsx_number(std::string_view text) {
    std::optional<Digits> digits = split(text);
    if (!digits) return std::nullopt;
    const auto whole_digits = static_cast<int>(digits->significant.size()) - digits->scale;
    XlsxNumber number;
    number.digits_lost =
        !digits->significant.empty() && whole_digits > static_cast<int>(kDigitsKept);
    round_to_kept(*digits);
    number.value = to_decimal(*std::move(digits));
    return number;
}

bool fill_number(SheetCell& cell, std::string_view text, const NumberLook& look, bool is_1904) {
    const std::optional<XlsxNumber> number = read_xlsx_number(text);
    if (!number) return false;
    cell.kind = CellKind::number;
    cell.number = number->value;
    cell.digits_lost = number->digits_lost;
    cell.is_percent = look.kind == NumberLook::Kind::percent;
    cell.is_scaled = look.is_scaled;
    if (!cell.number) {
        cell.text = text;
        return true;
    }
    const Decimal value = *cell.number;
    if (cell.is_percent) {
        const auto shown = base::multiply(value, 100);
        cell.text = shown ? base::to_string(*shown) + "%" : base::to_string(value);
        return true;
    }
    cell.text = base::to_string(value);
    if (look.zero_width > cell.text.size() && value.is_whole() && !value.is_negative())
        cell.text.insert(0, look.zero_width - cell.text.size(), '0');
    if (look.kind == NumberLook::Kind::plain) return true;
    if (const auto moment = moment_of(value)) fill_moment(cell, *moment, look.kind, is_1904);
    return true;
}

void fill_iso_date(SheetCell& cell, std::string_view text) {
    cell.text = text;
    cell.kind = CellKind::text;
    const std::size_t t = text.find('T');
    const Result<Date> date = Date::parse(text.substr(0, t));
    if (!date) return;
    cell.kind = CellKind::date;
    cell.date = *date;
    cell.text = base::to_string(*date);
    if (t == std::string_view::npos) return;
    const std::string_view clock = text.substr(t + 1, 8);
    cell.has_time = clock.find_first_of("123456789") != std::string_view::npos;
    if (cell.has_time) cell.text += " " + std::string(clock);
}

}  // namespace kc::exchange
