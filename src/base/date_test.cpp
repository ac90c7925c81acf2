// SPDX-License-Identifier: Apache-2.0
#include "base/date.hpp"

#include <gtest/gtest.h>

#include "base/date_range.hpp"

namespace kc::base {
namespace {

Date date(std::string_view text) {
    return Date::parse(text).value();
}

std::string parsed(std::string_view text) {
    const Result<Date> result = Date::parse(text);
    return result ? to_string(*result) : result.error().code;
}

std::string shown(std::optional<Date> result) {
    return result ? to_string(*result) : "-";
}

TEST(Date, ReadsIsoAndChineseForms) {
    for (const char* text :
         {"2024-03-15", "2024-3-15", "2024/03/15", "2024.3.15", "20240315", "2024年3月15日",
          "2024年03月15日", "2024年3月15号", "2024 年 3 月 15 日", "２０２４年３月１５日",
          "二〇二四年三月十五日", "二零二四年三月十五日"}) {
        EXPECT_EQ(parsed(text), "2024-03-15") << text;
    }
    EXPECT_EQ(parsed("二〇二四年十二月三十一日"), "2024-12-31");
}

TEST(Date, RefusesWhatIsNoDate) {
    for (const char* text :
         {"", "2024", "2024-03", "2024年3月", "24-03-15", "2024-3/15", "2024-03-15 ", "2024-03-015",
          "15.3.2024", "2024年3月15", "2024-03-15T00:00", "去年"}) {
        EXPECT_EQ(parsed(text), "E-date") << text;
    }
    EXPECT_EQ(parsed(std::string(1000, '1')), "E-date");
}

TEST(Date, SaysWhyADayDoesNotExist) {
    EXPECT_EQ(to_string(Date::parse("2023-02-29").error(), Language::both),
              "没有2023年2月29日这一天（该月有28天） / "
              "there is no day 2023-02-29 (that month has 28 days) [E-date]");
    EXPECT_EQ(parsed("2024-13-01"), "E-date");
    EXPECT_EQ(parsed("2024-00-10"), "E-date");
    EXPECT_EQ(parsed("2024-04-31"), "E-date");
    EXPECT_EQ(parsed("0000-01-01"), "E-date");
}

TEST(Date, KnowsLeapYearsAndWeekdays) {
    EXPECT_EQ(days_in_month(2024, 2), 29);
    EXPECT_EQ(days_in_month(1900, 2), 28);
    EXPECT_EQ(days_in_month(2000, 2), 29);
    EXPECT_EQ(date("2024-03-15").weekday(), 5);
    EXPECT_EQ(date("1970-01-01").weekday(), 4);
    EXPECT_EQ(date("1970-01-01"), Date());
}

TEST(Date, CountsDaysAndYears) {
    EXPECT_EQ(days_between(date("2024-02-28"), date("2024-03-01")), 2);
    EXPECT_EQ(days_between(date("2024-03-01"), date("2024-02-28")), -2);
    EXPECT_EQ(whole_years_between(date("2021-03-15"), date("2024-03-14")), 2);
    EXPECT_EQ(whole_years_between(date("2021-03-15"), date("2024-03-15")), 3);
    EXPECT_EQ(whole_years_between(date("2024-03-15"), date("2021-03-16")), -2);
    EXPECT_EQ(whole_years_between(date("2004-02-29"), date("2023-02-28")), 18);
    EXPECT_EQ(whole_years_between(date("2004-02-29"), date("2023-03-01")), 19);
}

TEST(Date, AddsMonthsToTheLastDayWhereThereIsNoSuchDay) {
    EXPECT_EQ(shown(add_months(date("2024-01-31"), 1)), "2024-02-29");
    EXPECT_EQ(shown(add_months(date("2024-03-31"), -1)), "2024-02-29");
    EXPECT_EQ(shown(add_months(date("2024-12-15"), 1)), "2025-01-15");
    EXPECT_EQ(shown(add_years(date("2024-02-29"), 1)), "2025-02-28");
    EXPECT_EQ(shown(add_years(date("2021-11-01"), 3)), "2024-11-01");
    EXPECT_EQ(shown(add_days(date("2024-12-31"), 1)), "2025-01-01");
}

TEST(Date, ResultsOutsideTheCalendarAreEmpty) {
    EXPECT_EQ(shown(add_days(date("9999-12-31"), 1)), "-");
    EXPECT_EQ(shown(add_months(date("0001-01-31"), -1)), "-");
    EXPECT_EQ(shown(add_months(date("9999-12-31"), 0)), "9999-12-31");
    EXPECT_EQ(shown(add_years(date("2024-01-01"), 2'000'000'000)), "-");
    EXPECT_EQ(shown(Date::of_days(10'000'000'000)), "-");
    EXPECT_EQ(shown(Date::of(2024, 1, 300)), "-");
}

// Property: every day of the calendar prints and reads back, in order, without a gap.
TEST(Date, EveryDayRoundTrips) {
    const std::int32_t first = date("0001-01-01").days_since_1970();
    const std::int32_t last = date("9999-12-31").days_since_1970();
    EXPECT_EQ(last - first, 3652058);
    for (std::int32_t days = first; days <= last; days += 7) {
        const Date day = Date::of_days(days).value();
        ASSERT_EQ(Date::of(day.year(), day.month(), day.day()), day);
        if (days % 49 != 0) continue;
        ASSERT_EQ(date(to_string(day)), day);
        if (day.year() >= 1000) {
            ASSERT_EQ(date(to_chinese_string(day)), day);
        }
    }
}

TEST(DateRange, IncludesBothEnds) {
    const DateRange range = DateRange::parse("2021-01-01..2024-12-31").value();
    EXPECT_TRUE(range.contains(date("2021-01-01")));
    EXPECT_TRUE(range.contains(date("2024-12-31")));
    EXPECT_FALSE(range.contains(date("2025-01-01")));
    EXPECT_FALSE(range.contains(date("2020-12-31")));
    EXPECT_EQ(to_string(range), "2021-01-01..2024-12-31");
}

TEST(DateRange, MayBeOpenAtEitherEnd) {
    EXPECT_TRUE(DateRange::parse("2021-01-01..")->contains(date("9999-12-31")));
    EXPECT_TRUE(DateRange::parse("..2021-01-01")->contains(date("0001-01-01")));
    EXPECT_FALSE(DateRange::parse("..2021-01-01")->contains(date("2021-01-02")));
    EXPECT_EQ(to_string(DateRange::parse("..").value()), "..");
}

TEST(DateRange, KnowsOverlap) {
    const auto range = [](std::string_view text) { return DateRange::parse(text).value(); };
    EXPECT_TRUE(range("..2019-06-30").overlaps(range("2019-06-30..")));
    EXPECT_FALSE(range("..2019-06-30").overlaps(range("2019-07-01..")));
    EXPECT_FALSE(range("2019-07-01..").overlaps(range("..2019-06-30")));
    EXPECT_TRUE(range("..").overlaps(range("2019-07-01..2019-07-02")));
}

TEST(DateRange, RefusesWhatIsNoRange) {
    EXPECT_EQ(DateRange::parse("2021-01-01").error().code, "E-date-range");
    EXPECT_EQ(DateRange::parse("2024-01-01..2021-01-01").error().code, "E-date-range");
    EXPECT_EQ(DateRange::parse("2021-01-01..2021-02-30").error().code, "E-date");
    EXPECT_EQ(DateRange::parse("2021..2024").error().code, "E-date");
}

}  // namespace
}  // namespace kc::base
