// SPDX-License-Identifier: Apache-2.0
#include "indicator/comparison.hpp"

#include <gtest/gtest.h>

#include "indicator/test_support.hpp"

namespace kc::indicator {
namespace {

using namespace test;

constexpr const char* kCity = "341800";

class ComparisonTest : public testing::Test {
protected:
    Comparison against(Against what, const std::string& indicator, std::string_view when) {
        const Context context{facts.columns.as_of({}), indicators, tree};
        return compare_with(context,
                            {.indicator = indicator, .unit = kCity, .period = period(when)}, what);
    }
    Comparison yoy(std::string_view when) { return against(Against::year_before, "value", when); }
    Comparison pop(std::string_view when) { return against(Against::period_before, "value", when); }

    Facts facts;
    UnitTree tree = city_tree();
    Definitions indicators =
        Definitions::of({{.code = "value",
                          .name = {"技术合同成交额", "contract value"},
                          .unit = unit("亿元"),
                          .nature = Nature::flow},
                         {.code = "share", .unit = unit("%"), .nature = Nature::ratio},
                         {.code = "place", .unit = unit("位"), .nature = Nature::rank}})
            .value();
};

TEST_F(ComparisonTest, YearOnYearComparesTheSameMonths) {
    facts.add({"value", kCity, "2024-01..06", "9"}).add({"value", kCity, "2023-01..06", "8"});
    const Comparison comparison = yoy("2024-01..06");
    EXPECT_EQ(comparison.outcome, Outcome(number("12.5")));
    EXPECT_EQ(comparison.unit, unit("%"));
    EXPECT_EQ(comparison.derivation.words.zh, "2024年1—6月同比（对2023年1—6月）：12.5%");
    EXPECT_EQ(comparison.derivation.steps.size(), 2U);
}

TEST_F(ComparisonTest, PeriodOnPeriodTakesMonthsOutOfRunningTotals) {
    facts.add({"value", kCity, "2024-01..04", "4"});
    facts.add({"value", kCity, "2024-01..05", "6"});
    facts.add({"value", kCity, "2024-01..06", "9"});
    EXPECT_EQ(pop("2024-06").outcome, Outcome(number("50")));
}

TEST_F(ComparisonTest, RunningTotalsHaveNoPeriodBefore) {
    facts.add({"value", kCity, "2024-01..06", "9"}).add({"value", kCity, "2024-01..05", "8"});
    EXPECT_EQ(pop("2024-01..06").outcome, Outcome(Unknown::no_base_period));
}

TEST_F(ComparisonTest, AMissingOrZeroBaseIsUnknownAndNotInfinite) {
    facts.add({"value", kCity, "2024-06", "9"});
    EXPECT_EQ(yoy("2024-06").outcome, Outcome(Unknown::base_missing));
    facts.add({"value", kCity, "2023-06", "0"});
    EXPECT_EQ(yoy("2024-06").outcome, Outcome(Unknown::base_zero));
    EXPECT_EQ(yoy("2025-06").outcome, Outcome(Unknown::no_figure));
}

TEST_F(ComparisonTest, PercentagesCompareInPoints) {
    facts.add({"share", kCity, "2023", "2.68"}).add({"share", kCity, "2022", "2.46"});
    const Comparison comparison = against(Against::year_before, "share", "2023");
    EXPECT_EQ(comparison.outcome, Outcome(number("0.22")));
    EXPECT_EQ(comparison.unit, unit("个百分点"));
}

TEST_F(ComparisonTest, RanksCompareInPlaces) {
    facts.add({"place", kCity, "2023", "5"}).add({"place", kCity, "2022", "6"});
    EXPECT_EQ(against(Against::year_before, "place", "2023").outcome, Outcome(number("-1")));
}

TEST_F(ComparisonTest, SumsOfDifferentCountiesAreNotCompared) {
    facts.add({"value", "341802", "2024", "9"});
    facts.add({"value", "341802", "2023", "8"}).add({"value", "341821", "2023", "8"});
    EXPECT_EQ(yoy("2024").outcome, Outcome(Unknown::incomplete));
}

TEST_F(ComparisonTest, ARevisionShowsWhatWasKnownThenAndNow) {
    facts.add({"value", kCity, "2024-06", "9", {}, FactStatus::verified, "2024-07-10"});
    facts.add({"value", kCity, "2024-06", "8.5", {}, FactStatus::revised, "2024-09-01"});
    const Context then{facts.columns.as_of({.known_at_us = moment("2024-08-01")}), indicators,
                       tree};
    const Context now{facts.columns.as_of({}), indicators, tree};
    const FigureQuery query{.indicator = "value", .unit = kCity, .period = period("2024-06")};
    const Revision revision = revision_of(then, now, query);
    EXPECT_TRUE(revision.has_changed());
    EXPECT_EQ(revision.change, Outcome(number("-0.5")));
    EXPECT_EQ(revision.derivation.words.en,
              "for June 2024 it was 900000000 yuan then and is 850000000 yuan now");
    EXPECT_FALSE(revision_of(now, now, query).has_changed());
}

TEST_F(ComparisonTest, AFigureThatCameLaterWasUnknownThen) {
    facts.add({"value", kCity, "2024-06", "9", {}, FactStatus::verified, "2024-07-10"});
    const Context then{facts.columns.as_of({.known_at_us = moment("2024-07-01")}), indicators,
                       tree};
    const Context now{facts.columns.as_of({}), indicators, tree};
    const Revision revision =
        revision_of(then, now, {.indicator = "value", .unit = kCity, .period = period("2024-06")});
    EXPECT_TRUE(revision.has_changed());
    EXPECT_EQ(revision.then, Outcome(Unknown::no_figure));
    EXPECT_FALSE(revision.change);
}

}  // namespace
}  // namespace kc::indicator
