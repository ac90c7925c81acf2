// SPDX-License-Identifier: Apache-2.0
#include "base/quantity.hpp"

#include <gtest/gtest.h>

#include <random>

namespace kc::base {
namespace {

Quantity quantity(std::string_view text) {
    return Quantity::parse(text).value();
}

std::string shown(const Result<Quantity>& result) {
    return result ? to_string(*result) : result.error().code;
}

std::string converted(std::string_view from, std::string_view unit) {
    return shown(convert(quantity(from), Unit::parse(unit).value()));
}

TEST(Quantity, ReadsNumberAndUnit) {
    EXPECT_EQ(shown(Quantity::parse("2.60%")), "2.6%");
    EXPECT_EQ(shown(Quantity::parse("1.2万人")), "1.2万人");
    EXPECT_EQ(shown(Quantity::parse("-0.3个百分点")), "-0.3个百分点");
    EXPECT_EQ(shown(Quantity::parse("12")), "12");
    EXPECT_EQ(shown(Quantity::parse("万元")), "E-quantity");
    EXPECT_EQ(shown(Quantity::parse("")), "E-quantity");
    EXPECT_EQ(shown(Quantity::parse("1.2.3家")), "E-number");
    EXPECT_EQ(shown(Quantity::parse("3,000万元")), "E-unit");
    EXPECT_EQ(shown(Quantity::parse("3亿")), "E-unit");
}

TEST(Quantity, ConvertsExactly) {
    EXPECT_EQ(converted("1.2万人", "人"), "12000人");
    EXPECT_EQ(converted("1234.5678万元", "元"), "12345678元");
    EXPECT_EQ(converted("1元", "亿元"), "0.00000001亿元");
    EXPECT_EQ(converted("0.3兆元", "亿元"), "3000亿元");
    EXPECT_EQ(converted("25‰", "%"), "2.5%");
    EXPECT_EQ(converted("18件/万人", "件/人"), "0.0018件/人");
    EXPECT_EQ(converted("100平方米", "亩"), "0.15亩");
}

TEST(Quantity, RefusesToRoundOrToGuess) {
    EXPECT_EQ(converted("1亩", "平方米"), "E-unit-inexact");
    EXPECT_EQ(converted("999999999999999999亿元", "元"), "E-unit-inexact");
    EXPECT_EQ(converted("5%", "个百分点"), "E-unit-mismatch");
    EXPECT_EQ(converted("5亿元", "亿美元"), "E-unit-mismatch");
}

TEST(Quantity, ComparesAcrossUnits) {
    EXPECT_EQ(compare(quantity("1.2万人"), quantity("12000人")).value(),
              std::strong_ordering::equal);
    EXPECT_EQ(compare(quantity("9999万元"), quantity("1亿元")).value(), std::strong_ordering::less);
    // 1亩 is 666.66…平方米 without end, and still on the right side.
    EXPECT_EQ(compare(quantity("667平方米"), quantity("1亩")).value(),
              std::strong_ordering::greater);
    EXPECT_EQ(compare(quantity("1家"), quantity("1件")).error().code, "E-unit-mismatch");
}

TEST(Quantity, AddsInTheUnitOfTheFirst) {
    EXPECT_EQ(shown(add(quantity("1亿元"), quantity("2000万元"))), "1.2亿元");
    EXPECT_EQ(shown(subtract(quantity("1亿元"), quantity("1元"))), "0.99999999亿元");
    EXPECT_EQ(shown(add(quantity("999999999999999999家"), quantity("1家"))), "E-number-size");
    EXPECT_EQ(shown(add(quantity("1人"), quantity("1人次"))), "E-unit-mismatch");
}

TEST(Quantity, DividesToAPlainNumber) {
    EXPECT_EQ(to_string(ratio_of(quantity("26亿元"), quantity("1000亿元")).value()), "13/500");
    EXPECT_EQ(to_string(ratio_of(quantity("5000万元"), quantity("2亿元")).value()), "1/4");
    EXPECT_EQ(ratio_of(quantity("5家"), quantity("0家")).error().code, "E-division-by-zero");
}

TEST(Quantity, TheDifferenceOfPercentagesIsInPoints) {
    EXPECT_EQ(shown(percentage_points(quantity("2.3%"), quantity("2.6%"))), "0.3个百分点");
    EXPECT_EQ(shown(percentage_points(quantity("2.3%"), quantity("1家"))), "E-unit-mismatch");
}

// Property: to another unit and back is the same quantity.
TEST(Quantity, ConversionRoundTrips) {
    std::mt19937_64 random(20240606);
    const std::vector<Unit> units = [] {
        std::vector<Unit> all;
        for (const char* name : {"元", "千元", "万元", "百万元", "千万元", "亿元", "万亿元"}) {
            all.push_back(Unit::parse(name).value());
        }
        return all;
    }();
    for (int round = 0; round < 20000; ++round) {
        const Quantity before{Decimal::of(static_cast<std::int64_t>(random() % 1'000'000'000),
                                          static_cast<int>(random() % 4))
                                  .value(),
                              units[random() % units.size()]};
        const Result<Quantity> there = convert(before, units[random() % units.size()]);
        if (!there) continue;
        ASSERT_EQ(convert(*there, before.unit).value(), before);
        ASSERT_EQ(compare(before, *there).value(), std::strong_ordering::equal);
    }
}

}  // namespace
}  // namespace kc::base
