// SPDX-License-Identifier: Apache-2.0
#include "base/period.hpp"

#include <gtest/gtest.h>

#include <vector>

namespace kc::base {
namespace {

Period period(std::string_view text) {
    return Period::parse(text).value();
}

std::string parsed(std::string_view text) {
    const Result<Period> result = Period::parse(text);
    return result ? to_string(*result) : result.error().code;
}

std::string days(std::string_view text) {
    return to_string(period(text).first_day()) + " " + to_string(period(text).last_day());
}

TEST(Period, ReadsItsCodes) {
    for (const char* text : {"2024", "2024-H1", "2024-H2", "2024-Q4", "2024-03", "2024-01..06",
                             "2024-01..01", "2021..2025"}) {
        EXPECT_EQ(parsed(text), text);
    }
}

TEST(Period, ReadsChineseForms) {
    const std::vector<std::pair<const char*, const char*>> cases{
        {"2024年", "2024"},
        {"2024年度", "2024"},
        {"2024年全年", "2024"},
        {"二〇二四年", "2024"},
        {"2024年上半年", "2024-H1"},
        {"2024年下半年", "2024-H2"},
        {"2024年一季度", "2024-Q1"},
        {"2024年第一季度", "2024-Q1"},
        {"2024年第3季度", "2024-Q3"},
        {"2024年3月", "2024-03"},
        {"2024年03月份", "2024-03"},
        {"二〇二四年十二月", "2024-12"},
        {"2024年1—6月", "2024-01..06"},
        {"2024年1-6月", "2024-01..06"},
        {"2024年1至6月", "2024-01..06"},
        {"2024年1月至6月", "2024-01..06"},
        {"2024年1～11月份", "2024-01..11"},
        {"2024 年 1 - 6 月", "2024-01..06"},
        {"2024年前三季度", "2024-01..09"},
        {"2024年前三个季度", "2024-01..09"},
        {"2021—2025年", "2021..2025"},
        {"2021年至2025年", "2021..2025"}};
    for (const auto& [text, code] : cases) EXPECT_EQ(parsed(text), code) << text;
}

TEST(Period, RefusesWhatIsNoPeriod) {
    for (const char* text : {"",
                             "24",
                             "2024-",
                             "2024-H3",
                             "2024-Q5",
                             "2024-Q0",
                             "2024-13",
                             "2024-00",
                             "2024-3",
                             "2024-h1",
                             "2024-01..13",
                             "2024-01..6",
                             "2025..2021",
                             "1950..2000",
                             "2024..2024",
                             "2024-03-15",
                             "2024年3月15日",
                             "2024年第五季度",
                             "2024年13月",
                             "2024年前五季度",
                             "2024年半年",
                             "1899",
                             "3000",
                             "去年",
                             "十四五"}) {
        EXPECT_EQ(parsed(text), "E-period") << text;
    }
}

TEST(Period, RunningTotalsBeginInJanuary) {
    EXPECT_EQ(Period::parse("2024-03..06").error().en, "'2024-03..06' does not begin in January");
    EXPECT_EQ(Period::parse("2024年3—6月").error().zh, "“2024年3—6月”不是从1月开始的累计");
}

TEST(Period, KnowsItsFirstAndLastDay) {
    EXPECT_EQ(days("2024"), "2024-01-01 2024-12-31");
    EXPECT_EQ(days("2024-H2"), "2024-07-01 2024-12-31");
    EXPECT_EQ(days("2024-Q1"), "2024-01-01 2024-03-31");
    EXPECT_EQ(days("2024-02"), "2024-02-01 2024-02-29");
    EXPECT_EQ(days("2024-01..02"), "2024-01-01 2024-02-29");
    EXPECT_EQ(days("2021..2025"), "2021-01-01 2025-12-31");
}

TEST(Period, ContainsDaysAndPeriods) {
    EXPECT_TRUE(period("2024-Q1").contains(Date::of(2024, 3, 31).value()));
    EXPECT_FALSE(period("2024-Q1").contains(Date::of(2024, 4, 1).value()));
    EXPECT_TRUE(period("2024-H1").contains(period("2024-Q2")));
    EXPECT_TRUE(period("2024").contains(period("2024-01..12")));
    EXPECT_FALSE(period("2024-Q1").contains(period("2024-01..04")));
    EXPECT_TRUE(period("2021..2025").contains(period("2024")));
}

TEST(Period, YearBeforeIsTheSameMonths) {
    EXPECT_EQ(period("2024-01..06").year_before(), period("2023-01..06"));
    EXPECT_EQ(period("2024-02").year_before(), period("2023-02"));
    EXPECT_EQ(period("2024").year_before(), period("2023"));
    EXPECT_EQ(period("2021..2025").year_before(), period("2016..2020"));
    EXPECT_EQ(to_string(period("1900").year_before()), "1899");
}

TEST(Period, RunningTotalMinusPreviousIsTheMonth) {
    EXPECT_EQ(period("2024-01..03").previous_running_total(), period("2024-01..02"));
    EXPECT_EQ(period("2024-01..03").last_month(), period("2024-03"));
    EXPECT_EQ(period("2024-01..01").previous_running_total(), std::nullopt);
    EXPECT_EQ(period("2024-03").previous_running_total(), std::nullopt);
}

TEST(Period, OrdersOneKindAndRefusesTwo) {
    EXPECT_EQ(compare(period("2024-03"), period("2024-04")).value(), std::strong_ordering::less);
    EXPECT_EQ(compare(period("2024-Q1"), period("2023-Q4")).value(), std::strong_ordering::greater);
    EXPECT_EQ(compare(period("2024"), period("2024")).value(), std::strong_ordering::equal);
    EXPECT_EQ(compare(period("2021..2025"), period("2016..2025")).value(),
              std::strong_ordering::greater);
    EXPECT_EQ(to_string(compare(period("2024-03"), period("2024-01..03")).error(), Language::en),
              "2024-03 is a month and 2024-01..03 is a running total: they cannot be ordered "
              "(use figures of one kind of period) [E-period-kind]");
}

TEST(Period, SameDaysButAnotherKindIsNotTheSame) {
    EXPECT_NE(period("2024"), period("2024-01..12"));
    EXPECT_NE(period("2024-H1"), period("2024-01..06"));
}

// Property: both printed forms read back.
TEST(Period, EveryPeriodRoundTrips) {
    std::vector<std::optional<Period>> all{Period::years(2021, 2025), Period::year(2024)};
    for (int number = 1; number <= 12; ++number) {
        if (number <= 2) all.push_back(Period::half(2024, number));
        if (number <= 4) all.push_back(Period::quarter(2024, number));
        all.push_back(Period::month(2024, number));
        all.push_back(Period::running_total(2024, number));
    }
    for (const std::optional<Period>& each : all) {
        ASSERT_EQ(period(to_string(each.value())), *each);
        ASSERT_EQ(period(to_chinese_string(*each)), *each) << to_chinese_string(*each);
        ASSERT_TRUE(each->contains(each->last_month()));
        ASSERT_LE(each->first_day(), each->last_day());
    }
}

}  // namespace
}  // namespace kc::base
