// SPDX-License-Identifier: Apache-2.0
#include "indicator/figure.hpp"

#include <gtest/gtest.h>

#include <set>

#include "indicator/test_support.hpp"

namespace kc::indicator {
namespace {

using namespace test;

constexpr const char* kCity = "341800";

class FigureTest : public testing::Test {
protected:
    Figure figure(const std::string& indicator, const std::string& unit, std::string_view when) {
        return figure_of({facts.columns.as_of({}), indicators, tree},
                         {.indicator = indicator, .unit = unit, .period = period(when)});
    }

    Facts facts;
    UnitTree tree = city_tree();
    Definitions indicators = Definitions::of({{.code = "rd",
                                               .name = {"研发经费", "R&D expenditure"},
                                               .unit = unit("亿元"),
                                               .nature = Nature::flow},
                                              {.code = "gdp",
                                               .name = {"地区生产总值", "GDP"},
                                               .unit = unit("亿元"),
                                               .nature = Nature::flow},
                                              {.code = "intensity",
                                               .name = {"研发投入强度", "R&D intensity"},
                                               .unit = unit("%"),
                                               .nature = Nature::ratio,
                                               .formula = RatioOf{"rd", "gdp"}}})
                                 .value();
};

TEST_F(FigureTest, CarriesTheFactItStandsOn) {
    facts.add({"rd", kCity, "2023", "52.2", {}, FactStatus::published, "2024-11-15"});
    const Figure found = figure("rd", kCity, "2023");
    ASSERT_EQ(found.derivation.facts.size(), 1U);
    EXPECT_EQ(found.derivation.facts[0].id, 1);
    EXPECT_EQ(found.derivation.facts[0].status, FactStatus::published);
    EXPECT_EQ(found.known_at_us, moment("2024-11-15"));
    EXPECT_EQ(found.derivation.words.zh, "宣城市2023年“研发经费”上报为52.2亿元");
    EXPECT_EQ(found.derivation.words.en,
              "R&D expenditure of Xuancheng for 2023 was reported as 5220000000 yuan");
}

TEST_F(FigureTest, ADifferenceOfRunningTotalsNamesBoth) {
    facts.add({"rd", kCity, "2024-01..06", "9"}).add({"rd", kCity, "2024-01..05", "7.5"});
    const Figure found = figure("rd", kCity, "2024-06");
    EXPECT_EQ(found.outcome, Outcome(number("1.5")));
    EXPECT_EQ(found.derivation.rule, Rule::difference_of_periods);
    EXPECT_EQ(found.derivation.words.zh, "2024年6月等于2024年1—6月减2024年1—5月，得1.5亿元");
    EXPECT_EQ(found.derivation.steps.size(), 2U);
}

TEST_F(FigureTest, ASumThatLacksCountiesNamesThem) {
    for (const char* county : {"341802", "341821", "341823", "341824", "341825"}) {
        facts.add({"rd", county, "2023", "1"});
    }
    const Figure found = figure("rd", kCity, "2023");
    EXPECT_TRUE(found.is_partial());
    EXPECT_EQ(found.missing_units, (std::vector<std::string>{"341881", "341882"}));
    EXPECT_EQ(found.derivation.words.zh, "宣城市由5个下级单位相加，得5亿元；还缺宁国市、广德市");
}

TEST_F(FigureTest, ADerivedFigureCarriesItsInputs) {
    facts.add({"rd", kCity, "2023", "52.2"}).add({"gdp", kCity, "2023", "1948"});
    const Figure found = figure("intensity", kCity, "2023");
    EXPECT_EQ(found.derivation.rule, Rule::ratio);
    EXPECT_EQ(found.derivation.words.zh, "“研发投入强度”等于研发经费除以地区生产总值，得≈2.6797%");
    ASSERT_EQ(found.derivation.steps.size(), 2U);
    EXPECT_EQ(found.derivation.steps[0].rule, Rule::reported);
}

TEST_F(FigureTest, AnUnknownFigureSaysWhyAndWhichInputIsMissing) {
    facts.add({"rd", kCity, "2023", "52.2"});
    const Figure found = figure("intensity", kCity, "2023");
    EXPECT_FALSE(found.outcome);
    EXPECT_EQ(found.derivation.words.zh, "宣城市2023年“研发投入强度”未知：没有数据");
    ASSERT_EQ(found.derivation.steps.size(), 2U);
    EXPECT_EQ(found.derivation.steps[1].words.en,
              "GDP of Xuancheng for 2023 is unknown: no figure "
              "has been reported");
}

TEST_F(FigureTest, AnIndicatorNobodyDefinedIsUnknown) {
    EXPECT_EQ(figure("none", kCity, "2023").outcome, Outcome(Unknown::no_indicator));
}

TEST_F(FigureTest, ALongListIsCountedNotShown) {
    for (int i = 0; i < 250; ++i) {
        facts.add({"rd", kCity, "2023", "1", {{"firm", std::to_string(i)}}});
    }
    const Figure found = figure("rd", kCity, "2023");
    EXPECT_EQ(found.outcome, Outcome(number("250")));
    EXPECT_EQ(found.derivation.facts.size(), Derivation::kMaxListed);
    EXPECT_EQ(found.derivation.facts_not_listed, 50U);
}

// What a reader would see with one of the parameters unfilled.
TEST(Rule, EveryRuleHasAnIdAndTheSameParametersInBothLanguages) {
    const auto parameters_in = [](std::string_view text) {
        std::set<std::string> names;
        for (std::size_t open = text.find('{'); open != std::string_view::npos;
             open = text.find('{', open + 1)) {
            names.emplace(text.substr(open + 1, text.find('}', open) - open - 1));
        }
        return names;
    };
    std::set<std::string_view> ids;
    for (const Rule rule : all_rules()) {
        const Words& words = template_of(rule);
        EXPECT_TRUE(ids.insert(id_of(rule)).second) << id_of(rule);
        EXPECT_FALSE(words.zh.empty());
        EXPECT_NE(words.zh, words.en);
        std::set<std::string> zh = parameters_in(words.zh);
        std::set<std::string> en = parameters_in(words.en);
        // Where the sentence before has said whose figure it is, one language may leave it out.
        for (const char* subject : {"indicator", "unit", "period"}) {
            zh.erase(subject);
            en.erase(subject);
        }
        EXPECT_EQ(zh, en) << id_of(rule);
    }
    EXPECT_GT(ids.size(), 50U);
}

}  // namespace
}  // namespace kc::indicator
