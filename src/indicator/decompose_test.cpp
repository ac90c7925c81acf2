// SPDX-License-Identifier: Apache-2.0
#include "indicator/target_support.hpp"

namespace kc::indicator {
namespace {

using namespace test;

class DecomposeTest : public TargetTest {
protected:
    TargetDef firms_in_counties(const std::vector<int>& values) {
        TargetDef firms = target("firms", "850", "家");
        const char* counties[] = {"341802", "341821", "341823", "341824",
                                  "341825", "341881", "341882"};
        for (std::size_t i = 0; i < values.size(); ++i) {
            firms.parts.parts.push_back({counties[i], values[i]});
        }
        return firms;
    }
};

TEST_F(DecomposeTest, PartsThatMakeUpTheTargetAgree) {
    const auto result =
        at("2024-07-20", firms_in_counties({300, 120, 100, 40, 40, 130, 120})).parts;
    ASSERT_TRUE(result);
    EXPECT_TRUE(result->agrees);
    EXPECT_EQ(result->sum, number("850"));
}

TEST_F(DecomposeTest, ADifferenceIsNamed) {
    const auto result =
        at("2024-07-20", firms_in_counties({300, 120, 100, 40, 40, 130, 110})).parts;
    EXPECT_FALSE(result->agrees);
    EXPECT_EQ(result->difference, number("-10"));
    EXPECT_EQ(result->derivations[0].words.zh, "分解到各单位的目标合计840家，与目标850家相差-10家");
}

TEST_F(DecomposeTest, RoundedPartsMayDifferByTheirRounding) {
    TargetDef spending = target("spending", "10", "亿元");
    spending.parts.parts = {
        {"341802", decimal("3.3")}, {"341821", decimal("3.3")}, {"341823", decimal("3.3")}};
    EXPECT_TRUE(at("2024-07-20", spending).parts->agrees);
    spending.parts.tolerance = 0;
    EXPECT_FALSE(at("2024-07-20", spending).parts->agrees);
    spending.parts.tolerance.reset();
    spending.parts.parts.back().value = decimal("3.2");
    EXPECT_FALSE(at("2024-07-20", spending).parts->agrees);
}

TEST_F(DecomposeTest, AShareMustBeReachedByEveryPart) {
    TargetDef share = target("share", "50", "%");
    share.parts = {{{"341802", 55}, {"341821", 48}}, Decomposition::Check::each, {}};
    const auto result = at("2024-07-20", share).parts;
    EXPECT_FALSE(result->agrees);
    EXPECT_EQ(result->parts_below, std::vector<std::string>{"341821"});
    EXPECT_EQ(result->derivations[0].words.zh, "郎溪县的目标48%低于全局目标50%");
}

TEST_F(DecomposeTest, EveryPartHasItsOwnStatus) {
    facts.add({"firms", "341802", "2024", "310"}).add({"firms", "341821", "2024", "100"});
    const auto result = at("2025-01-20", firms_in_counties({300, 120, 430})).parts;
    ASSERT_EQ(result->parts.size(), 3U);
    EXPECT_EQ(result->parts[0].status, Status::achieved);
    EXPECT_EQ(result->parts[1].status, Status::off_track);
    EXPECT_EQ(result->parts[1].gap, number("20"));
    EXPECT_EQ(result->parts[2].status, Status::unknown);
}

TEST_F(DecomposeTest, CountiesThatDoNotAddToTheReportedTotalAreNamed) {
    const char* counties[] = {"341802", "341821", "341823", "341824", "341825", "341881", "341882"};
    for (const char* county : counties) facts.add({"firms", county, "2024", "100"});
    facts.add({"firms", kCity, "2024", "703"});
    const auto result = at("2025-01-20", firms_in_counties({850})).parts;
    EXPECT_FALSE(result->figures_agree);
    EXPECT_EQ(result->figure_difference, number("-3"));
    EXPECT_EQ(
        result->derivations.back().words.en,
        "for December 2024 the units add to 700, which differs from the reported total 703 by "
        "-3");
}

TEST_F(DecomposeTest, MilestonesAreScaledToThePart) {
    TargetDef firms = firms_in_counties({425, 425});
    firms.trajectory = Points{{{day("2024-06-30"), 800}}};
    facts.add({"firms", "341802", "2024-06", "400"}).add({"firms", "341821", "2024-06", "300"});
    const auto result = at("2024-07-20", firms).parts;
    EXPECT_EQ(result->parts[0].status, Status::on_track);
    EXPECT_EQ(result->parts[1].status, Status::off_track);
}

TEST_F(DecomposeTest, OnePartMoreThanAllowedIsRefused) {
    TargetDef firms = target("firms", "850", "家");
    firms.parts.parts.assign(TargetDef::kMaxParts, {"341802", 1});
    EXPECT_FALSE(problem_with(firms, indicators));
    firms.parts.parts.push_back({"341802", 1});
    EXPECT_EQ(problem_with(firms, indicators)->code, "E-target-parts");
}

}  // namespace
}  // namespace kc::indicator
