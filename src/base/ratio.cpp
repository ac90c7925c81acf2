// SPDX-License-Identifier: Apache-2.0
#include "base/ratio.hpp"

#include <fmt/format.h>

#include <utility>

#include "base/check.hpp"

namespace kc::base {
namespace {

Int128 magnitude(Int128 value) {
    return value < 0 ? -value : value;
}

Int128 greatest_common_divisor(Int128 a, Int128 b) {
    a = magnitude(a);
    b = magnitude(b);
    while (b != 0) a = std::exchange(b, a % b);
    return a;
}

// Division that rounds down, so that the remainder is never negative.
std::pair<Int128, Int128> floor_divide(Int128 numerator, Int128 denominator) {
    Int128 quotient = numerator / denominator;
    Int128 rest = numerator % denominator;
    if (rest < 0) {
        rest += denominator;
        --quotient;
    }
    return {quotient, rest};
}

// Compares a/b with c/d (b, d > 0) through their continued fractions: cross-multiplying would need
// 256 bits.
std::strong_ordering compare(Int128 a, Int128 b, Int128 c, Int128 d) {
    bool swapped = false;
    for (;;) {
        const auto [left, left_rest] = floor_divide(a, b);
        const auto [right, right_rest] = floor_divide(c, d);
        std::strong_ordering order = left <=> right;
        if (left == right && (left_rest == 0 || right_rest == 0)) {
            order = left_rest == right_rest ? std::strong_ordering::equal
                    : left_rest == 0        ? std::strong_ordering::less
                                            : std::strong_ordering::greater;
        } else if (left == right) {
            // Equal whole parts: the larger fraction has the smaller reciprocal.
            a = std::exchange(b, left_rest);
            c = std::exchange(d, right_rest);
            swapped = !swapped;
            continue;
        }
        return swapped ? 0 <=> order : order;
    }
}

}  // namespace

std::optional<Ratio> Ratio::reduced(Int128 numerator, Int128 denominator) {
    if (denominator == 0) return std::nullopt;
    const Int128 divisor = greatest_common_divisor(numerator, denominator);
    numerator /= divisor;
    denominator /= divisor;
    if (denominator < 0) {
        numerator = -numerator;
        denominator = -denominator;
    }
    if (magnitude(numerator) > kMax || denominator > kMax) return std::nullopt;
    Ratio ratio;
    ratio.numerator_ = numerator;
    ratio.denominator_ = denominator;
    return ratio;
}

Ratio::Ratio(Decimal value) {
    const std::optional<Ratio> ratio = reduced(value.coefficient(), power_of_ten(value.scale()));
    KC_CHECK(ratio.has_value());
    *this = *ratio;
}

std::optional<Ratio> Ratio::of(Decimal numerator, Decimal denominator) {
    return reduced(numerator.coefficient() * power_of_ten(denominator.scale()),
                   denominator.coefficient() * power_of_ten(numerator.scale()));
}

std::optional<Decimal> Ratio::exact() const {
    Int128 rest = denominator_;
    int twos = 0;
    int fives = 0;
    for (; rest % 2 == 0; rest /= 2) ++twos;
    for (; rest % 5 == 0; rest /= 5) ++fives;
    const int places = twos > fives ? twos : fives;
    if (rest != 1 || places > Decimal::kMaxDigits) return std::nullopt;
    return round_half_up(places);
}

std::optional<Decimal> Ratio::round_half_up(int places) const {
    KC_CHECK(places >= 0 && places <= Decimal::kMaxDigits);
    // Long division on the magnitude, one place at a time. See Decimal's round_half_up for why
    // ties go away from zero.
    const Int128 end = power_of_ten(Decimal::kMaxDigits);
    Int128 quotient = magnitude(numerator_) / denominator_;
    Int128 rest = magnitude(numerator_) % denominator_;
    for (int place = 0; place < places; ++place) {
        if (quotient >= end) return std::nullopt;
        quotient = quotient * 10 + rest * 10 / denominator_;
        rest = rest * 10 % denominator_;
    }
    if (rest * 2 >= denominator_) ++quotient;
    return Decimal::of(numerator_ < 0 ? -quotient : quotient, places);
}

std::strong_ordering operator<=>(const Ratio& a, const Ratio& b) {
    return compare(a.numerator_, a.denominator_, b.numerator_, b.denominator_);
}

std::optional<Ratio> add(const Ratio& a, const Ratio& b) {
    // Over the least common denominator: the sum of two in-range ratios then rarely leaves 128
    // bits.
    const Int128 divisor = greatest_common_divisor(a.denominator_, b.denominator_);
    const auto left = checked_multiply(a.numerator_, b.denominator_ / divisor);
    const auto right = checked_multiply(b.numerator_, a.denominator_ / divisor);
    const auto denominator = checked_multiply(a.denominator_, b.denominator_ / divisor);
    if (!left || !right || !denominator) return std::nullopt;
    const auto numerator = checked_add(*left, *right);
    if (!numerator) return std::nullopt;
    return Ratio::reduced(*numerator, *denominator);
}

std::optional<Ratio> subtract(const Ratio& a, const Ratio& b) {
    Ratio negated = b;
    negated.numerator_ = -b.numerator_;
    return add(a, negated);
}

std::optional<Ratio> multiply(const Ratio& a, const Ratio& b) {
    // Reduced crosswise first, the products are already in lowest terms and as small as can be.
    const Int128 left = greatest_common_divisor(a.numerator_, b.denominator_);
    const Int128 right = greatest_common_divisor(b.numerator_, a.denominator_);
    const auto numerator = checked_multiply(a.numerator_ / left, b.numerator_ / right);
    const auto denominator = checked_multiply(a.denominator_ / right, b.denominator_ / left);
    if (!numerator || !denominator) return std::nullopt;
    return Ratio::reduced(*numerator, *denominator);
}

std::optional<Ratio> divide(const Ratio& a, const Ratio& b) {
    const std::optional<Ratio> inverse = Ratio::reduced(b.denominator_, b.numerator_);
    return inverse ? multiply(a, *inverse) : std::nullopt;
}

std::string to_string(const Ratio& ratio) {
    if (ratio.denominator() == 1) return fmt::format("{}", ratio.numerator());
    return fmt::format("{}/{}", ratio.numerator(), ratio.denominator());
}

}  // namespace kc::base
