// SPDX-License-Identifier: Apache-2.0
#include "formula/fraction.hpp"

#include <utility>

#include "formula/limits.hpp"

namespace kc::formula {
namespace {

using base::Int128;

Int128 magnitude(Int128 value) {
    return value < 0 ? -value : value;
}

Int128 common_divisor(Int128 a, Int128 b) {
    a = magnitude(a);
    b = magnitude(b);
    while (b != 0) a = std::exchange(b, a % b);
    return a == 0 ? 1 : a;
}

// Room for a sign change and a comparison against zero.
constexpr Int128 kRoom = base::power_of_ten(38);

bool product(Int128 a, Int128 b, Int128& out) {
    return !__builtin_mul_overflow(a, b, &out) && magnitude(out) < kRoom;
}

bool sum(Int128 a, Int128 b, Int128& out) {
    return !__builtin_add_overflow(a, b, &out) && magnitude(out) < kRoom;
}

bool try_add(const Fraction& a, const Fraction& b, Fraction& out) {
    if (a.denominator == b.denominator) {
        out.denominator = a.denominator;
        return sum(a.numerator, b.numerator, out.numerator);
    }
    Int128 left = 0;
    Int128 right = 0;
    return product(a.numerator, b.denominator, left) &&
           product(b.numerator, a.denominator, right) && sum(left, right, out.numerator) &&
           product(a.denominator, b.denominator, out.denominator);
}

bool try_multiply(const Fraction& a, const Fraction& b, Fraction& out) {
    return product(a.numerator, b.numerator, out.numerator) &&
           product(a.denominator, b.denominator, out.denominator);
}

Int128 floor_divide(Int128 a, Int128 b, Int128& rest) {
    Int128 quotient = a / b;
    rest = a % b;
    if (rest < 0) {
        rest += b;
        --quotient;
    }
    return quotient;
}

// Through the continued fractions, for products that need 256 bits.
std::strong_ordering compare_slowly(Fraction a, Fraction b) {
    bool swapped = false;
    for (;;) {
        Int128 left_rest = 0;
        Int128 right_rest = 0;
        const Int128 left = floor_divide(a.numerator, a.denominator, left_rest);
        const Int128 right = floor_divide(b.numerator, b.denominator, right_rest);
        std::strong_ordering order = left <=> right;
        if (order == 0) {
            if (left_rest != 0 && right_rest != 0) {
                a = {a.denominator, left_rest};
                b = {b.denominator, right_rest};
                swapped = !swapped;
                continue;
            }
            order = left_rest == right_rest ? std::strong_ordering::equal
                    : left_rest == 0        ? std::strong_ordering::less
                                            : std::strong_ordering::greater;
        }
        return swapped ? 0 <=> order : order;
    }
}

}  // namespace

Fraction reduced(const Fraction& a) {
    const Int128 divisor = common_divisor(a.numerator, a.denominator);
    return {a.numerator / divisor, a.denominator / divisor};
}

std::strong_ordering compare(const Fraction& a, const Fraction& b) {
    if (!a.is_finite() || !b.is_finite()) {
        const int left = a.is_finite() ? 0 : a.sign();
        const int right = b.is_finite() ? 0 : b.sign();
        return left <=> right;
    }
    Int128 left = 0;
    Int128 right = 0;
    if (product(a.numerator, b.denominator, left) && product(b.numerator, a.denominator, right)) {
        return left <=> right;
    }
    return compare_slowly(a, b);
}

Fraction add(const Fraction& a, const Fraction& b, Side side) {
    if (!a.is_finite() && !b.is_finite() && a.sign() != b.sign()) return Fraction::infinite(side);
    if (!a.is_finite()) return a;
    if (!b.is_finite()) return b;
    Fraction out;
    if (try_add(a, b, out) || try_add(reduced(a), reduced(b), out)) return out;
    return Fraction::infinite(side);
}

Fraction multiply(const Fraction& a, const Fraction& b, Side side) {
    if (a.sign() == 0 || b.sign() == 0) return Fraction::whole(0);
    if (!a.is_finite() || !b.is_finite()) return {a.sign() * b.sign(), 0};
    Fraction out;
    if (try_multiply(a, b, out)) return out;
    // Reduced crosswise the product is in lowest terms already.
    const Int128 left = common_divisor(a.numerator, b.denominator);
    const Int128 right = common_divisor(b.numerator, a.denominator);
    if (try_multiply(reduced({a.numerator / left, a.denominator / right}),
                     reduced({b.numerator / right, b.denominator / left}), out)) {
        return out;
    }
    return Fraction::infinite(side);
}

Fraction inverse(const Fraction& a) {
    if (!a.is_finite()) return Fraction::whole(0);
    return a.sign() < 0 ? Fraction{-a.denominator, -a.numerator}
                        : Fraction{a.denominator, a.numerator};
}

bool floor_count(const Fraction& value, const base::Ratio& step, std::int64_t& count, bool& exact) {
    if (!value.is_finite()) return false;
    Fraction counted;
    const Fraction per_step{step.denominator(), step.numerator()};
    if (!try_multiply(value, per_step, counted)) {
        counted = multiply(value, per_step, Side::upper);
        if (!counted.is_finite()) return false;
    }
    Int128 rest = 0;
    Int128 whole = 0;
    if (magnitude(counted.numerator) <= INT64_MAX && counted.denominator <= INT64_MAX) {
        const auto n = static_cast<std::int64_t>(counted.numerator);
        const auto d = static_cast<std::int64_t>(counted.denominator);
        std::int64_t quotient = n / d;
        std::int64_t left = n % d;
        if (left < 0) {
            left += d;
            --quotient;
        }
        whole = quotient;
        rest = left;
    } else {
        whole = floor_divide(counted.numerator, counted.denominator, rest);
    }
    if (magnitude(whole) > kMaxCount) return false;
    count = static_cast<std::int64_t>(whole);
    exact = rest == 0;
    return true;
}

std::int64_t halved_code(const Fraction& value, const base::Ratio& step, Side side, bool& fits) {
    std::int64_t count = 0;
    bool exact = false;
    if (floor_count(value, step, count, exact) && count <= kMaxCount / 2 - 1 &&
        count >= -kMaxCount / 2) {
        return 2 * count + (exact ? 0 : 1);
    }
    fits = fits && !value.is_finite();
    const bool positive = value.sign() > 0;
    if (side == Side::upper) return positive ? kUnboundedAbove : -kMaxCount;
    return positive ? kMaxCount : kUnboundedBelow;
}

}  // namespace kc::formula
