// SPDX-License-Identifier: Apache-2.0
#include "collection/calendar.hpp"

#include <gtest/gtest.h>

#include "collection/test_support.hpp"

namespace kc::collection {
namespace {

using test::day;
using test::period;

pack::Form quarterly() {
    pack::Form form = test::form_with("  - {code: a, name: {zh: 甲}, unit: 家}\n");
    form.frequency = pack::Frequency::quarter;
    form.first = *pack::Time::parse("2023-Q3");
    form.last = *pack::Time::parse("2024-Q2");
    form.deadline_days = 15;
    return form;
}

TEST(Calendar, PeriodsBeginAndEndWithTheForm) {
    const auto all = periods_within(quarterly(), day("2020-01-01"), day("2030-01-01"));
    ASSERT_EQ(all.size(), 4U);
    EXPECT_EQ(all.front(), period("2023-Q3"));
    EXPECT_EQ(all.back(), period("2024-Q2"));
    EXPECT_FALSE(is_asked_for(quarterly(), period("2024-Q3")));
    EXPECT_FALSE(is_asked_for(quarterly(), period("2024-03")));
}

TEST(Calendar, APeriodBelongsToTheDaysOnWhichItEnds) {
    const auto some = periods_within(quarterly(), day("2023-12-31"), day("2024-03-30"));
    ASSERT_EQ(some.size(), 1U);
    EXPECT_EQ(some[0], period("2023-Q4"));
}

TEST(Calendar, TheDeadlineIsCountedFromTheLastDay) {
    EXPECT_EQ(deadline_of(quarterly(), period("2024-Q1")), day("2024-04-15"));
    EXPECT_FALSE(is_open(period("2024-Q1"), day("2024-03-31")));
    EXPECT_TRUE(is_open(period("2024-Q1"), day("2024-04-01")));
}

TEST(Calendar, NeighboursAreOfTheSameKind) {
    EXPECT_EQ(period_before(period("2024-01")), period("2023-12"));
    EXPECT_EQ(period_after(period("2024-H2")), period("2025-H1"));
    EXPECT_EQ(period_before(period("2024")), period("2023"));
    EXPECT_FALSE(period_before(period("2024-01..03")).has_value());
}

TEST(Calendar, ACellMayBeAboutTheYearToDate) {
    pack::FormField field;
    EXPECT_EQ(fact_period(field, period("2024-Q2")), period("2024-Q2"));
    field.covers = pack::Covers::year_to_date;
    EXPECT_EQ(fact_period(field, period("2024-Q2")), period("2024-01..06"));
    EXPECT_EQ(fact_period(field, period("2024-05")), period("2024-01..05"));
}

}  // namespace
}  // namespace kc::collection
