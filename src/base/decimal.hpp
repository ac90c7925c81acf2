// SPDX-License-Identifier: Apache-2.0
// An exact decimal number of up to 18 digits, at most 18 of them after the point.
//
// Figures of plans and laws are decimals; a binary fraction cannot hold 2.6, and a legal edge such
// as "at least 2.6" would then be decided by noise. Nothing here rounds unless asked to, and what
// does not fit is no value, never a wrapped one. Equal numbers are equal objects: 2.60 is 2.6.
//
//   Result<Decimal> value = Decimal::parse("2.60");   // to_string(*value) == "2.6"
//   std::optional<Decimal> sum = add(*value, 1);      // empty when it needs more than 18 digits
#pragma once

#include <compare>
#include <concepts>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "base/int128.hpp"
#include "base/result.hpp"

namespace kc::base {

class Decimal {
public:
    static constexpr int kMaxDigits = 18;
    static constexpr std::size_t kMaxTextLength = 64;

    constexpr Decimal() = default;

    // Whole numbers that always fit. Wider ones go through `of`, which can say no; floating-point
    // numbers do not convert at all.
    template <std::integral T>
    requires(sizeof(T) <= sizeof(std::int32_t)) constexpr Decimal(T value)
        : coefficient_(value) {}  // NOLINT: implicit on purpose

    // coefficient / 10^scale. Empty when that needs more than 18 digits or 18 places.
    static constexpr std::optional<Decimal> of(Int128 coefficient, int scale = 0);

    // "-12.340": a sign, digits, and digits after a point. No exponent, blanks or separators.
    static Result<Decimal> parse(std::string_view text);

    // Value = coefficient / 10^scale; the scale is the smallest possible, so never negative and 0
    // for a whole number.
    [[nodiscard]] constexpr std::int64_t coefficient() const { return coefficient_; }
    [[nodiscard]] constexpr int scale() const { return scale_; }

    [[nodiscard]] constexpr bool is_zero() const { return coefficient_ == 0; }
    [[nodiscard]] constexpr bool is_negative() const { return coefficient_ < 0; }
    [[nodiscard]] constexpr bool is_whole() const { return scale_ == 0; }

    // Empty when there is something after the point.
    [[nodiscard]] constexpr std::optional<std::int64_t> to_whole() const {
        return is_whole() ? std::optional(coefficient_) : std::nullopt;
    }

    constexpr Decimal operator-() const {
        Decimal negated = *this;
        negated.coefficient_ = -coefficient_;
        return negated;
    }

    constexpr bool operator==(const Decimal&) const = default;
    friend constexpr std::strong_ordering operator<=>(const Decimal& a, const Decimal& b);

private:
    std::int64_t coefficient_ = 0;
    std::int32_t scale_ = 0;
};

// Exact; empty when the result needs more than 18 digits.
std::optional<Decimal> add(Decimal a, Decimal b);
std::optional<Decimal> subtract(Decimal a, Decimal b);
std::optional<Decimal> multiply(Decimal a, Decimal b);

Decimal absolute(Decimal value);

// To at most `places` digits after the point (0..18), ties away from zero.
Decimal round_half_up(Decimal value, int places);

// Canonical: no superfluous zeros, "-" only before a number that is not zero.
std::string to_string(Decimal value);

// Rounded half-up to exactly `places` digits after the point, zeros included: "58.00".
std::string to_fixed_string(Decimal value, int places);

// What to tell somebody whose calculation has come out empty. `what` names it in each language.
Diagnostic too_many_digits(std::string_view what_zh, std::string_view what_en);

constexpr std::optional<Decimal> Decimal::of(Int128 coefficient, int scale) {
    while (scale > 0 && coefficient % 10 == 0) {
        if (coefficient == 0) return Decimal();
        coefficient /= 10;
        --scale;
    }
    constexpr Int128 kEnd = power_of_ten(kMaxDigits);
    if (coefficient <= -kEnd || coefficient >= kEnd) return std::nullopt;
    if (scale < 0 || scale > kMaxDigits) return std::nullopt;
    Decimal value;
    value.coefficient_ = static_cast<std::int64_t>(coefficient);
    value.scale_ = scale;
    return value;
}

constexpr std::strong_ordering operator<=>(const Decimal& a, const Decimal& b) {
    // Brought to a common scale, both stay below 10^36 and so inside 128 bits.
    const int scale = a.scale_ > b.scale_ ? a.scale_ : b.scale_;
    const Int128 left = a.coefficient_ * power_of_ten(scale - a.scale_);
    const Int128 right = b.coefficient_ * power_of_ten(scale - b.scale_);
    if (left == right) return std::strong_ordering::equal;
    return left < right ? std::strong_ordering::less : std::strong_ordering::greater;
}

}  // namespace kc::base
