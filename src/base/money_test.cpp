// SPDX-License-Identifier: Apache-2.0
#include "base/money.hpp"

#include <gtest/gtest.h>

#include <random>

namespace kc::base {
namespace {

std::string shown(const Result<Money>& money) {
    return money ? to_string(*money) : money.error().code;
}

std::string parsed(std::string_view text) {
    return shown(Money::parse(text));
}

Decimal number(std::string_view text) {
    return Decimal::parse(text).value();
}

TEST(Money, PrintsWithSeparatorsAndTwoPlaces) {
    EXPECT_EQ(to_string(Money::of_fen(123456).value()), "1,234.56元");
    EXPECT_EQ(to_string(Money::of_fen(-5).value()), "-0.05元");
    EXPECT_EQ(to_string(Money::yuan(999)), "999.00元");
    EXPECT_EQ(to_string(Money::yuan(-1000000)), "-1,000,000.00元");
    EXPECT_EQ(to_string(Money()), "0.00元");
    EXPECT_EQ(to_string(Money::of_fen(Money::kMaxFen).value()), "9,999,999,999,999,999.99元");
}

TEST(Money, ReadsAmountsWithTheirUnit) {
    EXPECT_EQ(parsed("1,234.56元"), "1,234.56元");
    EXPECT_EQ(parsed("50万元"), "500,000.00元");
    EXPECT_EQ(parsed("1.2亿元"), "120,000,000.00元");
    EXPECT_EQ(parsed("-0.000001万元"), "-0.01元");
    EXPECT_EQ(parsed("12,345.6万元"), "123,456,000.00元");
}

TEST(Money, RefusesAmountsWithoutUnitAndOtherCurrencies) {
    for (const char* text :
         {"", "1234.56", "元", "50万", "12,34元", "1234,567元", ",123元", "1,23.4元", "1,234.5,6元",
          "1.234,567元", "5亿美元", "5家", "5万元/人", "五元"}) {
        EXPECT_EQ(parsed(text), "E-money") << text;
    }
    EXPECT_EQ(parsed(std::string(Money::kMaxTextLength, '1') + "元"), "E-money");
}

TEST(Money, RefusesPartsOfAFen) {
    EXPECT_EQ(parsed("0.001元"), "E-money-fraction");
    EXPECT_EQ(parsed("1.0000001万元"), "E-money-fraction");
    EXPECT_EQ(shown(Money::from_yi_yuan(number("0.00000000001"))), "E-money-fraction");
}

TEST(Money, ComesFromNumbersInEachUnit) {
    EXPECT_EQ(shown(Money::from_yuan(number("0.01"))), "0.01元");
    EXPECT_EQ(shown(Money::from_wan_yuan(number("3.5"))), "35,000.00元");
    EXPECT_EQ(shown(Money::from_yi_yuan(number("1.2"))), "120,000,000.00元");
    EXPECT_EQ(shown(Money::from(Quantity::parse("5亿美元").value())), "E-unit-mismatch");
}

TEST(Money, RefusesWhatIsLargerThanAnyAmount) {
    EXPECT_EQ(Money::of_fen(Money::kMaxFen + 1), std::nullopt);
    EXPECT_EQ(parsed("100000000亿元"), "E-number-size");
    EXPECT_EQ(add(Money::of_fen(Money::kMaxFen).value(), Money::of_fen(1).value()), std::nullopt);
    EXPECT_EQ(subtract(-Money::of_fen(Money::kMaxFen).value(), Money::yuan(1)), std::nullopt);
    EXPECT_EQ(multiply_half_up(Money::of_fen(Money::kMaxFen).value(), Ratio(2)), std::nullopt);
}

TEST(Money, TakesAPartToTheNearestFen) {
    const Ratio third = Ratio::of(1, 3).value();
    EXPECT_EQ(multiply_half_up(Money::yuan(100), third), Money::of_fen(3333));
    EXPECT_EQ(multiply_half_up(Money::of_fen(1).value(), Ratio::of(1, 2).value()),
              Money::of_fen(1));
    EXPECT_EQ(multiply_half_up(Money::of_fen(-1).value(), Ratio::of(1, 2).value()),
              Money::of_fen(-1));
}

// Property: printing and reading give the same amount; adding and taking away too.
TEST(Money, RoundTrips) {
    std::mt19937_64 random(20240607);
    for (int round = 0; round < 20000; ++round) {
        const auto pick = [&] {
            const auto fen = static_cast<std::int64_t>(random() % 100'000'000'000'000'000U);
            return Money::of_fen((random() % 2 == 0 ? fen : -fen) >> (random() % 50)).value();
        };
        const Money a = pick();
        const Money b = pick();
        ASSERT_EQ(Money::parse(to_string(a)).value(), a) << to_string(a);
        ASSERT_EQ(subtract(add(a, b).value(), b), a);
        ASSERT_EQ(Money::from_yuan(a.to_yuan()).value(), a);
    }
}

}  // namespace
}  // namespace kc::base
