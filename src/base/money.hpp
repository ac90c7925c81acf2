// SPDX-License-Identifier: Apache-2.0
// An amount of yuan, kept in 分.
//
// Always exact: an amount with a part of a 分 is refused where it comes in. An amount is never read
// without its unit, because 万元 taken for 元 is the dearest mistake of all.
//
//   Money grant = Money::yuan(500000);
//   Result<Money> cost = Money::parse("123.4万元");   // to_string(*cost) == "1,234,000.00元"
#pragma once

#include <compare>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "base/decimal.hpp"
#include "base/quantity.hpp"
#include "base/ratio.hpp"
#include "base/result.hpp"

namespace kc::base {

class Money {
public:
    // Just below 10^16 yuan on either side: every amount is a Decimal then.
    static constexpr std::int64_t kMaxFen = 999'999'999'999'999'999;
    static constexpr std::size_t kMaxTextLength = 64;

    constexpr Money() = default;

    static constexpr Money yuan(std::int32_t yuan) { return Money(std::int64_t{yuan} * 100); }
    static constexpr std::optional<Money> of_fen(std::int64_t fen) {
        if (fen < -kMaxFen || fen > kMaxFen) return std::nullopt;
        return Money(fen);
    }
    static Result<Money> from_yuan(Decimal yuan);
    static Result<Money> from_wan_yuan(Decimal wan_yuan);
    static Result<Money> from_yi_yuan(Decimal yi_yuan);

    // Any multiple of 元; other currencies and other units are a mismatch.
    static Result<Money> from(const Quantity& quantity);

    // "1,234.56元", "50万元", "1.2亿元". Separators only between groups of three digits.
    static Result<Money> parse(std::string_view text);

    [[nodiscard]] constexpr std::int64_t fen() const { return fen_; }
    [[nodiscard]] Decimal to_yuan() const;

    constexpr Money operator-() const { return Money(-fen_); }
    constexpr auto operator<=>(const Money&) const = default;

private:
    constexpr explicit Money(std::int64_t fen) : fen_(fen) {}

    std::int64_t fen_ = 0;
};

// Empty when the result is larger than any amount can be.
std::optional<Money> add(Money a, Money b);
std::optional<Money> subtract(Money a, Money b);

// A part of an amount, such as a subsidy of 30 %, to the nearest 分, ties away from zero.
std::optional<Money> multiply_half_up(Money amount, const Ratio& factor);

// "1,234.56元"
std::string to_string(Money amount);

}  // namespace kc::base
