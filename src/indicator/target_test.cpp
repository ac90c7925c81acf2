// SPDX-License-Identifier: Apache-2.0
#include "indicator/target_support.hpp"

namespace kc::indicator {
namespace {

using namespace test;

TEST_F(TargetTest, AYearEndStockIsAchievedByItsFinalFigure) {
    facts.add({"firms", kCity, "2024", "861"});
    const TargetResult result = at("2025-01-10", target("firms", "850", "家"));
    EXPECT_EQ(result.status, Status::achieved);
    EXPECT_TRUE(result.is_final);
    EXPECT_EQ(result.gap, number("-11"));
    EXPECT_EQ(result.derivation.rule, Rule::final_reached);
    EXPECT_EQ(result.derivation.words.zh, "2024年12月最终数861家，达到目标（不低于850家）");
    ASSERT_FALSE(result.derivation.steps.empty());
    EXPECT_EQ(result.derivation.steps[0].steps[0].facts[0].id, 1);
}

TEST_F(TargetTest, AMissedYearEndIsOffTrack) {
    facts.add({"firms", kCity, "2024", "849"});
    EXPECT_EQ(at("2025-01-10", target("firms", "850", "家")).status, Status::off_track);
}

TEST_F(TargetTest, AFigureForAYearThatIsNotOverIsNotFinal) {
    facts.add({"firms", kCity, "2024", "849"});
    const TargetResult result = at("2024-10-10", target("firms", "850", "家"));
    EXPECT_FALSE(result.is_final);
    EXPECT_NE(result.status, Status::achieved);
}

TEST_F(TargetTest, AStockReachedInTheYearIsAchievedButMayChange) {
    facts.add({"firms", kCity, "2024-06", "851"});
    const TargetResult result = at("2024-07-15", target("firms", "850", "家"));
    EXPECT_EQ(result.status, Status::achieved);
    EXPECT_EQ(result.derivation.rule, Rule::reached_now);
    facts.add({"firms", kCity, "2024-09", "840"});
    EXPECT_NE(at("2024-10-15", target("firms", "850", "家")).status, Status::achieved);
}

TEST_F(TargetTest, WithoutAnyFigureTheStatusIsUnknown) {
    const TargetResult result = at("2024-02-10", target("firms", "850", "家"));
    EXPECT_EQ(result.status, Status::unknown);
    EXPECT_EQ(result.derivation.rule, Rule::no_figure_yet);
    EXPECT_EQ(at("2024-09-10", target("firms", "850", "家")).derivation.rule, Rule::overdue);
}

TEST_F(TargetTest, LastYearsFigureIsShownButJudgesNothing) {
    facts.add({"firms", kCity, "2023", "860"});
    const TargetResult result = at("2024-02-10", target("firms", "850", "家"));
    EXPECT_EQ(result.status, Status::unknown);
    EXPECT_FALSE(result.value);
    ASSERT_TRUE(result.last_known);
    EXPECT_EQ(result.last_known->value, number("860"));
    EXPECT_EQ(result.age_days, 41);
}

TEST_F(TargetTest, AFigureOlderThanItsRhythmIsStale) {
    TargetDef even = target("projects", "300", "项");
    add_totals("projects", 2024, {"30", "60", "90"});
    // March; April is due on 30 April, with 31 days of grace.
    EXPECT_EQ(at("2024-05-31", even).status, Status::on_track);
    const TargetResult stale = at("2024-06-01", even);
    EXPECT_EQ(stale.status, Status::stale);
    EXPECT_EQ(stale.value, number("90"));
    EXPECT_EQ(stale.age_days, 62);
    EXPECT_EQ(
        stale.derivation.words.en,
        "the newest figure is for January to March 2024; nothing has come since 31 May 2024, so "
        "it is stale");
    facts.add({"firms", kCity, "2023-06", "900"});
    EXPECT_EQ(at("2024-06-01", target("firms", "850", "家")).status, Status::stale);
}

TEST_F(TargetTest, ADraftChangesNothingForOfficialReaders) {
    facts.add({"firms", kCity, "2024", "900", {}, FactStatus::submitted});
    EXPECT_EQ(at("2025-01-10", target("firms", "850", "家")).status, Status::unknown);
    EXPECT_EQ(at("2025-01-10", target("firms", "850", "家"), {.statuses = kEveryStatus}).status,
              Status::achieved);
}

TEST_F(TargetTest, AnEvenFlowIsHeldAgainstAStraightLine) {
    add_totals("projects", 2024, {"25", "50", "75", "100", "125", "150"});
    const TargetResult on_track = at("2024-07-10", target("projects", "300", "项"));
    EXPECT_EQ(on_track.status, Status::on_track);
    EXPECT_EQ(on_track.expectation->expected, number("150"));
    EXPECT_EQ(on_track.expectation->edge, number("135"));
    EXPECT_EQ(on_track.completion_percent, number("50"));
    EXPECT_EQ(at("2024-07-10", target("projects", "320", "项")).status, Status::at_risk);
    EXPECT_EQ(at("2024-07-10", target("projects", "340", "项")).status, Status::off_track);
}

TEST_F(TargetTest, TheLineIsReadAtTheEndOfTheFigureNotToday) {
    add_totals("projects", 2024, {"25", "50", "75", "100", "125", "150"});
    const TargetResult result = at("2024-08-20", target("projects", "300", "项"));
    EXPECT_EQ(result.status, Status::on_track);
    EXPECT_EQ(result.expectation->date, day("2024-06-30"));
}

TEST_F(TargetTest, ARunningMonthIsHeldAgainstTheDayNotItsEnd) {
    // 24 a year are two a month: not quite 13 by the middle of July, 14 at its end.
    const TargetDef projects = target("projects", "24", "项");
    add_totals("projects", 2024, {"2", "4", "6", "8", "10", "12", "12"});
    const TargetResult early = at("2024-07-01", projects);
    EXPECT_EQ(early.status, Status::at_risk);
    EXPECT_EQ(early.expectation->date, day("2024-07-01"));
    EXPECT_EQ(early.expectation->expected, *base::Ratio::of(374, 31));
    facts.add({"projects", kCity, "2024-01..07", "13"});
    EXPECT_EQ(at("2024-07-15", projects).status, Status::on_track);
    EXPECT_EQ(at("2024-07-17", projects).status, Status::at_risk);
    const TargetResult ended = at("2024-07-31", projects);
    EXPECT_EQ(ended.expectation->expected, number("14"));
    EXPECT_EQ(ended.status, Status::at_risk);
}

TEST_F(TargetTest, WithoutALineARunningMonthIsHeldAgainstTheLastPointThatPassed) {
    TargetDef filed = target("filed", "100", "家");
    filed.trajectory = Profile{{1, 2, 3, 4, 5, 10, 60, 70, 80, 90, 95, 100}};
    add_totals("filed", 2024, {"1", "2", "3", "4", "5", "10", "11"});
    const TargetResult running = at("2024-07-20", filed);
    EXPECT_EQ(running.status, Status::on_track);  // not yet sixty, and not yet due
    EXPECT_EQ(running.expectation->date, day("2024-06-30"));
    EXPECT_EQ(at("2024-07-31", filed).status, Status::off_track);
    // January has no point behind it.
    TargetDef begun = filed;
    begun.indicator = "net";
    add_totals("net", 2024, {"0"});
    EXPECT_EQ(at("2024-01-20", begun).status, Status::unknown);
}

TEST_F(TargetTest, WhatComparesWithTheYearBeforeWaitsForTheWholePeriod) {
    TargetDef growing = target("filed", "5", "%");
    growing.measure = Measure::growth;
    add_totals("filed", 2023, {"10", "20", "30", "40", "50", "60", "70"});
    add_totals("filed", 2024, {"11", "22", "33", "44", "55", "66", "67"});
    const TargetResult running = at("2024-07-10", growing);
    EXPECT_EQ(running.period, period("2024-01..06"));
    EXPECT_EQ(running.value, number("10"));
    EXPECT_EQ(running.status, Status::on_track);
    EXPECT_EQ(at("2024-07-31", growing).period, period("2024-01..07"));
}

TEST_F(TargetTest, ARunningTotalThatHasArrivedIsAchievedForGood) {
    add_totals("projects", 2024, {"100", "200", "305"});
    const TargetResult result = at("2025-06-01", target("projects", "300", "项"));
    EXPECT_EQ(result.status, Status::achieved);
    EXPECT_EQ(result.derivation.rule, Rule::reached_for_good);
}

TEST_F(TargetTest, ANetChangeThatHasArrivedMayStillFallBack) {
    add_totals("net", 2024, {"20", "40", "60"});
    EXPECT_EQ(at("2024-04-20", target("net", "50", "家")).status, Status::unknown);
}

TEST_F(TargetTest, AnUnevenIndicatorIsNeverHeldAgainstALine) {
    add_totals("contracts", 2024, {"1", "2", "3", "4", "5", "79000"});
    TargetDef value = target("contracts", "200", "亿元");
    EXPECT_EQ(at("2024-07-20", value).status, Status::unknown);
    EXPECT_EQ(at("2024-07-20", value).derivation.rule, Rule::no_trajectory);
    value.trajectory = Line{};
    const TargetResult refused = at("2024-07-20", value);
    EXPECT_EQ(refused.status, Status::unknown);
    EXPECT_EQ(problem_with(value, indicators)->code, "E-target-line");
}

TEST_F(TargetTest, AnUnevenIndicatorFollowsWhatEarlierYearsLookedLike) {
    for (const int year : {2020, 2021, 2022, 2023}) {
        const char* half = year == 2020 ? "40000" : year == 2021 ? "80000" : "60000";
        facts.add({"contracts", kCity, to_string(*base::Period::running_total(year, 6)), half});
        facts.add({"contracts", kCity, to_string(*base::Period::year(year)), "1000000"});
    }
    // Half a year makes 4 to 8 per cent of the whole: 79,000 of 2,000,000 is no disaster.
    facts.add({"contracts", kCity, "2024-01..06", "130000"});
    const TargetResult result = at("2024-07-20", target("contracts", "200", "亿元"));
    EXPECT_EQ(result.status, Status::on_track);
    EXPECT_EQ(result.expectation->expected, number("12"));
    EXPECT_EQ(result.expectation->edge, number("8"));
    EXPECT_EQ(result.value, number("13"));
    EXPECT_EQ(result.derivation.steps[1].rule, Rule::trajectory_learnt);
}

TEST_F(TargetTest, TwoYearsAreTooFewToLearnFrom) {
    for (const int year : {2022, 2023}) {
        facts.add({"contracts", kCity, to_string(*base::Period::running_total(year, 6)), "60000"});
        facts.add({"contracts", kCity, to_string(*base::Period::year(year)), "1000000"});
    }
    facts.add({"contracts", kCity, "2024-01..06", "130000"});
    EXPECT_EQ(at("2024-07-20", target("contracts", "200", "亿元")).status, Status::unknown);
}

TEST_F(TargetTest, AnUnstatedPaceIsNotALineUnlessTheTargetSaysSo) {
    add_totals("filed", 2024, {"100", "200", "300", "400", "500", "600"});
    TargetDef filed = target("filed", "1200", "家");
    EXPECT_EQ(at("2024-07-10", filed).status, Status::unknown);
    filed.trajectory = Line{};
    EXPECT_EQ(at("2024-07-10", filed).status, Status::on_track);
}

TEST_F(TargetTest, AGivenProfileSetsTheExpectation) {
    TargetDef value = target("contracts", "200", "亿元");
    Profile profile;
    for (int month = 0; month < 12; ++month) {
        profile.cumulative_percent[static_cast<std::size_t>(month)] = month < 11 ? month : 100;
    }
    value.trajectory = profile;
    facts.add({"contracts", kCity, "2024-01..06", "95000"});
    const TargetResult result = at("2024-07-20", value);
    EXPECT_EQ(result.expectation->expected, number("10"));
    EXPECT_EQ(result.status, Status::at_risk);
    EXPECT_EQ(result.trajectory.size(), 12U);
}

TEST_F(TargetTest, MilestonesCountFromTheirDay) {
    TargetDef firms = target("firms", "850", "家");
    firms.trajectory = Points{{{day("2024-06-30"), 700}, {day("2024-10-31"), 780}}};
    facts.add({"firms", kCity, "2024-05", "650"});
    EXPECT_EQ(at("2024-06-10", firms).derivation.rule, Rule::no_milestone_yet);
    EXPECT_EQ(at("2024-06-10", firms).status, Status::unknown);
    facts.add({"firms", kCity, "2024-06", "700"});
    EXPECT_EQ(at("2024-07-10", firms).status, Status::on_track);
    facts.add({"firms", kCity, "2024-09", "700"});
    EXPECT_EQ(at("2024-10-10", firms).status, Status::on_track);
    facts.add({"firms", kCity, "2024-10", "765"});
    EXPECT_EQ(at("2024-11-10", firms).status, Status::at_risk);
}

TEST_F(TargetTest, LinesBetweenMilestonesAreDrawnOnlyWhenAskedFor) {
    TargetDef firms = target("firms", "850", "家");
    firms.baseline = 640;
    firms.trajectory = Points{{{day("2024-06-30"), 700}, {day("2024-12-31"), 850}}, true};
    facts.add({"firms", kCity, "2024-09", "765"});
    const TargetResult result = at("2024-10-10", firms);
    EXPECT_EQ(result.expectation->date, day("2024-09-30"));
    EXPECT_EQ(result.expectation->expected, number("775"));
    EXPECT_EQ(result.status, Status::at_risk);
}

TEST_F(TargetTest, AnAnnualFigureIsUnknownUntilItsPublicationThenStale) {
    facts.add({"intensity", kCity, "2022", "2.46", {}, FactStatus::published, "2023-11-20"});
    facts.add({"intensity", kCity, "2023", "2.68", {}, FactStatus::published, "2024-11-15"});
    const TargetDef rd = target("intensity", "2.6", "%");
    const TargetResult waiting = at("2025-06-01", rd);
    EXPECT_EQ(waiting.status, Status::unknown);
    EXPECT_EQ(waiting.derivation.rule, Rule::annual_only);
    EXPECT_EQ(waiting.derivation.words.zh,
              "2024年只有期末一个数，预计2025年11月30日前公布；公布前不判断");
    EXPECT_EQ(waiting.last_known->value, number("2.68"));
    EXPECT_EQ(waiting.next_figure_by, day("2025-11-30"));
    EXPECT_EQ(at("2025-12-31", rd).status, Status::unknown);
    EXPECT_EQ(at("2026-01-01", rd).status, Status::stale);
    facts.add({"intensity", kCity, "2024", "2.6", {}, FactStatus::published, "2026-01-05"});
    EXPECT_EQ(at("2026-01-06", rd).status, Status::achieved);
}

TEST_F(TargetTest, ALeadingIndicatorIsShownButChangesNothing) {
    facts.add({"intensity", kCity, "2023", "2.68"});
    facts.add({"spending", kCity, "2024-01..09", "60"})
        .add({"spending", kCity, "2023-01..09", "48"});
    const TargetResult result = at("2024-11-01", target("intensity", "2.6", "%"));
    EXPECT_EQ(result.status, Status::unknown);
    ASSERT_EQ(result.proxies.size(), 1U);
    EXPECT_EQ(result.proxies[0].change, Outcome(number("25")));
    EXPECT_EQ(result.proxies[0].derivation.words.zh,
              "先行指标“规上企业研发费用”2024年1—9月：60亿元，同比25%；只供参考，不改变判断");
}

TEST_F(TargetTest, AnInterimShareIsOnTrackWhenReachedAndElseNotJudged) {
    facts.add({"share", kCity, "2024-01..06", "58.2"});
    EXPECT_EQ(at("2024-07-20", target("share", "58", "%")).status, Status::on_track);
    EXPECT_EQ(at("2024-07-20", target("share", "59", "%")).status, Status::unknown);
    TargetDef held = target("share", "59", "%");
    held.trajectory = Hold{};
    EXPECT_EQ(at("2024-07-20", held).status, Status::at_risk);
}

TEST_F(TargetTest, AReportedGrowthIsHeldAgainstTheTargetAllYear) {
    facts.add({"growth", kCity, "2024-01..06", "9.5"});
    EXPECT_EQ(at("2024-07-20", target("growth", "9", "%")).status, Status::on_track);
    EXPECT_EQ(at("2024-07-20", target("growth", "10", "%")).status, Status::at_risk);
    EXPECT_EQ(at("2024-07-20", target("growth", "12", "%")).status, Status::off_track);
}

TEST_F(TargetTest, GrowthCanBeMeasuredOnTheIndicatorItself) {
    TargetDef growth = target("projects", "10", "%");
    growth.measure = Measure::growth;
    facts.add({"projects", kCity, "2023", "200"}).add({"projects", kCity, "2024", "220"});
    EXPECT_EQ(at("2025-01-20", growth).status, Status::achieved);
    EXPECT_EQ(at("2025-01-20", growth).value, number("10"));
    growth.value = decimal("10.1");
    EXPECT_EQ(at("2025-01-20", growth).status, Status::off_track);
}

TEST_F(TargetTest, GrowthWithoutABaseIsUnknown) {
    TargetDef growth = target("projects", "10", "%");
    growth.measure = Measure::growth;
    facts.add({"projects", kCity, "2024", "220"});
    const TargetResult result = at("2025-01-20", growth);
    EXPECT_EQ(result.status, Status::unknown);
    EXPECT_EQ(result.derivation.words.en,
              "the target cannot be computed yet: there is no figure to compare with");
}

TEST_F(TargetTest, AnIncreaseIsMeasuredFromTheEndOfTheYearBefore) {
    TargetDef increase = target("firms", "50", "家");
    increase.measure = Measure::increase;
    facts.add({"firms", kCity, "2023-12", "800"}).add({"firms", kCity, "2024-12", "853"});
    const TargetResult result = at("2025-01-20", increase);
    EXPECT_EQ(result.value, number("53"));
    EXPECT_EQ(result.status, Status::achieved);
    TargetDef points = target("share", "2", "个百分点");
    points.measure = Measure::increase;
    facts.add({"share", kCity, "2023", "56.1"}).add({"share", kCity, "2024", "58"});
    EXPECT_EQ(at("2025-01-20", points).value, number("1.9"));
    EXPECT_EQ(at("2025-01-20", points).status, Status::off_track);
}

TEST_F(TargetTest, AMultipleIsMeasuredAgainstItsBaseline) {
    TargetDef doubled = target("firms", "2", "倍");
    doubled.measure = Measure::multiple;
    doubled.baseline = 600;
    facts.add({"firms", kCity, "2024", "1200"});
    EXPECT_EQ(at("2025-01-20", doubled).value, number("2"));
    EXPECT_EQ(at("2025-01-20", doubled).status, Status::achieved);
}

TEST_F(TargetTest, ARankIsHeldAgainstTheTargetAndNeverFarBehindBeforeTheEnd) {
    TargetDef place = target("place", "5", "位");
    place.bound = Bound::rank_at_most;
    facts.add({"place", kCity, "2024-01..06", "9"});
    EXPECT_EQ(at("2024-07-20", place).status, Status::at_risk);
    facts.add({"place", kCity, "2024-01..07", "5"});
    EXPECT_EQ(at("2024-08-20", place).status, Status::on_track);
    facts.add({"place", kCity, "2024", "6"});
    EXPECT_EQ(at("2025-02-20", place).status, Status::off_track);
}

TEST_F(TargetTest, ALimitIsKeptOnlyAtTheEndAndBrokenAtOnce) {
    TargetDef limit = target("accidents", "12", "起");
    limit.bound = Bound::at_most;
    facts.add({"accidents", kCity, "2024-01..03", "3"});
    EXPECT_EQ(at("2024-04-20", limit).status, Status::on_track);
    facts.add({"accidents", kCity, "2024-01..06", "7"});
    EXPECT_EQ(at("2024-07-20", limit).status, Status::off_track);
    facts.add({"accidents", kCity, "2024-01..09", "13"});
    EXPECT_EQ(at("2024-10-20", limit).derivation.rule, Rule::limit_broken);
}

TEST_F(TargetTest, AReductionIsHeldAgainstTheWayFromItsStart) {
    TargetDef clearing = target("without_rd", "0", "家");
    clearing.bound = Bound::equal;
    clearing.baseline = 120;
    facts.add({"without_rd", kCity, "2024-06", "60"});
    const TargetResult half = at("2024-07-20", clearing);
    EXPECT_EQ(half.status, Status::on_track);
    EXPECT_EQ(half.completion_percent, number("50"));
    facts.add({"without_rd", kCity, "2024-07", "56"});
    EXPECT_EQ(at("2024-08-20", clearing).status, Status::at_risk);
    facts.add({"without_rd", kCity, "2024-08", "56"});
    EXPECT_EQ(at("2024-09-20", clearing).status, Status::off_track);
    facts.add({"without_rd", kCity, "2024-09", "0"});
    EXPECT_EQ(at("2024-10-20", clearing).status, Status::achieved);
}

TEST_F(TargetTest, SeveralYearsOfAPlanAddUp) {
    TargetDef plan = target("projects", "1000", "项", "2021..2024");
    for (const char* year : {"2021", "2022", "2023"}) facts.add({"projects", kCity, year, "250"});
    facts.add({"projects", kCity, "2024-01..06", "120"});
    const TargetResult result = at("2024-07-20", plan);
    EXPECT_EQ(result.value, number("870"));
    EXPECT_EQ(result.expectation->expected, number("875"));
    EXPECT_EQ(result.status, Status::at_risk);
    facts.add({"projects", kCity, "2024", "250"});
    EXPECT_EQ(at("2025-01-20", plan).status, Status::achieved);
}

TEST_F(TargetTest, AMissingYearInAPlanIsUnknown) {
    TargetDef plan = target("projects", "1000", "项", "2021..2024");
    facts.add({"projects", kCity, "2021", "250"}).add({"projects", kCity, "2023", "250"});
    facts.add({"projects", kCity, "2024-01..06", "120"});
    EXPECT_EQ(at("2024-07-20", plan).status, Status::unknown);
}

TEST_F(TargetTest, AQuarterlyMilestoneCountsFromJanuary) {
    add_totals("projects", 2024, {"25", "50", "75", "100", "125", "150"});
    EXPECT_EQ(at("2024-07-10", target("projects", "150", "项", "2024-Q2")).status,
              Status::achieved);
    TargetDef alone = target("projects", "80", "项", "2024-Q2");
    alone.from_january = false;
    const TargetResult result = at("2024-07-10", alone);
    EXPECT_EQ(result.value, number("75"));
    EXPECT_EQ(result.status, Status::off_track);
}

TEST_F(TargetTest, ASumThatLacksCountiesIsNotJudgedUnlessItHasArrived) {
    facts.add({"projects", "341802", "2024-01..06", "160"});
    const TargetResult result = at("2024-07-10", target("projects", "300", "项"));
    EXPECT_EQ(result.status, Status::unknown);
    EXPECT_EQ(result.derivation.rule, Rule::incomplete);
    EXPECT_EQ(result.missing_units.size(), 6U);
    EXPECT_EQ(at("2024-07-10", target("projects", "150", "项")).status, Status::achieved);
}

TEST_F(TargetTest, ACompleteFigureGoesBeforeANewerIncompleteOne) {
    add_totals("projects", 2024, {"25", "50", "75", "100", "125", "150"});
    facts.add({"projects", "341802", "2024-01..07", "3"});
    EXPECT_EQ(at("2024-08-10", target("projects", "300", "项")).value, number("150"));
}

TEST_F(TargetTest, EventsAreBelievedUntilNobodyHasSaidAnythingForLong) {
    facts.add({"visits", kCity, "2024-01..03", "30", {}, FactStatus::verified, "2024-04-01"});
    EXPECT_EQ(at("2024-07-10", target("visits", "100", "次")).status, Status::on_track);
    EXPECT_EQ(at("2024-07-11", target("visits", "100", "次")).status, Status::stale);
}

TEST_F(TargetTest, WhatKeepsATargetFromBeingComputedIsSaid) {
    TargetDef unbound = target("", "5", "家");
    EXPECT_EQ(at("2024-07-10", unbound).status, Status::unknown);
    EXPECT_EQ(at("2024-07-10", unbound).derivation.words.zh, "目标还不能计算：还没有对应的指标");
    const auto code = [&](const TargetDef& which) { return problem_with(which, indicators)->code; };
    EXPECT_EQ(code(unbound), "E-target-unbound");
    EXPECT_EQ(code(target("none", "5", "家")), "E-target-indicator");
    EXPECT_EQ(code(target("firms", "5", "亿元")), "E-unit-mismatch");
    TargetDef range = target("firms", "5", "家");
    range.bound = Bound::range;
    EXPECT_EQ(code(range), "E-target-range");
    TargetDef points = target("firms", "5", "家");
    points.trajectory = Points{{{day("2024-06-30"), 1}, {day("2024-03-31"), 2}}};
    EXPECT_EQ(code(points), "E-target-points");
    TargetDef profile = target("firms", "5", "家");
    profile.trajectory = Profile{};
    EXPECT_EQ(code(profile), "E-target-profile");
    TargetDef share = target("share", "5", "%");
    share.measure = Measure::growth;
    EXPECT_EQ(code(share), "E-target-measure");
    EXPECT_FALSE(problem_with(target("firms", "5", "家"), indicators));
}

TEST_F(TargetTest, TheAnswerIsTheSameWhenAskedAgainAsOfThatDay) {
    facts.add({"firms", kCity, "2024", "861", {}, FactStatus::published, "2025-01-05"});
    const Reader then{.known_at_us = moment("2025-01-31")};
    const TargetResult before = at("2025-01-31", target("firms", "850", "家"), then);
    facts.add({"firms", kCity, "2024", "843", {}, FactStatus::revised, "2025-03-01"});
    const TargetResult again = at("2025-01-31", target("firms", "850", "家"), then);
    EXPECT_EQ(again.status, before.status);
    EXPECT_EQ(again.derivation.words, before.derivation.words);
    EXPECT_EQ(at("2025-03-02", target("firms", "850", "家")).status, Status::off_track);
}

TEST_F(TargetTest, ElapsedTimeIsCountedInDays) {
    EXPECT_EQ(at("2023-12-31", target("firms", "850", "家")).elapsed_percent, number("0"));
    EXPECT_EQ(at("2024-07-01", target("firms", "850", "家")).elapsed_percent, number("50"));
    EXPECT_EQ(at("2025-07-01", target("firms", "850", "家")).elapsed_percent, number("100"));
}

}  // namespace
}  // namespace kc::indicator
