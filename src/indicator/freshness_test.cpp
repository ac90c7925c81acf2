// SPDX-License-Identifier: Apache-2.0
#include "indicator/freshness.hpp"

#include <gtest/gtest.h>

#include "indicator/test_support.hpp"

namespace kc::indicator {
namespace {

using namespace test;

TEST(Freshness, AMonthlyFigureIsFreshUntilTheNextShouldBeOut) {
    const IndicatorDef monthly{
        .frequency = Frequency::month, .publication_lag_days = 15, .grace_days = 10};
    // July ends on the 31st, is out by 15 August, and has ten days of grace.
    EXPECT_EQ(fresh_until(monthly, day("2024-06-30"), 0), day("2024-08-25"));
    EXPECT_EQ(published_by(monthly, day("2024-07-31")), day("2024-08-15"));
}

TEST(Freshness, AYearlyFigureIsFreshForTwoYearsWhenItComesLate) {
    const IndicatorDef yearly{.frequency = Frequency::year, .publication_lag_months = 11};
    EXPECT_EQ(published_by(yearly, day("2024-12-31")), day("2025-11-30"));
    EXPECT_EQ(fresh_until(yearly, day("2023-12-31"), 0), day("2025-12-31"));
}

TEST(Freshness, MonthEndsStayMonthEnds) {
    const IndicatorDef monthly{.frequency = Frequency::month, .grace_days = 0};
    EXPECT_EQ(fresh_until(monthly, day("2024-01-31"), 0), day("2024-02-29"));
    EXPECT_EQ(fresh_until(monthly, day("2024-02-29"), 0), day("2024-03-31"));
}

TEST(Freshness, EventsAreBelievedForAWhileAfterTheLastWord) {
    const IndicatorDef events{.frequency = Frequency::event, .event_review_days = 100};
    EXPECT_EQ(fresh_until(events, day("2020-12-31"), moment("2024-01-01")), day("2024-04-10"));
    EXPECT_FALSE(next_period_end(events, day("2024-01-31")));
}

TEST(Freshness, ADayBeginsAtMidnightInChina) {
    EXPECT_EQ(china_date_of(moment("2024-03-15")), day("2024-03-15"));
    EXPECT_EQ(china_date_of(moment("2024-03-15") - 1), day("2024-03-14"));
    EXPECT_EQ(china_date_of(-1), day("1970-01-01"));
    EXPECT_EQ(china_date_of(-kDay_us), day("1969-12-31"));
}

TEST(Freshness, OnlyTheEndOfTheHorizonMayHaveAFigure) {
    const auto with = [](Frequency frequency) {
        IndicatorDef indicator;
        indicator.frequency = frequency;
        return indicator;
    };
    EXPECT_TRUE(has_only_final_figure(with(Frequency::year), period("2024")));
    EXPECT_FALSE(has_only_final_figure(with(Frequency::quarter), period("2024")));
    EXPECT_TRUE(has_only_final_figure(with(Frequency::quarter), period("2024-Q2")));
    EXPECT_FALSE(has_only_final_figure(with(Frequency::year), period("2021..2025")));
    EXPECT_FALSE(has_only_final_figure(with(Frequency::event), period("2024")));
    EXPECT_EQ(first_period_end(with(Frequency::quarter), period("2024")), day("2024-03-31"));
    EXPECT_EQ(first_period_end(with(Frequency::month), period("2021..2025")), day("2021-01-31"));
}

}  // namespace
}  // namespace kc::indicator
