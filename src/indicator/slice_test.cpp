// SPDX-License-Identifier: Apache-2.0
#include "indicator/slice.hpp"

#include <gtest/gtest.h>

#include "indicator/figure.hpp"
#include "indicator/naive_slice.hpp"
#include "indicator/test_support.hpp"

namespace kc::indicator {
namespace {

using namespace test;

constexpr const char* kCity = "341800";

class SliceTest : public testing::Test {
protected:
    Slice slice(const SliceQuery& query, const Reader& reader = {}) {
        return compute({facts.columns.as_of(reader), indicators, tree}, query).value();
    }
    Outcome value(const std::string& indicator, const std::string& unit, std::string_view when) {
        return slice({.indicator = indicator, .units = {unit}, .periods = {period(when)}})
            .exact(0, 0);
    }

    Facts facts;
    UnitTree tree = city_tree();
    Definitions indicators =
        Definitions::of({{.code = "new", .unit = unit("家"), .nature = Nature::flow},
                         {.code = "stock", .unit = unit("家"), .nature = Nature::stock},
                         {.code = "event", .unit = unit("场"), .nature = Nature::occurrence},
                         {.code = "share", .unit = unit("%"), .nature = Nature::ratio},
                         {.code = "rd", .unit = unit("亿元"), .nature = Nature::flow},
                         {.code = "gdp", .unit = unit("万元"), .nature = Nature::flow},
                         {.code = "intensity",
                          .unit = unit("%"),
                          .nature = Nature::ratio,
                          .formula = RatioOf{"rd", "gdp"}},
                         {.code = "new_growth",
                          .unit = unit("%"),
                          .nature = Nature::growth,
                          .formula = GrowthOf{"new"}}})
            .value();
};

TEST_F(SliceTest, AUnitsOwnFigureGoesBeforeTheSumOfItsParts) {
    facts.add({"new", "341802", "2024-03", "5"}).add({"new", "341821", "2024-03", "7"});
    EXPECT_EQ(value("new", kCity, "2024-03"), Outcome(number("12")));
    facts.add({"new", kCity, "2024-03", "40"});
    EXPECT_EQ(value("new", kCity, "2024-03"), Outcome(number("40")));
    const Slice parts = slice({.indicator = "new",
                               .units = {kCity},
                               .periods = {period("2024-03")},
                               .roll_up = RollUp::parts_only});
    EXPECT_EQ(parts.exact(0, 0), Outcome(number("12")));
}

TEST_F(SliceTest, ASumThatLacksPartsSaysHowMany) {
    facts.add({"new", "341802", "2024-03", "5"}).add({"new", "341821", "2024-03", "7"});
    const Slice city =
        slice({.indicator = "new", .units = {kCity}, .periods = {period("2024-03")}});
    EXPECT_TRUE(city.cell(0, 0).is_partial());
    EXPECT_EQ(city.cell(0, 0).missing_units, 5U);
    EXPECT_TRUE(city.cell(0, 0).is_sum_of_units);
}

TEST_F(SliceTest, AnOverlappingParkIsNotCountedTwice) {
    facts.add({"new", "341802", "2024-03", "5"}).add({"new", "xc-park", "2024-03", "4"});
    EXPECT_EQ(value("new", kCity, "2024-03"), Outcome(number("5")));
    EXPECT_EQ(value("new", "xc-park", "2024-03"), Outcome(number("4")));
}

TEST_F(SliceTest, FlowsAddOverTheYearStocksTakeItsEnd) {
    for (const auto& [month, count] :
         {std::pair{"2024-10", "1"}, {"2024-11", "2"}, {"2024-12", "4"}}) {
        facts.add({"new", kCity, month, count}).add({"stock", kCity, month, count});
    }
    EXPECT_EQ(value("new", kCity, "2024-Q4"), Outcome(number("7")));
    EXPECT_EQ(value("stock", kCity, "2024-Q4"), Outcome(number("4")));
    EXPECT_EQ(value("stock", kCity, "2024"), Outcome(number("4")));
    EXPECT_EQ(value("new", kCity, "2024"), Outcome(Unknown::no_figure));
}

TEST_F(SliceTest, OccurrencesAreCountedNotAdded) {
    facts.add({"event", kCity, "2024-03", "120", {{"name", "a"}}});
    facts.add({"event", kCity, "2024-03", "80", {{"name", "b"}}});
    EXPECT_EQ(value("event", kCity, "2024-03"), Outcome(number("2")));
}

TEST_F(SliceTest, RatiosNeverAdd) {
    facts.add({"share", "341802", "2024", "50"}).add({"share", "341821", "2024", "60"});
    EXPECT_EQ(value("share", kCity, "2024"), Outcome(Unknown::not_additive));
    facts.add({"share", "341823", "2024", "10", {{"level", "a"}}});
    facts.add({"share", "341823", "2024", "20", {{"level", "b"}}});
    EXPECT_EQ(value("share", "341823", "2024"), Outcome(Unknown::not_additive));
}

TEST_F(SliceTest, ARatioIsComputedAgainFromItsRolledUpParts) {
    facts.add({"rd", "341802", "2024", "3"}).add({"gdp", "341802", "2024", "1000000"});
    facts.add({"rd", "341821", "2024", "1"}).add({"gdp", "341821", "2024", "600000"});
    EXPECT_EQ(value("intensity", "341802", "2024"), Outcome(number("3")));
    EXPECT_EQ(value("intensity", kCity, "2024"), Outcome(number("2.5")));
}

TEST_F(SliceTest, AReportedRatioGoesBeforeTheComputedOne) {
    facts.add({"rd", kCity, "2024", "3"}).add({"gdp", kCity, "2024", "1000000"});
    facts.add({"intensity", kCity, "2024", "3.01"});
    EXPECT_EQ(value("intensity", kCity, "2024"), Outcome(number("3.01")));
}

TEST_F(SliceTest, ARatioWithoutEndKeepsItsTrueNumber) {
    facts.add({"rd", kCity, "2024", "1"}).add({"gdp", kCity, "2024", "300000"});
    const Slice city =
        slice({.indicator = "intensity", .units = {kCity}, .periods = {period("2024")}});
    EXPECT_FALSE(city.cell(0, 0).is_exact);
    EXPECT_EQ(to_string(city.cell(0, 0).value), "3.333333");
    EXPECT_EQ(city.exact(0, 0), Outcome(*base::Ratio::of(10, 3)));
}

TEST_F(SliceTest, DivisionByZeroAndGrowthFromNothingAreUnknown) {
    facts.add({"rd", kCity, "2024", "1"}).add({"gdp", kCity, "2024", "0"});
    EXPECT_EQ(value("intensity", kCity, "2024"), Outcome(Unknown::base_zero));
    facts.add({"new", kCity, "2024-03", "5"});
    EXPECT_EQ(value("new_growth", kCity, "2024-03"), Outcome(Unknown::base_missing));
    facts.add({"new", kCity, "2023-03", "0"});
    EXPECT_EQ(value("new_growth", kCity, "2024-03"), Outcome(Unknown::base_zero));
    facts.add({"new", kCity, "2023-04", "4"}).add({"new", kCity, "2024-04", "5"});
    EXPECT_EQ(value("new_growth", kCity, "2024-04"), Outcome(number("25")));
}

TEST_F(SliceTest, FiguresOfDifferentFinenessAreNeverAdded) {
    facts.add({"new", kCity, "2024", "5", {{"level", "a"}}});
    facts.add({"new", kCity, "2024", "6", {{"level", "b"}}});
    facts.add({"new", kCity, "2024", "5", {{"level", "a"}, {"field", "x"}}});
    EXPECT_EQ(value("new", kCity, "2024"), Outcome(number("11")));
    facts.add({"new", kCity, "2024", "12"});
    EXPECT_EQ(value("new", kCity, "2024"), Outcome(number("12")));
}

TEST_F(SliceTest, GroupsAndFiltersPickMembers) {
    facts.add({"new", kCity, "2024", "5", {{"level", "a"}}});
    facts.add({"new", kCity, "2024", "6", {{"level", "b"}}});
    facts.add({"new", kCity, "2024", "2", {{"level", "c"}}});
    const Slice by_level = slice({.indicator = "new",
                                  .units = {kCity},
                                  .periods = {period("2024")},
                                  .where = {{"level", {"b", "c"}}},
                                  .group_by = {"level"}});
    ASSERT_EQ(by_level.groups().size(), 2U);
    EXPECT_EQ(by_level.groups()[0], (Dimensions{{"level", "b"}}));
    EXPECT_EQ(by_level.exact(0, 0, 0), Outcome(number("6")));
    EXPECT_EQ(by_level.exact(0, 0, 1), Outcome(number("2")));
}

TEST_F(SliceTest, AnUnknownIndicatorIsAnErrorAndAnUnknownUnitIsNot) {
    const Context context{facts.columns.as_of({}), indicators, tree};
    const auto wrong = compute(context, {.indicator = "none"});
    ASSERT_FALSE(wrong);
    EXPECT_EQ(wrong.error().code, "E-no-indicator");
    EXPECT_EQ(value("new", "nowhere", "2024"), Outcome(Unknown::no_figure));
}

TEST_F(SliceTest, ASliceOnePastTheLimitIsRefused) {
    const std::vector<std::string> units(Slice::kMaxCells / 1024, kCity);
    SliceQuery query{.indicator = "new", .units = units};
    query.periods.assign(1024, period("2024"));
    EXPECT_TRUE(compute({facts.columns.as_of({}), indicators, tree}, query));
    query.periods.push_back(period("2024"));
    const auto refused = compute({facts.columns.as_of({}), indicators, tree}, query);
    ASSERT_FALSE(refused);
    EXPECT_EQ(refused.error().code, "E-slice-too-large");
}

TEST_F(SliceTest, OneUnitMoreThanCanBeSummedIsRefused) {
    facts.add({"new", "0", "2024", "1"});
    SliceQuery query{.indicator = "new", .periods = {period("2024")}};
    for (std::size_t i = 0; i < Slice::kMaxSums; ++i) query.units.push_back(std::to_string(i));
    const Context context{facts.columns.as_of({}), indicators, tree};
    EXPECT_TRUE(compute(context, query));
    query.units.push_back("one more");
    EXPECT_EQ(compute(context, query).error().code, "E-slice-too-large");
}

TEST_F(SliceTest, SumsOfVeryWideNumbersAreUnknownInsteadOfWrong) {
    facts.add({"new", "341802", "2024", "999999999999999999"});
    facts.add({"new", "341821", "2024", "1"});
    EXPECT_EQ(value("new", kCity, "2024"), Outcome(Unknown::too_many_digits));
    facts.add({"rd", "341802", "2024", "0.000000000000000001"});
    facts.add({"rd", "341821", "2024", "5"});
    EXPECT_EQ(value("rd", kCity, "2024"), Outcome(Unknown::too_many_digits));
    EXPECT_EQ(value("rd", "341821", "2024"), Outcome(number("5")));
}

std::vector<base::Period> every_period() {
    std::vector<base::Period> all;
    for (const int year : {2023, 2024}) {
        all.push_back(*base::Period::year(year));
        for (int i = 1; i <= 2; ++i) all.push_back(*base::Period::half(year, i));
        for (int i = 1; i <= 4; ++i) all.push_back(*base::Period::quarter(year, i));
        for (int i = 1; i <= 12; ++i) all.push_back(*base::Period::month(year, i));
        for (int i = 1; i <= 12; ++i) all.push_back(*base::Period::running_total(year, i));
    }
    all.push_back(*base::Period::years(2023, 2024));
    return all;
}

struct RandomCase {
    const char* indicator;
    Nature nature;
    bool decimals;
};

// Goal: the fast path, the path with derivations and a search through all facts agree. Method:
// random facts, readers, filters and groupings; every period of two years for every unit.
TEST_F(SliceTest, AgreesWithASearchThroughAllFactsAndWithSingleFigures) {
    std::mt19937_64 random(11);
    const RandomCase cases[] = {{"new", Nature::flow, true},
                                {"new", Nature::flow, false},
                                {"stock", Nature::stock, true},
                                {"event", Nature::occurrence, true},
                                {"share", Nature::ratio, true}};
    std::size_t known = 0;
    std::size_t partial = 0;
    for (int round = 0; round < 60; ++round) {
        const RandomCase& which = cases[round % 5];
        const int size = round % 4 == 0 ? 60 : 1500;
        const auto all = random_facts(
            random, which.indicator,
            {.facts = size, .last_month = round % 2 == 0 ? 12 : 4, .decimals = which.decimals});
        FactColumns columns;
        ASSERT_TRUE(columns.append(all));
        if (round % 3 == 0) columns.shrink_to_fit();
        const Reader reader{.known_at_us = round % 2 == 0 ? 40 * kDay_us : 15 * kDay_us,
                            .statuses = round % 3 == 1 ? kOfficialStatuses : kEveryStatus};
        const Context context{columns.as_of(reader), indicators, tree};
        SliceQuery query{.indicator = which.indicator,
                         .units = {kCity, "341802", "341881", "xc-park"},
                         .periods = every_period()};
        if (random() % 2 == 0) query.group_by = {"level"};
        if (random() % 3 == 0) query.where = {{"field", {"f0", "f2"}}};
        if (random() % 4 == 0) query.roll_up = RollUp::parts_only;

        const Slice fast = compute(context, query).value();
        const NaiveSlice slow{all, reader, tree, which.nature, query};
        for (std::size_t u = 0; u < query.units.size(); ++u) {
            for (std::size_t p = 0; p < query.periods.size(); ++p) {
                for (std::size_t g = 0; g < fast.groups().size(); ++g) {
                    const auto expected =
                        slow.at(query.units[u], query.periods[p], fast.groups()[g]);
                    const Outcome got = fast.exact(u, p, g);
                    ASSERT_EQ(got.value, expected.value)
                        << "round " << round << " " << query.units[u] << " "
                        << to_string(query.periods[p]);
                    if (!got) continue;
                    ++known;
                    ASSERT_EQ(fast.cell(u, p, g).missing_units, expected.missing);
                    partial += fast.cell(u, p, g).is_partial() ? 1 : 0;
                }
                if (!query.group_by.empty()) continue;
                const Figure figure = figure_of(context, {.indicator = query.indicator,
                                                          .unit = query.units[u],
                                                          .period = query.periods[p],
                                                          .where = query.where,
                                                          .roll_up = query.roll_up});
                ASSERT_EQ(figure.outcome, fast.exact(u, p)) << "round " << round;
                ASSERT_EQ(figure.missing_units.size(), fast.cell(u, p).missing_units);
            }
        }
    }
    EXPECT_GT(known, 3000U);
    EXPECT_GT(partial, 100U);
}

// Goal: the shortcuts for segments loaded in order, and for questions about few of many cells, give
// the same. Method: a full load, sorted, whole numbers; then one cell revised.
TEST_F(SliceTest, AgreesOnFullSortedLoadsBeforeAndAfterARevision) {
    constexpr int kMembers = 60;
    std::vector<store::Fact> all;
    FactColumns columns;
    std::mt19937_64 random(5);
    for (const char* month : {"2024-01", "2024-02"}) {
        for (const char* code : {"341802", "341821", "341823", "xc-park"}) {
            for (int member = 0; member < kMembers; ++member) {
                all.push_back({.id = static_cast<std::int64_t>(all.size() + 1),
                               .indicator = "new",
                               .unit = code,
                               .period = period(month),
                               .dimensions = {{"field", "f" + std::to_string(member)}},
                               .value = static_cast<std::int32_t>(random() % 100),
                               .status = FactStatus::verified});
            }
        }
    }
    ASSERT_TRUE(columns.append(all));
    for (int versions = 0; versions < 3; ++versions) {
        const Context context{columns.as_of({}), indicators, tree};
        for (const std::vector<DimensionFilter>& where : {std::vector<DimensionFilter>{},
                                                          {{"field", {"f3", "f4", "f9"}}},
                                                          {{"field", {"f7"}}}}) {
            const SliceQuery query{.indicator = "new",
                                   .units = {kCity, "341821", "xc-park"},
                                   .periods = {period("2024-01"), period("2024-01..02")},
                                   .where = where};
            const Slice fast = compute(context, query).value();
            const NaiveSlice slow{all, {}, tree, Nature::flow, query};
            for (std::size_t u = 0; u < 3; ++u) {
                for (std::size_t p = 0; p < 2; ++p) {
                    ASSERT_EQ(fast.exact(u, p).value,
                              slow.at(query.units[u], query.periods[p], {}).value);
                }
            }
        }
        store::Fact newer = all[static_cast<std::size_t>(7 + versions)];
        newer.id = static_cast<std::int64_t>(all.size() + 1);
        newer.value = 1000 + versions;
        newer.known_at_us = 1;
        all.push_back(newer);
        ASSERT_TRUE(columns.append(newer));
    }
}

}  // namespace
}  // namespace kc::indicator
