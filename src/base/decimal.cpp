// SPDX-License-Identifier: Apache-2.0
#include "base/decimal.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "base/check.hpp"
#include "base/utf8.hpp"

namespace kc::base {
namespace {

constexpr bool is_digit(char c) {
    return c >= '0' && c <= '9';
}

Diagnostic not_a_number(std::string_view foreign_text) {
    const std::string text = shortened(foreign_text);
    return Diagnostic{"E-number",
                      {},
                      fmt::format("“{}”不是数字", text),
                      fmt::format("'{}' is not a number", text)}
        .hint("写成 1234.5，不带千分位逗号、空格和单位",
              "write 1234.5, without thousands separators, blanks or a unit");
}

struct Digits {
    std::string_view whole;
    std::string_view fraction;
    bool negative = false;
};

// Splits "-12.340"; empty when the text has another form.
std::optional<Digits> split(std::string_view text) {
    Digits digits;
    if (text.starts_with('-') || text.starts_with('+')) {
        digits.negative = text.front() == '-';
        text.remove_prefix(1);
    }
    const std::size_t point = text.find('.');
    digits.whole = text.substr(0, point);
    if (digits.whole.empty() || !std::ranges::all_of(digits.whole, is_digit)) return std::nullopt;
    if (point == std::string_view::npos) return digits;
    digits.fraction = text.substr(point + 1);
    if (digits.fraction.empty() || !std::ranges::all_of(digits.fraction, is_digit)) {
        return std::nullopt;
    }
    return digits;
}

}  // namespace

Result<Decimal> Decimal::parse(std::string_view text) {
    if (text.size() > kMaxTextLength) return unexpected(not_a_number(text));
    const std::optional<Digits> digits = split(text);
    if (!digits) return unexpected(not_a_number(text));

    std::string_view fraction = digits->fraction;
    while (fraction.ends_with('0')) fraction.remove_suffix(1);
    Int128 coefficient = 0;
    for (const std::string_view part : {digits->whole, fraction}) {
        for (const char c : part) {
            coefficient = coefficient * 10 + (c - '0');
            if (coefficient >= power_of_ten(kMaxDigits)) {
                return unexpected(
                    too_many_digits(fmt::format("“{}”", text), fmt::format("'{}'", text)));
            }
        }
    }
    const std::optional<Decimal> value =
        of(digits->negative ? -coefficient : coefficient, static_cast<int>(fraction.size()));
    if (!value) {
        return unexpected(too_many_digits(fmt::format("“{}”", text), fmt::format("'{}'", text)));
    }
    return *value;
}

std::optional<Decimal> add(Decimal a, Decimal b) {
    const int scale = std::max(a.scale(), b.scale());
    return Decimal::of(a.coefficient() * power_of_ten(scale - a.scale()) +
                           b.coefficient() * power_of_ten(scale - b.scale()),
                       scale);
}

std::optional<Decimal> subtract(Decimal a, Decimal b) {
    return add(a, -b);
}

std::optional<Decimal> multiply(Decimal a, Decimal b) {
    return Decimal::of(static_cast<Int128>(a.coefficient()) * b.coefficient(),
                       a.scale() + b.scale());
}

Decimal absolute(Decimal value) {
    return value.is_negative() ? -value : value;
}

Decimal round_half_up(Decimal value, int places) {
    KC_CHECK(places >= 0 && places <= Decimal::kMaxDigits);
    if (value.scale() <= places) return value;
    // 四舍五入, as offices and spreadsheets do it: 2.605 becomes 2.61, not the 2.60 of the
    // half-to-even rule for measurements (GB/T 8170). Ties go away from zero, so that a fall of
    // 2.605 % and a rise of 2.605 % are rounded alike.
    const Int128 step = power_of_ten(value.scale() - places);
    const Int128 magnitude = absolute(value).coefficient();
    const Int128 rounded = (magnitude + step / 2) / step;
    const std::optional<Decimal> result =
        Decimal::of(value.is_negative() ? -rounded : rounded, places);
    KC_CHECK(result.has_value());  // a digit fewer, plus at most one carried
    return *result;
}

std::string to_string(Decimal value) {
    return to_fixed_string(value, value.scale());
}

std::string to_fixed_string(Decimal value, int places) {
    const Decimal rounded = round_half_up(value, places);
    const auto scale = static_cast<std::size_t>(rounded.scale());
    // At least one digit stands before the point.
    std::string text = fmt::format("{:0>{}}", absolute(rounded).coefficient(), scale + 1);
    if (places > 0) {
        text.append(static_cast<std::size_t>(places) - scale, '0');
        text.insert(text.size() - static_cast<std::size_t>(places), 1, '.');
    }
    return rounded.is_negative() ? "-" + text : text;
}

Diagnostic too_many_digits(std::string_view what_zh, std::string_view what_en) {
    return Diagnostic{"E-number-size",
                      {},
                      fmt::format("{}超过{}位数字，无法精确计算", what_zh, Decimal::kMaxDigits),
                      fmt::format("{} needs more than {} digits and cannot be kept exactly",
                                  what_en, Decimal::kMaxDigits)}
        .hint("改用更大的单位（如亿元），或减少小数位数",
              "use a larger unit (such as 亿元) or fewer decimal places");
}

}  // namespace kc::base
