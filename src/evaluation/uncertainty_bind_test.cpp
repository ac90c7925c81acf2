// SPDX-License-Identifier: Apache-2.0
// Every kind of assumption on the ASEM example.
#include "evaluation/uncertainty_bind.hpp"

#include <cstdlib>
#include <set>

#include <gtest/gtest.h>

#include "evaluation/definition_number.hpp"
#include "evaluation/uncertainty_reference.hpp"
#include "evaluation/uncertainty_run.hpp"
#include "evaluation/uncertainty_statistics.hpp"
#include "evaluation/uncertainty_tables.hpp"

namespace kc::evaluation {
namespace {

struct BindTest : ::testing::Test {
    static const Evaluation& evaluation() {
        static const Evaluation kEvaluation = reference_evaluation(testing::test_data() / "asem");
        return kEvaluation;
    }

    // Ranks of some runs; the same on two threads, or the test fails.
    static RankSample sample_of(const VaryPlan& vary, std::size_t runs) {
        const auto model = bind_model(evaluation(), vary);
        EXPECT_TRUE(model) << model.error().en;
        const auto one = run_model(*model, plain_draws(5), {.runs = runs, .threads = 1});
        const auto two = run_model(*model, plain_draws(5), {.runs = runs, .threads = 2});
        EXPECT_TRUE(one && two) << one.error().en;
        EXPECT_EQ(one->ranks, two->ranks);
        return *one;
    }

    static std::size_t different_rankings(const RankSample& sample) {
        std::set<std::vector<Rank>> seen;
        for (std::size_t r = 0; r < sample.replications; ++r) {
            const auto ranks = sample.replication(r);
            seen.insert({ranks.begin(), ranks.end()});
        }
        return seen.size();
    }
};

TEST_F(BindTest, NothingVariedIsTheEvaluationEveryTime) {
    const RankSample sample = sample_of({}, 5);
    EXPECT_EQ(different_rankings(sample), 1U);
    for (std::size_t unit = 0; unit < sample.units; ++unit)
        EXPECT_EQ(sample.rank(0, unit), evaluation().asked().ranks[unit]);
}

TEST_F(BindTest, ErrorsOfDataMoveRanksAndNoErrorsDoNot) {
    VaryPlan vary;
    for (std::int32_t i = 0; i < 10; ++i)
        vary.data.push_back({.indicator = i, .kind = NoiseKind::normal_cv, .size = 0.1});
    EXPECT_GT(different_rankings(sample_of(vary, 12)), 6U);
    for (DataVary& one : vary.data) one.size = 0;
    const RankSample still = sample_of(vary, 4);
    EXPECT_EQ(different_rankings(still), 1U);
    EXPECT_EQ(still.rank(0, 0), evaluation().asked().ranks[0]);
}

TEST_F(BindTest, MissingFiguresAreDrawnInsteadOfFilledOnce) {
    VaryPlan vary;
    vary.multiple_imputation = 2;
    vary.imputation = {{.kind = ImputeKind::mean}, {.kind = ImputeKind::median}};
    EXPECT_EQ(imputation_choices(vary), 4U);
    const RankSample sample = sample_of(vary, 24);
    EXPECT_GT(different_rankings(sample), 2U);
    EXPECT_LE(different_rankings(sample), 4U);
}

TEST_F(BindTest, DroppingOneTakesEachOfThemOutOnce) {
    VaryPlan vary;
    vary.drop = DropKind::one_child_of_root;
    EXPECT_EQ(different_rankings(sample_of(vary, 30)), 2U);
    vary.drop = DropKind::one_indicator;
    const RankSample sample = sample_of(vary, 300);
    EXPECT_GT(different_rankings(sample), 35U);
    EXPECT_LE(different_rankings(sample), 49U);
}

// The mean absolute rank change without one pillar, against the reference.
TEST_F(BindTest, DroppingAnIndicatorIsLeavingItOut) {
    VaryPlan vary;
    vary.drop = DropKind::one_indicator;
    const auto model = bind_model(evaluation(), vary);
    const auto nominal = run_nominal(*model);
    const Table wanted = testing::csv_table(testing::test_data() / "asem/leave_one_out_level1.csv");
    std::set<std::string> seen;
    for (std::size_t run = 0; run < 400; ++run) {
        const auto one = run_once(*model, plain_draws(2), run);
        const auto node = static_cast<std::size_t>(model->assumptions[0].nodes[one->choices.drop]);
        if (!seen.insert(model->nodes[node].id).second) continue;
        double change = 0;
        for (std::size_t unit = 0; unit < model->units.size(); ++unit)
            change += std::abs(one->outcome.ranks[unit] - nominal->ranks[unit]);
        for (const TableRow& row : wanted.rows) {
            if (row.cells[0] != model->nodes[node].id) continue;
            EXPECT_NEAR(change / 51, read_number(row.cells[1]).value(), 1e-9) << row.cells[0];
        }
    }
    EXPECT_GT(seen.size(), 45U);
}

TEST_F(BindTest, AlternativesThatReachNobodyAreAnError) {
    Evaluation changed = evaluation();
    changed.definition.normalise.high = 77;
    VaryPlan vary;
    vary.normalise = {{.kind = NormaliseKind::zscore}};
    EXPECT_EQ(bind_model(changed, vary).error().code, "E-vary-idle");
}

TEST_F(BindTest, OrdersThatGoInACircleAreAnError) {
    VaryPlan vary;
    const auto& children = evaluation().definition.nodes[0].children;
    vary.weights = {.kind = WeightVaryKind::ordinal,
                    .at_least = {{children[0], children[1]}, {children[1], children[0]}}};
    EXPECT_EQ(bind_model(evaluation(), vary).error().code, "E-order-circular");
}

TEST_F(BindTest, PenaltiesOfTheDefinitionStayInEveryRun) {
    Definition definition = evaluation().definition;
    definition.missing.penalty = 30;
    const auto penalised =
        evaluate(definition, testing::csv_table(testing::test_data() / "asem/iData.csv"));
    ASSERT_TRUE(penalised);
    VaryPlan vary;
    vary.weights = {.kind = WeightVaryKind::noise, .noise = 0.1};
    const auto model = bind_model(*penalised, vary);
    const auto nominal = run_nominal(*model);
    for (std::size_t unit = 0; unit < model->units.size(); ++unit)
        EXPECT_EQ(nominal->ranks[unit], penalised->asked().ranks[unit]);
    EXPECT_NE(penalised->asked().ranks, evaluation().asked().ranks);
    EXPECT_GT(different_rankings(*run_model(*model, plain_draws(1), {.runs = 20})), 5U);
}

TEST_F(BindTest, LimitsOfSizeAreNamed) {
    const auto model = bind_model(evaluation(), {});
    EXPECT_EQ(run_model(*model, plain_draws(1), {.runs = RunOptions::kRanksMax}).error().code,
              "E-uncertainty-size");
    EXPECT_EQ(
        run_model(*model, plain_draws(1), {.runs = 1'000'000, .keep_scores = true}).error().code,
        "E-uncertainty-size");
}

}  // namespace
}  // namespace kc::evaluation
