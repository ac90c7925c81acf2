// SPDX-License-Identifier: Apache-2.0
#include "base/decimal.hpp"

#include <gtest/gtest.h>

#include <limits>
#include <random>

namespace kc::base {
namespace {

Decimal number(std::string_view text) {
    return Decimal::parse(text).value();
}

std::string code_of(std::string_view text) {
    const Result<Decimal> value = Decimal::parse(text);
    return value ? to_string(*value) : value.error().code;
}

constexpr std::string_view kLargest = "999999999999999999";

TEST(Decimal, PrintsCanonically) {
    EXPECT_EQ(to_string(number("2.60")), "2.6");
    EXPECT_EQ(to_string(number("+0012")), "12");
    EXPECT_EQ(to_string(number("-0.050")), "-0.05");
    EXPECT_EQ(to_string(number("-0.00")), "0");
    EXPECT_EQ(to_string(number("1200")), "1200");
    EXPECT_EQ(to_string(number("0.000000000000000001")), "0.000000000000000001");
}

TEST(Decimal, RefusesWhatIsNotAPlainDecimal) {
    for (const char* text : {"", "-", ".", "5.", ".5", "1.2.3", "1,234", "1e3", " 1", "1 ", "--1",
                             "0x10", "nan", "１", "三"}) {
        EXPECT_EQ(code_of(text), "E-number") << text;
    }
    EXPECT_EQ(code_of(std::string(Decimal::kMaxTextLength + 1, '1')), "E-number");
}

TEST(Decimal, KeepsEighteenDigitsAndRefusesTheNineteenth) {
    EXPECT_EQ(code_of(kLargest), kLargest);
    EXPECT_EQ(code_of("1000000000000000000"), "E-number-size");
    EXPECT_EQ(code_of("0.0000000000000000001"), "E-number-size");
    EXPECT_EQ(code_of("0.1000000000000000000000000"), "0.1");
    EXPECT_EQ(code_of("12345678.12345678901"), "E-number-size");
}

TEST(Decimal, EqualNumbersAreEqualObjects) {
    EXPECT_EQ(number("2.60"), number("2.6"));
    EXPECT_EQ(number("2.000"), 2);
    EXPECT_EQ(Decimal::of(0, 5), Decimal());
}

TEST(Decimal, ComparesAcrossScalesAtTheEnds) {
    EXPECT_LT(number("2.59"), number("2.6"));
    EXPECT_LT(number("-2.6"), number("-2.59"));
    EXPECT_GT(number(kLargest), number("0.000000000000000001"));
    EXPECT_LT(-number(kLargest), number("-0.000000000000000001"));
}

TEST(Decimal, AddsAndMultipliesExactly) {
    EXPECT_EQ(add(number("0.1"), number("0.2")), number("0.3"));
    EXPECT_EQ(subtract(number("2.6"), number("2.46")), number("0.14"));
    EXPECT_EQ(multiply(number("1.2"), 10000), 12000);
    EXPECT_EQ(multiply(number("-0.5"), number("0.02")), number("-0.01"));
}

TEST(Decimal, ResultsThatDoNotFitAreEmpty) {
    EXPECT_EQ(add(number(kLargest), 1), std::nullopt);
    EXPECT_EQ(add(number(kLargest), number("0.1")), std::nullopt);
    EXPECT_EQ(multiply(number(kLargest), 2), std::nullopt);
    EXPECT_EQ(multiply(number("0.0000000001"), number("0.000000001")), std::nullopt);
    EXPECT_EQ(Decimal::of(1, 19), std::nullopt);
    EXPECT_EQ(Decimal::of(1, -1), std::nullopt);
    EXPECT_EQ(Decimal::of(std::numeric_limits<std::int64_t>::min()), std::nullopt);
}

TEST(Decimal, RoundsTiesAwayFromZero) {
    EXPECT_EQ(round_half_up(number("2.605"), 2), number("2.61"));
    EXPECT_EQ(round_half_up(number("2.604"), 2), number("2.6"));
    EXPECT_EQ(round_half_up(number("-2.605"), 2), number("-2.61"));
    EXPECT_EQ(round_half_up(number("0.999999999999999999"), 17), 1);
    EXPECT_EQ(round_half_up(number("-0.4"), 0), 0);
    EXPECT_EQ(round_half_up(number("7.25"), 5), number("7.25"));
}

TEST(Decimal, FixedPrintingFillsUpWithZeros) {
    EXPECT_EQ(to_fixed_string(number("58"), 2), "58.00");
    EXPECT_EQ(to_fixed_string(number("0.005"), 2), "0.01");
    EXPECT_EQ(to_fixed_string(number("-0.004"), 2), "0.00");
    EXPECT_EQ(to_fixed_string(number("-1.5"), 1), "-1.5");
    EXPECT_EQ(to_fixed_string(number("2.5"), 0), "3");
}

TEST(Decimal, TellsWholeNumbers) {
    EXPECT_EQ(number("850.0").to_whole(), 850);
    EXPECT_EQ(number("2.5").to_whole(), std::nullopt);
}

// Property: the class agrees with plain 128-bit integers in units of 10^-9.
TEST(Decimal, AgreesWithScaledIntegersOnRandomNumbers) {
    std::mt19937_64 random(20240601);
    std::uniform_int_distribution<std::int64_t> pick(-999'999'999, 999'999'999);
    const auto nano = [](std::int64_t n) { return Decimal::of(n, 9).value(); };
    for (int round = 0; round < 50000; ++round) {
        const std::int64_t a = pick(random) >> (random() % 30);
        const std::int64_t b = pick(random) >> (random() % 30);
        ASSERT_EQ(add(nano(a), nano(b)), nano(a + b));
        ASSERT_EQ(subtract(nano(a), nano(b)), nano(a - b));
        ASSERT_EQ(multiply(nano(a), nano(b)), Decimal::of(Int128{a} * b, 18));
        ASSERT_EQ(nano(a) <=> nano(b), a <=> b);
        ASSERT_EQ(number(to_string(nano(a))), nano(a));
    }
}

// Property: rounding moves a number by at most half a step, and once rounded stays put.
TEST(Decimal, RoundingIsNearAndStable) {
    std::mt19937_64 random(20240602);
    for (int round = 0; round < 50000; ++round) {
        const auto coefficient =
            static_cast<std::int64_t>(random() % 2'000'000'000'000) - 1'000'000'000'000;
        const Decimal value = Decimal::of(coefficient, static_cast<int>(random() % 12)).value();
        const int places = static_cast<int>(random() % 12);
        const Decimal rounded = round_half_up(value, places);
        ASSERT_LE(rounded.scale(), places);
        ASSERT_EQ(round_half_up(rounded, places), rounded);
        ASSERT_LE(absolute(subtract(rounded, value).value()), Decimal::of(5, places + 1).value());
    }
}

}  // namespace
}  // namespace kc::base
