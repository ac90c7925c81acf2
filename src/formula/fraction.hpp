// SPDX-License-Identifier: Apache-2.0
// The exact value of a bound while a plan runs: a fraction in 128 bits, or infinite.
//
// base::Ratio is reduced after every step, which costs more than the step; a Fraction is reduced
// only when it would not fit. What does not fit even then is rounded outwards, up for an upper
// bound and down for a lower one, so that a bound stays a bound.
#pragma once

#include <compare>
#include <cstdint>

#include "base/int128.hpp"
#include "base/ratio.hpp"

namespace kc::formula {

enum class Side : std::uint8_t { lower, upper };

struct Fraction {
    base::Int128 numerator = 0;
    base::Int128 denominator = 1;  // positive; 0 for an infinite one, whose numerator is 1 or -1

    static Fraction whole(std::int64_t value) { return {value, 1}; }
    static Fraction of(const base::Ratio& ratio) {
        return {ratio.numerator(), ratio.denominator()};
    }
    static Fraction infinite(Side side) { return {side == Side::upper ? 1 : -1, 0}; }

    [[nodiscard]] bool is_finite() const { return denominator != 0; }
    [[nodiscard]] int sign() const { return numerator > 0 ? 1 : numerator < 0 ? -1 : 0; }
    Fraction operator-() const { return {-numerator, denominator}; }
};

std::strong_ordering compare(const Fraction& a, const Fraction& b);

// Exact where the result fits, else infinite on `side`. Zero times infinite is zero.
Fraction add(const Fraction& a, const Fraction& b, Side side);
Fraction multiply(const Fraction& a, const Fraction& b, Side side);
// In lowest terms.
Fraction reduced(const Fraction& a);
// 1/a for a that is not zero; 0 for an infinite one.
Fraction inverse(const Fraction& a);

struct Interval {
    Fraction lo = {};
    Fraction hi = {};

    // One finite value, written the same way; not every point is found.
    [[nodiscard]] bool is_point() const {
        return lo.numerator == hi.numerator && lo.denominator == hi.denominator && lo.is_finite();
    }
};

// The halved code (plan.hpp) of a fraction counted in `step`; `fits` becomes false when the bound
// had to be moved outwards.
std::int64_t halved_code(const Fraction& value, const base::Ratio& step, Side side, bool& fits);

// The greatest count of steps that is not above the value, and whether it is the value itself.
// False when it does not fit.
bool floor_count(const Fraction& value, const base::Ratio& step, std::int64_t& count, bool& exact);

}  // namespace kc::formula
