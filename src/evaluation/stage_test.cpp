// SPDX-License-Identifier: Apache-2.0
// Single stages against their formulas, worked out by hand.
#include <gtest/gtest.h>

#include <cmath>

#include "evaluation/definition_read.hpp"
#include "evaluation/evaluate.hpp"
#include "evaluation/reference_support.hpp"
#include "evaluation/result_stage.hpp"
#include "evaluation/stage_impute_em.hpp"
#include "evaluation/stage_rank.hpp"

namespace kc::evaluation {
namespace {

using Cells = std::vector<std::optional<double>>;

Column column_of(const Cells& cells) {
    Column column(cells.size());
    for (std::size_t i = 0; i < cells.size(); ++i)
        if (cells[i]) column.set(i, *cells[i]);
    return column;
}

Cells cells_of(const Column& column) {
    Cells cells;
    for (std::size_t i = 0; i < column.size(); ++i)
        cells.push_back(column.has(i) ? std::optional(column[i]) : std::nullopt);
    return cells;
}

void expect_near(const Cells& got, const Cells& wanted) {
    ASSERT_EQ(got.size(), wanted.size());
    for (std::size_t i = 0; i < got.size(); ++i) {
        ASSERT_EQ(got[i].has_value(), wanted[i].has_value()) << i;
        if (got[i]) {
            EXPECT_NEAR(*got[i], *wanted[i], 1e-12) << i;
        }
    }
}

Cells scored(Indicator indicator, const NormaliseMethod& method, const Cells& figures) {
    const Column column = column_of(figures);
    const std::vector<std::string> units = {"u0", "u1", "u2", "u3", "u4"};
    const auto scale = fit_scale(indicator, method, {column.view(), units});
    EXPECT_TRUE(scale);
    return cells_of(apply(*scale, column.view()));
}

NormaliseMethod method_of(NormaliseKind kind, double low = 0, double high = 100) {
    NormaliseMethod method;
    method.kind = kind;
    method.low = low;
    method.high = high;
    return method;
}

constexpr std::nullopt_t kNone = std::nullopt;

TEST(Normalise, EveryMethodUpwards) {
    Indicator up;
    up.standard = 8;
    up.target = 12;
    up.goalpost_low = 4;
    up.goalpost_high = 8;
    up.tiers = {{8, 100}, {4, 60}};
    const Cells x = {2.0, 4.0, kNone, 4.0, 10.0};
    using K = NormaliseKind;
    expect_near(scored(up, method_of(K::minmax, 1, 100), x), {1.0, 25.75, kNone, 25.75, 100.0});
    const double sd = std::sqrt(12.0);  // mean 5, squares 9 + 1 + 1 + 25 over 3
    expect_near(scored(up, method_of(K::zscore, 10, 2), x),
                {10 - 6 / sd, 10 - 2 / sd, kNone, 10 - 2 / sd, 10 + 10 / sd});
    expect_near(scored(up, method_of(K::scaled, 0, 20), x), {10.0, 20.0, kNone, 20.0, 50.0});
    expect_near(scored(up, method_of(K::goalposts, 0, 10), x), {0.0, 0.0, kNone, 0.0, 10.0});
    NormaliseMethod standard = method_of(K::standard);
    standard.cap = 100;
    expect_near(scored(up, standard, x), {25.0, 50.0, kNone, 50.0, 100.0});
    expect_near(scored(up, method_of(K::efficacy, 60, 40), x), {40.0, 60.0, kNone, 60.0, 120.0});
    expect_near(scored(up, method_of(K::tiers), x), {0.0, 60.0, kNone, 60.0, 100.0});
    expect_near(scored(up, method_of(K::dist_target), x), {0.0, 0.2, kNone, 0.2, 0.8});
    NormaliseMethod reference = method_of(K::dist_ref);
    reference.reference = "u1";
    reference.cap = 1;
    expect_near(scored(up, reference, x), {0.0, 1.0, kNone, 1.0, 1.0});
    expect_near(scored(up, method_of(K::dist_max), x), {0.0, 0.25, kNone, 0.25, 1.0});
    expect_near(scored(up, method_of(K::frac_max), x), {0.2, 0.4, kNone, 0.4, 1.0});
    expect_near(scored(up, method_of(K::prank), x), {0.0, 1.0 / 3, kNone, 1.0 / 3, 1.0});
    expect_near(scored(up, method_of(K::rank), x), {1.0, 2.0, kNone, 2.0, 4.0});
    expect_near(scored(up, method_of(K::borda), x), {0.0, 1.0, kNone, 1.0, 3.0});
    expect_near(scored(up, method_of(K::sigmoid), x),
                {100 / (1 + std::exp(3 / sd)), 100 / (1 + std::exp(1 / sd)), kNone,
                 100 / (1 + std::exp(1 / sd)), 100 / (1 + std::exp(-5 / sd))});
}

TEST(Normalise, EveryMethodDownwards) {
    Indicator down;
    down.direction = Direction::down;
    down.standard = 4;
    down.target = 1;
    down.goalpost_low = 2;
    down.goalpost_high = 10;
    down.tiers = {{3, 100}, {6, 60}};
    const Cells x = {2.0, 4.0, kNone, 4.0, 10.0};
    using K = NormaliseKind;
    expect_near(scored(down, method_of(K::minmax), x), {100.0, 75.0, kNone, 75.0, 0.0});
    expect_near(scored(down, method_of(K::scaled, 0, 20), x), {90.0, 80.0, kNone, 80.0, 50.0});
    expect_near(scored(down, method_of(K::goalposts, 0, 1), x), {1.0, 0.75, kNone, 0.75, 0.0});
    NormaliseMethod standard = method_of(K::standard);
    standard.cap = 100;
    expect_near(scored(down, standard, x), {100.0, 100.0, kNone, 100.0, 40.0});
    expect_near(scored(down, method_of(K::tiers), x), {100.0, 60.0, kNone, 60.0, 0.0});
    expect_near(scored(down, method_of(K::efficacy, 60, 40), x), {100.0, 90.0, kNone, 90.0, 60.0});
    expect_near(scored(down, method_of(K::dist_target), x),
                {8.0 / 9, 6.0 / 9, kNone, 6.0 / 9, 0.0});
    expect_near(scored(down, method_of(K::frac_max), x), {1.0, 0.5, kNone, 0.5, 0.2});
    expect_near(scored(down, method_of(K::rank), x), {4.0, 2.0, kNone, 2.0, 1.0});
}

TEST(Normalise, WhatCannotBeScoredSaysWhy) {
    const Column equal = column_of({3.0, 3.0, 3.0});
    const Indicator up;
    for (const NormaliseKind kind : {NormaliseKind::minmax, NormaliseKind::zscore,
                                     NormaliseKind::dist_max, NormaliseKind::efficacy}) {
        const auto scale = fit_scale(up, method_of(kind), {equal.view(), {}});
        ASSERT_FALSE(scale);
        EXPECT_EQ(scale.error(), Undefined::no_variation);
    }
    const Column negative = column_of({-3.0, -1.0});
    EXPECT_FALSE(fit_scale(up, method_of(NormaliseKind::frac_max), {negative.view(), {}}));
}

TEST(Treat, EveryTransformationByItsFormula) {
    const Cells x = {0.0, 1.0, 3.0, 9.0, kNone};
    const auto once = [&](TreatStep step) {
        TreatPlan plan;
        plan.always = true;
        plan.try_steps = {step};
        return cells_of(apply(fit_treatment(plan, column_of(x).view()), column_of(x).view()));
    };
    const auto step = [](TreatKind kind) {
        TreatStep made;
        made.kind = kind;
        return made;
    };
    expect_near(once(step(TreatKind::log_shift)),
                {std::log(0.09), std::log(1.09), std::log(3.09), std::log(9.09), kNone});
    expect_near(once(step(TreatKind::log_plus_one)),
                {0.0, std::log(2.0), std::log(4.0), std::log(10.0), kNone});
    // The transform itself comes back, not the input.
    expect_near(once(step(TreatKind::log_stretched)),
                {0.0, std::log(8.0 / 9 + 1), std::log(8.0 / 3 + 1), std::log(9.0), kNone});
    TreatStep box_cox = step(TreatKind::box_cox);
    box_cox.lambda = 2;
    expect_near(once(box_cox), {0.0, 1.5, 7.5, 49.5, kNone});
    expect_near(once(step(TreatKind::square_root)), {0.0, 1.0, std::sqrt(3.0), 3.0, kNone});
    TreatStep winsorise = step(TreatKind::winsorise);
    winsorise.max = 2;
    // 9 to 3 first; then the longer tail is the lower one.
    expect_near(once(winsorise), {1.0, 1.0, 3.0, 3.0, kNone});
    TreatStep percentile = step(TreatKind::percentile);
    percentile.low = 0;
    percentile.high = 0.5;
    expect_near(once(percentile), {0.0, 1.0, 2.0, 2.0, kNone});
}

TEST(Treat, WithoutAPassingStepTheColumnIsKeptAndFlagged) {
    Cells x(30, 1.0);
    x[0] = 1000;
    for (std::size_t i = 1; i < 30; ++i) x[i] = 1 + static_cast<double>(i) / 100;
    TreatPlan plan;
    TreatStep power;
    power.kind = TreatKind::power;
    power.exponent = 1;
    plan.try_steps = {power};
    const Treatment kept = fit_treatment(plan, column_of(x).view());
    EXPECT_TRUE(kept.is_flagged);
    EXPECT_TRUE(kept.fits.empty());
    plan.otherwise = TreatPlan::Otherwise::keep_last;
    EXPECT_EQ(fit_treatment(plan, column_of(x).view()).fits.size(), 1U);
}

TEST(Rank, TiesTakeTheBestRankAndGapsNone) {
    const Column scores = column_of({5.0, 7.0, kNone, 5.0, 1.0});
    EXPECT_EQ(ranks_of(scores.view()), (std::vector<std::int32_t>{2, 1, 0, 2, 4}));
    const std::vector<std::string> groups = {"a", "b", "a", "b", "a"};
    EXPECT_EQ(ranks_within(scores.view(), groups), (std::vector<std::int32_t>{1, 1, 0, 2, 2}));
}

TEST(Rank, AHeldBackUnitLetsOthersPass) {
    const Column scores = column_of({9.0, 8.0, 7.0, 6.0, 5.0});
    const std::vector<std::int32_t> allowed = {3, 0, 0, 0, 0};
    EXPECT_EQ(ranks_held_back(scores.view(), allowed), (std::vector<std::int32_t>{3, 1, 2, 4, 5}));
    const std::vector<std::int32_t> last = {0, 5, 0, 0, 0};
    EXPECT_EQ(ranks_held_back(scores.view(), last), (std::vector<std::int32_t>{1, 5, 2, 3, 4}));
    const std::vector<std::int32_t> all = {5, 5, 5, 5, 5};
    EXPECT_EQ(ranks_held_back(scores.view(), all), (std::vector<std::int32_t>{1, 2, 3, 4, 5}));
}

TEST(ImputeEm, ALinearRelationIsFoundAgain) {
    Matrix data(40, 2);
    for (std::size_t i = 0; i < 40; ++i) {
        const auto x = static_cast<double>(i);
        data.set(i, 0, x);
        if (i != 7) data.set(i, 1, 3 * x + (i % 2 == 0 ? 0.01 : -0.01));
    }
    const auto model = fit_normal(data);
    ASSERT_TRUE(model);
    EXPECT_TRUE(model->has_settled);
    EXPECT_NEAR(expected_figures(*model, data).at(7, 1), 21, 0.05);
}

Evaluation evaluated(const std::string& definition, const std::string& rows) {
    Diagnostics found;
    const auto read = read_definition(definition, "demo.yaml", found);
    EXPECT_TRUE(read) << (found.empty() ? "" : to_string(found[0], Language::en));
    auto result = evaluate(*read, *table_of("demo.csv", testing::csv_rows(rows)));
    EXPECT_TRUE(result) << to_string(result.error(), Language::en);
    return *std::move(result);
}

TEST(Impute, GroupsFallBackToTheNextGroupAndThenToAll) {
    const Evaluation result = evaluated(
        "evaluation: demo\nindicators: [{id: x, direction: up}]\n"
        "missing: {default: group_mean(town, region), max_share_unit: 1, keep: [u4, u5, u6]}\n"
        "tree: {id: t, children: [x]}\n",
        "unit,town,region,x\nu1,a,n,2\nu2,b,n,4\nu3,c,s,9\nu4,a,n,\nu5,d,n,\nu6,e,w,\n");
    const Matrix& filled = result.asked().imputed;
    EXPECT_DOUBLE_EQ(filled.at(3, 0), 2);
    EXPECT_DOUBLE_EQ(filled.at(4, 0), 3);
    EXPECT_DOUBLE_EQ(filled.at(5, 0), 5);
    ASSERT_EQ(result.asked().cells.size(), 3U);
    EXPECT_EQ(result.asked().cells[1].from, "mean region=n");
}

TEST(Impute, PanelsFillFromTheUnitsOwnYears) {
    const auto filled = [](const std::string& method) {
        const Evaluation result = evaluated(
            "evaluation: demo\nperiod: {year: 2024, panel: [2021..2024]}\n"
            "indicators: [{id: x, direction: up}, {id: y, direction: up}]\n"
            "missing: {panel: " +
                method + "}\ntree: {id: t, children: [x, y]}\n",
            "unit,year,x,y\nu1,2021,,1\nu2,2021,1,2\nu1,2022,10,1\nu2,2022,2,2\nu1,2023,,1\n"
            "u2,2023,3,2\nu1,2024,30,1\nu2,2024,,2\n");
        Cells cells;
        for (const YearResult& year : result.years) cells.push_back(year.imputed.get(0, 0));
        cells.push_back(result.years[3].imputed.get(1, 0));
        return cells;
    };
    expect_near(filled("last"), {kNone, 10.0, 10.0, 30.0, 3.0});
    expect_near(filled("linear"), {10.0, 10.0, 20.0, 30.0, 3.0});
    expect_near(filled("linear_then_last"), {kNone, 10.0, 20.0, 30.0, 3.0});
}

TEST(Adjust, BonusCalibrationAndVeto) {
    const Evaluation result = evaluated(
        "evaluation: demo\nindicators: [{id: x, direction: up}]\nnormalise: none\n"
        "tree:\n  id: t\n  children: [x]\n  adjustments:\n"
        "    - {calibrate_to: city, weight: people}\n"
        "    - {bonus: prizes, points: 2, cap: 3, evidence: proof}\n"
        "    - {veto: fraud, effect: \"rank <= middle\"}\n",
        "unit,x,city,people,prizes,proof,fraud\nu1,10,40,1,5,yes,\nu2,20,40,1,1,,1\n"
        "u3,30,40,2,0,,0\n");
    // Weighted mean 22.5, so all are multiplied by 40/22.5; u1 has +3 (the cap), u2 no proof.
    const Column& scores = result.asked().adjusted.scores;
    EXPECT_NEAR(scores[0], 10 * 40 / 22.5 + 3, 1e-12);
    EXPECT_NEAR(scores[1], 20 * 40 / 22.5, 1e-12);
    EXPECT_NEAR(scores[2], 30 * 40 / 22.5, 1e-12);
    EXPECT_EQ(result.asked().ranks, (std::vector<std::int32_t>{3, 2, 1}));
}

TEST(FewUnits, AreScoredByTheirStandardsUnlessTheDefinitionSaysOtherwise) {
    const Evaluation result = evaluated(
        "evaluation: demo\nindicators: [{id: x, direction: up, standard: 10}]\n"
        "tree: {id: t, children: [x]}\n",
        "unit,x\nu1,5\nu2,8\nu3,20\n");
    EXPECT_EQ(result.definition.indicators[0].normalise.kind, NormaliseKind::standard);
    EXPECT_EQ(result.asked().adjusted.scores.values, (std::vector<double>{50, 80, 100}));
}

TEST(Report, GroupsByTheirFirstCondition) {
    const Evaluation result = evaluated(
        "evaluation: demo\nindicators: [{id: x, direction: up}]\nnormalise: none\n"
        "tree: {id: t, children: [x]}\n"
        "report: {groups: {lead: \">= 1.25*mean\", rest: \">= 0\"}}\n",
        "unit,x\nu1,10\nu2,40\nu3,10\n");
    EXPECT_EQ(report_groups(result), (std::vector<std::string>{"rest", "lead", "rest"}));
}

TEST(Stage, NoNumberLeavesTheEngineThatIsNotFinite) {
    const Evaluation result = evaluated(
        "evaluation: demo\nindicators: [{id: x, direction: up}, {id: y, direction: down}]\n"
        "normalise: {default: minmax(1, 100), by_indicator: {y: frac_max}}\n"
        "tree: {id: t, aggregate: power(3), children: [x, y]}\n"
        "missing: {default: mean}\n",
        "unit,x,y\nu1,1e300,1\nu2,1e-300,2\nu3,,3\n");
    for (const char* stage : {"denominate", "impute", "treat", "normalise", "aggregate", "rank"}) {
        const TextRows rows = *stage_rows(result, stage);
        for (const auto& row : rows)
            for (const std::string& cell : row) {
                EXPECT_EQ(cell.find("nan"), std::string::npos);
                EXPECT_EQ(cell.find("inf"), std::string::npos);
            }
    }
}

}  // namespace
}  // namespace kc::evaluation
