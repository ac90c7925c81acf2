// SPDX-License-Identifier: Apache-2.0
#include "indicator/target_support.hpp"

namespace kc::indicator {
namespace {

using namespace test;

class ForecastTest : public TargetTest {
protected:
    void add_year(const std::string& indicator, int year, const char* june, const char* whole) {
        facts.add({indicator, kCity, to_string(*base::Period::running_total(year, 6)), june});
        facts.add({indicator, kCity, to_string(*base::Period::year(year)), whole});
    }
};

TEST_F(ForecastTest, ThreeEarlierYearsGiveAnInterval) {
    add_year("filed", 2021, "400", "1000");
    add_year("filed", 2022, "500", "1000");
    add_year("filed", 2023, "250", "1000");
    facts.add({"filed", kCity, "2024-01..06", "500"});
    const TargetResult result = at("2024-07-20", target("filed", "1200", "家"));
    ASSERT_TRUE(result.forecast && result.forecast->interval);
    EXPECT_EQ(result.forecast->interval->low, number("1000"));
    EXPECT_EQ(result.forecast->interval->middle, number("1250"));
    EXPECT_EQ(result.forecast->interval->high, number("2000"));
    EXPECT_EQ(result.forecast->interval->coverage_percent, 50);
    EXPECT_EQ(result.forecast->derivation.rule, Rule::forecast_seasonal);
}

TEST_F(ForecastTest, TwoYearsAreNotEnoughAndItSaysSo) {
    add_year("contracts", 2022, "4", "10");
    add_year("contracts", 2023, "5", "10");
    facts.add({"contracts", kCity, "2024-01..06", "5"});
    const TargetResult result = at("2024-07-20", target("contracts", "12", "万元"));
    ASSERT_TRUE(result.forecast);
    EXPECT_FALSE(result.forecast->interval);
    EXPECT_EQ(result.forecast->derivation.words.zh,
              "这项指标不均匀，完整年份又不足（2个，至少要3个），不作预测");
}

TEST_F(ForecastTest, TwelveMonthsOfAnIndicatorNotKnownToBeUnevenGiveAnInterval) {
    for (int i = 0; i < 18; ++i) {
        facts.add({"filed", kCity, to_string(*base::Period::month(2023 + i / 12, i % 12 + 1)),
                   i % 2 == 0 ? "10" : "12"});
    }
    const TargetResult result = at("2024-07-20", target("filed", "130", "家"));
    ASSERT_TRUE(result.forecast && result.forecast->interval);
    EXPECT_EQ(result.forecast->derivation.rule, Rule::forecast_windows);
    // 66 so far, and every six months together brought 66.
    EXPECT_EQ(result.forecast->interval->low, number("132"));
    EXPECT_EQ(result.forecast->interval->high, number("132"));
}

TEST_F(ForecastTest, ElevenMonthsAreNotEnough) {
    for (int month = 1; month <= 11; ++month) {
        facts.add({"filed", kCity, to_string(*base::Period::month(2024, month)), "10"});
    }
    const TargetResult result = at("2024-12-05", target("filed", "130", "家"));
    ASSERT_TRUE(result.forecast);
    EXPECT_EQ(result.forecast->derivation.rule, Rule::forecast_too_short);
}

TEST_F(ForecastTest, AStockGoesOnByTheChangeOfEarlierYears) {
    for (const auto& [year, june, end] :
         {std::tuple{2021, "300", "390"}, {2022, "400", "500"}, {2023, "520", "600"}}) {
        facts.add({"firms", kCity, to_string(*base::Period::month(year, 6)), june});
        facts.add({"firms", kCity, to_string(*base::Period::month(year, 12)), end});
    }
    facts.add({"firms", kCity, "2024-06", "640"});
    const TargetResult result = at("2024-07-20", target("firms", "850", "家"));
    EXPECT_EQ(result.forecast->interval->low, number("720"));
    EXPECT_EQ(result.forecast->interval->high, number("740"));
}

TEST_F(ForecastTest, IsInTheUnitOfTheTarget) {
    for (const int year : {2021, 2022, 2023}) add_year("contracts", year, "50000", "100000");
    facts.add({"contracts", kCity, "2024-01..06", "60000"});
    const TargetResult result = at("2024-07-20", target("contracts", "10", "亿元"));
    EXPECT_EQ(result.forecast->interval->middle, number("12"));
}

TEST_F(ForecastTest, TurnsOnTrackIntoAtRiskAndNothingElse) {
    // Even by declaration, but the second half has always brought little.
    add_year("projects", 2021, "180", "200");
    add_year("projects", 2022, "180", "200");
    add_year("projects", 2023, "180", "210");
    facts.add({"projects", kCity, "2024-01..06", "160"});
    TargetDef line = target("projects", "300", "项");
    line.trajectory = Line{};
    const TargetResult risk = at("2024-07-20", line);
    EXPECT_EQ(risk.status, Status::at_risk);
    EXPECT_EQ(risk.derivation.rule, Rule::forecast_misses);
    EXPECT_EQ(
        risk.derivation.words.zh,
        "2024年1—6月符合进度，但预测区间（≈177.8项至≈186.7项）到不了目标（不低于300项）");
    line.value = 1000;
    EXPECT_EQ(at("2024-07-20", line).status, Status::off_track);
    line.value = 180;
    EXPECT_EQ(at("2024-07-20", line).status, Status::on_track);
}

TEST_F(ForecastTest, ThereIsNoneForRatiosOrFinalFigures) {
    facts.add({"share", kCity, "2024-01..06", "58"}).add({"firms", kCity, "2024", "800"});
    EXPECT_FALSE(at("2024-07-20", target("share", "58", "%")).forecast);
    EXPECT_FALSE(at("2025-01-20", target("firms", "850", "家")).forecast);
}

}  // namespace
}  // namespace kc::indicator
