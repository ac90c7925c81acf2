// SPDX-License-Identifier: Apache-2.0
// The judge itself, on firms worked out by hand.
#include <gtest/gtest.h>

#include "slow/slow_policy.hpp"

namespace slow {
namespace {

constexpr std::int64_t kDay = 19'875;     // 2024-06-01
constexpr std::int64_t kWan = 1'000'000;  // 万元 in 分

tech_sme::Row plain_sme() {
    tech_sme::Row firm;
    tech_sme::put(firm, tech_sme::resident, 1);
    tech_sme::put(firm, tech_sme::audited_tax, 1);
    tech_sme::put(firm, tech_sme::staff, 100);
    tech_sme::put(firm, tech_sme::science_staff, 10);
    tech_sme::put(firm, tech_sme::sales, 100 * kWan);
    tech_sme::put(firm, tech_sme::assets, 100 * kWan);
    tech_sme::put(firm, tech_sme::rd, 4 * kWan);
    tech_sme::put(firm, tech_sme::costs, 90 * kWan);
    tech_sme::put(firm, tech_sme::ip2, 4);
    return firm;
}

high_tech::Row plain_high_tech() {
    using namespace high_tech;
    high_tech::Row firm;
    const std::pair<Fact, std::int64_t> values[] = {{resident, 1},
                                                    {registered_on, kDay - 365},
                                                    {years, 3},
                                                    {staff, 100},
                                                    {science_staff, 10},
                                                    {ip1, 1},
                                                    {ip2, 0},
                                                    {field_supported, 1},
                                                    {sales, 5000 * kWan},
                                                    {sales_2, 3000 * kWan},
                                                    {sales_3, 2000 * kWan},
                                                    {rd_1, 150 * kWan},
                                                    {rd_2, 200 * kWan},
                                                    {rd_3, 150 * kWan},
                                                    {rd_domestic, 300 * kWan},
                                                    {income, 5000 * kWan},
                                                    {ht_income, 3000 * kWan},
                                                    {net_1, 169},
                                                    {net_2, 130},
                                                    {net_3, 100},
                                                    {conversions, 15},
                                                    {advance_grade, 0},
                                                    {support_grade, 0},
                                                    {own_rd_ip, 1}};
    for (const auto& [fact, value] : values) put(firm, fact, value);
    return firm;
}

TEST(SlowEvaluator, AFirmTwoPointsShortIsNo) {
    const Verdict verdict = verdict_of(plain_sme(), kDay);
    EXPECT_EQ(static_cast<int>(verdict.total), 58);
    EXPECT_EQ(verdict.decision, Truth::no);
}

TEST(SlowEvaluator, FiveMoreScientistsMakeItYes) {
    tech_sme::Row firm = plain_sme();
    tech_sme::put(firm, tech_sme::science_staff, 15);
    const Verdict verdict = verdict_of(firm, kDay);
    EXPECT_EQ(static_cast<int>(verdict.total), 62);
    EXPECT_EQ(verdict.decision, Truth::yes);
}

TEST(SlowEvaluator, WithoutPointsForStaffEightyAreNotEnough) {
    tech_sme::Row firm = plain_sme();
    tech_sme::put(firm, tech_sme::science_staff, 9);
    tech_sme::put(firm, tech_sme::rd, 6 * kWan);
    tech_sme::put(firm, tech_sme::ip1, 1);
    EXPECT_EQ(static_cast<int>(verdict_of(firm, kDay).total), 80);
    EXPECT_EQ(verdict_of(firm, kDay).decision, Truth::no);
}

TEST(SlowEvaluator, OneFenOverTheLimitIsNo) {
    tech_sme::Row firm = plain_sme();
    tech_sme::put(firm, tech_sme::htfirm_valid, 1);
    tech_sme::put(firm, tech_sme::assets, 20'000 * kWan);
    EXPECT_EQ(verdict_of(firm, kDay).decision, Truth::yes);
    tech_sme::put(firm, tech_sme::assets, 20'000 * kWan + 1);
    EXPECT_EQ(verdict_of(firm, kDay).decision, Truth::no);
}

TEST(SlowEvaluator, AccountsAreAskedForFromTheDayOfTheGuide) {
    tech_sme::Row firm = plain_sme();
    tech_sme::put(firm, tech_sme::htfirm_valid, 1);
    tech_sme::put(firm, tech_sme::audited_tax, 0);
    EXPECT_EQ(verdict_of(firm, kFirstDayOfGuide - 1).decision, Truth::yes);
    EXPECT_EQ(verdict_of(firm, kFirstDayOfGuide).decision, Truth::no);
}

TEST(SlowEvaluator, WhatDoesNotApplyNeverMakesAYesNorHidesANo) {
    tech_sme::Row firm = plain_sme();
    tech_sme::put(firm, tech_sme::htfirm_valid, 1);
    firm[tech_sme::assets].state = Field::State::none;
    EXPECT_EQ(verdict_of(firm, kDay).decision, Truth::none);
    tech_sme::put(firm, tech_sme::staff, 501);
    EXPECT_EQ(verdict_of(firm, kDay).decision, Truth::no);
}

TEST(SlowEvaluator, AMissingFigureLeavesWhatItCouldBe) {
    tech_sme::Row firm = plain_sme();
    tech_sme::put(firm, tech_sme::science_staff, 15);
    firm[tech_sme::rd].state = Field::State::missing;
    const Reach reach = reach_of(firm, kDay);
    EXPECT_EQ(expected(reach), Expected::open);
    EXPECT_EQ(static_cast<int>(reach.total_low), 32);
    EXPECT_EQ(static_cast<int>(reach.total_high), 82);
}

TEST(SlowEvaluator, HighTechEverythingExactlyOnItsLimit) {
    high_tech::Row firm = plain_high_tech();
    for (std::size_t i = high_tech::kFirstExpert; i < high_tech::kFacts; ++i) firm[i].value = 30;
    EXPECT_EQ(verdict_of(firm, kDay).decision, Truth::yes);
    EXPECT_EQ(verdict_of(firm, kDay - 1).decision, Truth::no);
}

TEST(SlowEvaluator, HighTechSeventyIsNotEnough) {
    high_tech::Row firm = plain_high_tech();
    // 7 + 7 + 7 + 1 for rights, 25, growth 7 of 30 % and 9 of 58 %.
    const int lowest = 22 + 25 + 7 + 9;
    EXPECT_EQ(static_cast<int>(verdict_of(firm, kDay).total), lowest);
    high_tech::put(firm, high_tech::x_rules, 6);
    high_tech::put(firm, high_tech::x_unit, 1);
    EXPECT_EQ(static_cast<int>(verdict_of(firm, kDay).total), 70);
    EXPECT_EQ(verdict_of(firm, kDay).decision, Truth::no);
    high_tech::put(firm, high_tech::x_unit, 2);
    EXPECT_EQ(verdict_of(firm, kDay).decision, Truth::yes);
}

TEST(SlowEvaluator, GrowthIsTheMeanOfTwoRatiosLessOne) {
    high_tech::Row firm = plain_high_tech();
    const auto rate = high_tech::growth(firm, high_tech::net_1, high_tech::net_2, high_tech::net_3);
    EXPECT_TRUE(at_least(*rate, percent(30)));
    EXPECT_FALSE(more_than(*rate, percent(30)));
}

}  // namespace
}  // namespace slow
