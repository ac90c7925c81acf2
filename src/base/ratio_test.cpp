// SPDX-License-Identifier: Apache-2.0
#include "base/ratio.hpp"

#include <gtest/gtest.h>

#include <random>

namespace kc::base {
namespace {

Decimal number(std::string_view text) {
    return Decimal::parse(text).value();
}
Ratio ratio(Decimal numerator, Decimal denominator) {
    return Ratio::of(numerator, denominator).value();
}

TEST(Ratio, IsKeptInLowestTermsWithAPositiveDenominator) {
    EXPECT_EQ(to_string(ratio(850, 1200)), "17/24");
    EXPECT_EQ(to_string(ratio(3, -6)), "-1/2");
    EXPECT_EQ(to_string(ratio(number("2.6"), number("0.13"))), "20");
    EXPECT_EQ(to_string(ratio(0, 7)), "0");
}

TEST(Ratio, HasNoZeroDenominator) {
    EXPECT_EQ(Ratio::of(1, 0), std::nullopt);
    EXPECT_EQ(divide(Ratio(1), Ratio(0)), std::nullopt);
}

TEST(Ratio, AnyTwoDecimalsFit) {
    const Decimal large = number("999999999999999999");
    const Decimal small = number("0.000000000000000001");
    EXPECT_TRUE(Ratio::of(large, small).has_value());
    EXPECT_TRUE(Ratio::of(small, large).has_value());
    EXPECT_LT(ratio(small, large), ratio(large, small));
}

TEST(Ratio, DecidesAnEdgeOnTheTrueValue) {
    // 69.996 % looks like 70.00 % when printed, but has not reached it.
    const Ratio share = ratio(17499, 25000);
    EXPECT_EQ(share.round_half_up(4), number("0.7"));
    EXPECT_LT(share, Ratio(number("0.7")));
    EXPECT_EQ(ratio(1, 2), Ratio(number("0.50")));
}

TEST(Ratio, BecomesADecimalExactlyOnlyWhenItEnds) {
    EXPECT_EQ(ratio(1, 8).exact(), number("0.125"));
    EXPECT_EQ(ratio(-7, 20).exact(), number("-0.35"));
    EXPECT_EQ(ratio(1, 3).exact(), std::nullopt);
}

TEST(Ratio, RoundsTiesAwayFromZero) {
    EXPECT_EQ(ratio(2, 3).round_half_up(4), number("0.6667"));
    EXPECT_EQ(ratio(1, 8).round_half_up(2), number("0.13"));
    EXPECT_EQ(ratio(-1, 8).round_half_up(2), number("-0.13"));
    EXPECT_EQ(ratio(number("999999999999999999"), number("0.1")).round_half_up(0), std::nullopt);
}

TEST(Ratio, CalculatesExactly) {
    EXPECT_EQ(add(ratio(1, 3), ratio(1, 6)), ratio(1, 2));
    EXPECT_EQ(subtract(ratio(1, 3), ratio(1, 2)), ratio(-1, 6));
    EXPECT_EQ(multiply(ratio(2, 3), ratio(9, 4)), ratio(3, 2));
    EXPECT_EQ(divide(ratio(2, 3), ratio(-4, 3)), ratio(-1, 2));
}

TEST(Ratio, ResultsThatDoNotFitAreEmpty) {
    const Ratio large = ratio(number("999999999999999999"), number("0.000000000000000001"));
    EXPECT_EQ(multiply(large, large), std::nullopt);
    const Ratio odd = ratio(1, number("999999999999999989"));
    EXPECT_EQ(multiply(multiply(odd, odd).value(), odd), std::nullopt);
}

// Property: comparing through continued fractions agrees with cross-multiplying where that fits.
TEST(Ratio, ComparesLikeCrossMultiplication) {
    std::mt19937_64 random(20240603);
    const auto pick = [&] { return static_cast<std::int32_t>(random() % 2001) - 1000; };
    for (int round = 0; round < 50000; ++round) {
        const std::int32_t a = pick();
        const std::int32_t c = pick();
        const auto b = static_cast<std::int32_t>(random() % 1000) + 1;
        const auto d = static_cast<std::int32_t>(random() % 1000) + 1;
        ASSERT_EQ(ratio(a, b) <=> ratio(c, d), a * d <=> c * b)
            << a << '/' << b << ' ' << c << '/' << d;
        ASSERT_EQ(subtract(add(ratio(a, b), ratio(c, d)).value(), ratio(c, d)), ratio(a, b));
        ASSERT_EQ(multiply(ratio(a, b), ratio(c, d)), Ratio::of(a * c, b * d));
    }
}

}  // namespace
}  // namespace kc::base
