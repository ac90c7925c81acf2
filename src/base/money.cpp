// SPDX-License-Identifier: Apache-2.0
#include "base/money.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "base/check.hpp"
#include "base/utf8.hpp"

namespace kc::base {
namespace {

// `shown` is the amount as it was given, for the message.
Result<Money> from_parts(Decimal value, std::int32_t fen_each, const std::string& shown) {
    const std::optional<Decimal> fen = multiply(value, fen_each);
    if (fen && !fen->is_whole()) {
        return unexpected(Diagnostic{"E-money-fraction",
                                     {},
                                     fmt::format("“{}”不到整分", shown),
                                     fmt::format("'{}' is not a whole number of 分", shown)}
                              .hint("金额最多精确到0.01元", "give amounts to 0.01元 at most"));
    }
    const std::optional<Money> money = fen ? Money::of_fen(fen->coefficient()) : std::nullopt;
    if (!money) {
        return unexpected(too_many_digits(fmt::format("“{}”", shown), fmt::format("'{}'", shown)));
    }
    return *money;
}

bool is_digit(char c) {
    return c >= '0' && c <= '9';
}

// Takes well-placed separators out of "1,234,567.89万元"; empty when one is misplaced.
std::optional<std::string> without_separators(std::string_view text) {
    const std::size_t start = text.starts_with('-') || text.starts_with('+') ? 1 : 0;
    std::size_t end = start;
    while (end < text.size() && (is_digit(text[end]) || text[end] == ',')) ++end;
    const std::string_view whole = text.substr(start, end - start);
    std::size_t first = whole.find(',');
    if (first == std::string_view::npos) return std::string(text);
    if (first == 0 || first > 3) return std::nullopt;
    for (std::size_t at = first; at < whole.size(); at += 4) {
        const std::string_view group = whole.substr(at, 4);
        if (group.size() != 4 || group[0] != ',') return std::nullopt;
        if (!std::all_of(group.begin() + 1, group.end(), is_digit)) return std::nullopt;
    }
    std::string plain(text);
    std::erase(plain, ',');
    // A comma behind the point is misplaced too.
    const auto commas = static_cast<std::size_t>(std::ranges::count(whole, ','));
    if (plain.size() + commas != text.size()) return std::nullopt;
    return plain;
}

Diagnostic not_an_amount(std::string_view foreign_text) {
    const std::string text = shortened(foreign_text);
    return Diagnostic{"E-money",
                      {},
                      fmt::format("“{}”不是金额", text),
                      fmt::format("'{}' is not an amount of money", text)}
        .hint("写成1,234.56元、50万元或1.2亿元，单位不能省略",
              "write 1,234.56元, 50万元 or 1.2亿元; the unit may not be left out");
}

}  // namespace

Result<Money> Money::from_yuan(Decimal yuan) {
    return from_parts(yuan, 100, to_string(yuan) + "元");
}

Result<Money> Money::from_wan_yuan(Decimal wan_yuan) {
    return from_parts(wan_yuan, 1'000'000, to_string(wan_yuan) + "万元");
}

Result<Money> Money::from_yi_yuan(Decimal yi_yuan) {
    // In two steps: 10^10 does not fit the small factor.
    const std::optional<Decimal> wan_yuan = multiply(yi_yuan, 10'000);
    const std::string shown = to_string(yi_yuan) + "亿元";
    if (!wan_yuan) return unexpected(too_many_digits(shown, shown));
    return from_parts(*wan_yuan, 1'000'000, shown);
}

Result<Money> Money::from(const Quantity& quantity) {
    static const Unit yuan_unit = [] {
        const Result<Unit> unit = Unit::parse("元");
        KC_CHECK(unit.has_value());
        return *unit;
    }();
    const Result<Quantity> in_yuan = convert(quantity, yuan_unit);
    if (!in_yuan) return unexpected(in_yuan.error());
    return from_parts(in_yuan->value, 100, to_string(quantity));
}

Result<Money> Money::parse(std::string_view text) {
    if (text.size() > kMaxTextLength) return unexpected(not_an_amount(text));
    const std::optional<std::string> plain = without_separators(text);
    if (!plain) return unexpected(not_an_amount(text));
    const Result<Quantity> quantity = Quantity::parse(*plain);
    if (!quantity) {
        const bool form = quantity.error().code != "E-number-size";
        return unexpected(form ? not_an_amount(text) : quantity.error());
    }
    if (quantity->unit.dimension() != Dimension::yuan || quantity->unit.is_per()) {
        return unexpected(not_an_amount(text));
    }
    return from(*quantity);
}

Decimal Money::to_yuan() const {
    const std::optional<Decimal> value = Decimal::of(fen_, 2);
    KC_CHECK(value.has_value());
    return *value;
}

std::optional<Money> add(Money a, Money b) {
    // Two amounts of at most 10^18 cannot leave 64 bits.
    return Money::of_fen(a.fen() + b.fen());
}

std::optional<Money> subtract(Money a, Money b) {
    return add(a, -b);
}

std::optional<Money> multiply_half_up(Money amount, const Ratio& factor) {
    const std::optional<Decimal> fen = Decimal::of(amount.fen());
    KC_CHECK(fen.has_value());
    const std::optional<Ratio> product = multiply(Ratio(*fen), factor);
    const std::optional<Decimal> rounded = product ? product->round_half_up(0) : std::nullopt;
    return rounded ? Money::of_fen(rounded->coefficient()) : std::nullopt;
}

std::string to_string(Money amount) {
    std::string text = to_fixed_string(absolute(amount.to_yuan()), 2);
    for (std::size_t point = text.size() - 3; point > 3; point -= 3) text.insert(point - 3, 1, ',');
    return fmt::format("{}{}元", amount.fen() < 0 ? "-" : "", text);
}

}  // namespace kc::base
