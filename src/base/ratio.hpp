// SPDX-License-Identifier: Apache-2.0
// An exact fraction, for shares and growth rates.
//
// 850/1200 has no exact decimal, yet "at least 70 %" must be decided on the true value and not on
// the rounded one. A ratio is kept reduced and compared exactly; it becomes a decimal only when
// somebody asks for a number of places. Any two decimals make a ratio that fits.
//
//   std::optional<Ratio> share = Ratio::of(425, 850);
//   bool reached = *share >= Ratio(*Decimal::parse("0.5"));
#pragma once

#include <compare>
#include <optional>
#include <string>

#include "base/decimal.hpp"
#include "base/int128.hpp"

namespace kc::base {

class Ratio {
public:
    // Largest numerator and denominator: leaves room for one more decimal digit in 128 bits.
    static constexpr Int128 kMax = power_of_ten(37);

    constexpr Ratio() = default;
    Ratio(Decimal value);  // NOLINT: implicit on purpose, nothing is lost

    // Empty when the denominator is zero.
    static std::optional<Ratio> of(Decimal numerator, Decimal denominator);

    // In lowest terms, the denominator positive.
    [[nodiscard]] Int128 numerator() const { return numerator_; }
    [[nodiscard]] Int128 denominator() const { return denominator_; }

    // The same number as a decimal; empty when it has no end (1/3) or does not fit.
    [[nodiscard]] std::optional<Decimal> exact() const;

    // Ties away from zero, 0 <= places <= 18; empty when the result needs more than 18 digits.
    [[nodiscard]] std::optional<Decimal> round_half_up(int places) const;

    bool operator==(const Ratio&) const = default;
    friend std::strong_ordering operator<=>(const Ratio& a, const Ratio& b);

    // Exact; empty when the reduced result does not fit, or the divisor is zero.
    friend std::optional<Ratio> add(const Ratio& a, const Ratio& b);
    friend std::optional<Ratio> subtract(const Ratio& a, const Ratio& b);
    friend std::optional<Ratio> multiply(const Ratio& a, const Ratio& b);
    friend std::optional<Ratio> divide(const Ratio& a, const Ratio& b);

private:
    static std::optional<Ratio> reduced(Int128 numerator, Int128 denominator);

    Int128 numerator_ = 0;
    Int128 denominator_ = 1;
};

// "17/24", or "3" for a whole number.
std::string to_string(const Ratio& ratio);

}  // namespace kc::base
