// SPDX-License-Identifier: Apache-2.0
#include "indicator/verdict.hpp"

#include <gtest/gtest.h>

#include "indicator/test_support.hpp"

namespace kc::indicator {
namespace {

using namespace test;

Evidence flow(std::string_view value) {
    Evidence evidence{.goal = {.low = number("100"), .high = number("100")},
                      .value = number(value),
                      .only_rises = true,
                      .accumulates = true};
    evidence.expectation = Expectation{day("2024-06-30"), number("50"), number("45")};
    return evidence;
}

Evidence stock(std::string_view value) {
    Evidence evidence = flow(value);
    evidence.only_rises = false;
    evidence.accumulates = false;
    evidence.counts_at_once = true;
    return evidence;
}

TEST(Verdict, FollowsTheTrajectoryWhileTheHorizonIsOpen) {
    EXPECT_EQ(judge(flow("50")), (Verdict{Status::on_track, Rule::ahead_of_trajectory}));
    EXPECT_EQ(judge(flow("49.9")), (Verdict{Status::at_risk, Rule::behind_a_little}));
    EXPECT_EQ(judge(flow("45")), (Verdict{Status::at_risk, Rule::behind_a_little}));
    EXPECT_EQ(judge(flow("44.9")), (Verdict{Status::off_track, Rule::behind_far}));
}

TEST(Verdict, WithoutAnEdgeFallingShortIsARiskOnly) {
    Evidence evidence = flow("1");
    evidence.expectation->edge.reset();
    EXPECT_EQ(judge(evidence).status, Status::at_risk);
}

TEST(Verdict, TheFinalFigureDecides) {
    Evidence evidence = stock("99");
    evidence.is_final = true;
    evidence.is_stale = true;  // nothing newer is to come
    EXPECT_EQ(judge(evidence), (Verdict{Status::off_track, Rule::final_missed}));
    evidence.value = number("100");
    EXPECT_EQ(judge(evidence), (Verdict{Status::achieved, Rule::final_reached}));
}

TEST(Verdict, ARunningTotalThatHasReachedItCannotFallBack) {
    Evidence evidence = flow("100");
    evidence.is_partial = true;
    evidence.is_stale = true;
    EXPECT_EQ(judge(evidence), (Verdict{Status::achieved, Rule::reached_for_good}));
    evidence.only_rises = false;
    EXPECT_EQ(judge(evidence), (Verdict{Status::unknown, Rule::incomplete}));
}

TEST(Verdict, ALimitThatIsBrokenStaysBroken) {
    Evidence evidence = flow("101");
    evidence.goal.sense = Sense::at_most;
    evidence.is_stale = true;
    EXPECT_EQ(judge(evidence), (Verdict{Status::off_track, Rule::limit_broken}));
}

TEST(Verdict, BelowALimitTooLittleIsKnownUntilTheEnd) {
    Evidence evidence = flow("10");
    evidence.goal.sense = Sense::at_most;
    evidence.expectation.reset();
    EXPECT_EQ(judge(evidence).status, Status::unknown);
}

TEST(Verdict, AStockThatIsThereCountsAtOnceARatioIsOnlyOnTrack) {
    EXPECT_EQ(judge(stock("100")), (Verdict{Status::achieved, Rule::reached_now}));
    Evidence ratio = stock("100");
    ratio.counts_at_once = false;
    ratio.expectation.reset();
    EXPECT_EQ(judge(ratio), (Verdict{Status::on_track, Rule::reached_now}));
}

TEST(Verdict, WithoutATrajectoryNothingIsJudged) {
    Evidence evidence = flow("99");
    evidence.expectation.reset();
    evidence.why_no_expectation = Rule::line_not_suitable;
    EXPECT_EQ(judge(evidence), (Verdict{Status::unknown, Rule::line_not_suitable}));
}

TEST(Verdict, MissingPartsOldFiguresAndAnnualOnesAreNotJudged) {
    Evidence evidence = flow("60");
    evidence.is_partial = true;
    EXPECT_EQ(judge(evidence), (Verdict{Status::unknown, Rule::incomplete}));
    evidence = stock("120");
    evidence.is_stale = true;
    EXPECT_EQ(judge(evidence), (Verdict{Status::stale, Rule::too_old}));
    evidence = stock("120");
    evidence.only_final_counts = true;
    EXPECT_EQ(judge(evidence), (Verdict{Status::unknown, Rule::annual_only}));
}

TEST(Verdict, AForecastCanOnlyMakeItWorse) {
    Evidence evidence = flow("50");
    evidence.forecast_misses = true;
    EXPECT_EQ(judge(evidence), (Verdict{Status::at_risk, Rule::forecast_misses}));
    for (const char* value : {"44", "49", "100"}) {
        Evidence other = flow(value);
        const Status before = judge(other).status;
        other.forecast_misses = true;
        EXPECT_EQ(judge(other).status, before);
    }
}

// Goal: no combination of evidence makes a partial, old or annual-only figure look good, except a
// running total that has arrived; and taking evidence away never turns a status good.
TEST(Verdict, NeverLooksGoodOnMissingOrOldFigures) {
    int good = 0;
    for (int bits = 0; bits < 1 << 8; ++bits) {
        for (const char* value : {"10", "46", "60", "100", "130"}) {
            for (const Sense sense : {Sense::at_least, Sense::at_most, Sense::inside}) {
                Evidence evidence = flow(value);
                evidence.goal.sense = sense;
                evidence.is_final = (bits & 1) != 0;
                evidence.is_partial = (bits & 2) != 0;
                evidence.only_rises = (bits & 4) != 0;
                evidence.accumulates = (bits & 8) != 0;
                evidence.counts_at_once = (bits & 16) != 0;
                evidence.is_stale = (bits & 32) != 0;
                evidence.only_final_counts = (bits & 64) != 0;
                if ((bits & 128) != 0) evidence.expectation.reset();
                const Verdict verdict = judge(evidence);
                if (!looks_good(verdict.status)) continue;
                ++good;
                const bool has_arrived = evidence.only_rises && verdict.rule != Rule::reached_now &&
                                         sense == Sense::at_least &&
                                         evidence.goal.is_reached(evidence.value);
                EXPECT_TRUE(!evidence.is_partial || has_arrived);
                EXPECT_TRUE(!evidence.is_stale || evidence.is_final || has_arrived);
                EXPECT_TRUE(!evidence.only_final_counts || evidence.is_final || has_arrived);
            }
        }
    }
    EXPECT_GT(good, 100);
}

}  // namespace
}  // namespace kc::indicator
