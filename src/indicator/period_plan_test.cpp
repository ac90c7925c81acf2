// SPDX-License-Identifier: Apache-2.0
#include "indicator/period_plan.hpp"

#include <gtest/gtest.h>

#include "indicator/test_support.hpp"

namespace kc::indicator {
namespace {

using namespace test;

std::string text_of(const PeriodPlan& plan) {
    std::string text;
    for (const PeriodTerm& term : plan.terms) {
        if (!text.empty() || term.sign < 0) text += term.sign < 0 ? " - " : " + ";
        text += to_string(term.period);
    }
    return text;
}

std::vector<std::string> ways(std::string_view when, Nature nature) {
    std::vector<std::string> all;
    for (const PeriodPlan& plan : plans_for(period(when), nature)) all.push_back(text_of(plan));
    return all;
}

using Ways = std::vector<std::string>;

TEST(PeriodPlan, AMonthIsTheDifferenceOfTwoRunningTotals) {
    EXPECT_EQ(ways("2024-06", Nature::flow), (Ways{"2024-06", "2024-01..06 - 2024-01..05"}));
    EXPECT_EQ(ways("2024-12", Nature::flow),
              (Ways{"2024-12", "2024-01..12 - 2024-01..11", "2024 - 2024-01..11"}));
    EXPECT_EQ(ways("2024-01", Nature::flow), (Ways{"2024-01", "2024-01..01"}));
}

TEST(PeriodPlan, AQuarterIsThreeMonthsOrTheDifferenceOfRunningTotals) {
    EXPECT_EQ(ways("2024-Q2", Nature::flow),
              (Ways{"2024-Q2", "2024-01..06 - 2024-01..03", "2024-04 + 2024-05 + 2024-06"}));
    EXPECT_EQ(ways("2024-Q1", Nature::flow),
              (Ways{"2024-Q1", "2024-01..03", "2024-01 + 2024-02 + 2024-03"}));
}

TEST(PeriodPlan, ARunningTotalFollowsFromTheOneBeforeOrFromItsParts) {
    EXPECT_EQ(ways("2024-01..06", Nature::flow),
              (Ways{"2024-01..06", "2024-H1", "2024-01..05 + 2024-06", "2024-Q1 + 2024-Q2",
                    "2024-01 + 2024-02 + 2024-03 + 2024-04 + 2024-05 + 2024-06"}));
}

TEST(PeriodPlan, YearsAddUpForFlows) {
    EXPECT_EQ(ways("2023..2024", Nature::flow),
              (Ways{"2023..2024", "2023 + 2024", "2023-01..12 + 2024-01..12"}));
}

TEST(PeriodPlan, AStockIsThatOfAnyPeriodWithTheSameEnd) {
    EXPECT_EQ(ways("2024", Nature::stock),
              (Ways{"2024", "2024-12", "2024-Q4", "2024-H2", "2024-01..12"}));
    EXPECT_EQ(ways("2024-05", Nature::stock), (Ways{"2024-05", "2024-01..05"}));
    EXPECT_EQ(ways("2021..2025", Nature::stock),
              (Ways{"2021..2025", "2025-12", "2025-Q4", "2025-H2", "2025-01..12", "2025"}));
}

TEST(PeriodPlan, ARatioIsOnlyThatOfTheSameDays) {
    EXPECT_EQ(ways("2024", Nature::ratio), (Ways{"2024", "2024-01..12"}));
    EXPECT_EQ(ways("2024-Q2", Nature::ratio), (Ways{"2024-Q2"}));
    EXPECT_EQ(ways("2024-01..03", Nature::growth), (Ways{"2024-01..03", "2024-Q1"}));
}

TEST(PeriodPlan, EveryWayCoversJustTheDaysOfItsPeriod) {
    for (int month = 1; month <= 12; ++month) {
        for (const auto& asked :
             {base::Period::month(2024, month), base::Period::running_total(2024, month)}) {
            for (const PeriodPlan& plan : plans_for(*asked, Nature::flow)) {
                int days = 0;
                for (const PeriodTerm& term : plan.terms) {
                    days += term.sign *
                            (days_between(term.period.first_day(), term.period.last_day()) + 1);
                }
                EXPECT_EQ(days, days_between(asked->first_day(), asked->last_day()) + 1)
                    << text_of(plan);
            }
        }
    }
}

TEST(PeriodPlan, TheFirstYearThatCanBeWrittenHasAYearBefore) {
    EXPECT_EQ(plans_for(period("1900").year_before(), Nature::flow).size(), 1U);
}

TEST(PeriodBefore, StepsBackByOneOfItsKind) {
    EXPECT_EQ(period_before(period("2024-01")), period("2023-12"));
    EXPECT_EQ(period_before(period("2024-07")), period("2024-06"));
    EXPECT_EQ(period_before(period("2024-Q1")), period("2023-Q4"));
    EXPECT_EQ(period_before(period("2024-Q3")), period("2024-Q2"));
    EXPECT_EQ(period_before(period("2024-H1")), period("2023-H2"));
    EXPECT_EQ(period_before(period("2024")), period("2023"));
    EXPECT_EQ(period_before(period("2021..2025")), period("2016..2020"));
    EXPECT_FALSE(period_before(period("2024-01..06")));
    EXPECT_FALSE(period_before(period("1900-01")));
}

}  // namespace
}  // namespace kc::indicator
