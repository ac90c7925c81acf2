// SPDX-License-Identifier: Apache-2.0
#include "evaluation/rank_bounds.hpp"

#include <algorithm>
#include <array>
#include <numeric>

#include <gtest/gtest.h>

#include "evaluation/statistics_reference.hpp"
#include "evaluation/uncertainty_reference.hpp"
#include "evaluation/uncertainty_run.hpp"
#include "evaluation/uncertainty_statistics.hpp"
#include "evaluation/uncertainty_weights.hpp"

namespace kc::evaluation {
namespace {

std::vector<double> sums_to_one(std::vector<double> weights) {
    const double sum = std::accumulate(weights.begin(), weights.end(), 0.0);
    for (double& weight : weights) weight /= sum;
    return weights;
}

TEST(LeastDifference, FillsUpFromTheSmallest) {
    const std::array differences = {3.0, -1.0, 2.0};
    EXPECT_NEAR(*least_difference({}, differences), -1, 1e-12);
    const WeightPolytope bounded{.low = {0.2, 0.1, 0.1}, .high = {1, 0.4, 0.5}};
    // 0.4 of the second, 0.2 of the first at least, the rest to the third.
    EXPECT_NEAR(*least_difference(bounded, differences), -0.4 + 0.6 + 0.8, 1e-12);
    EXPECT_EQ(least_difference({.low = {0.5, 0.5, 0.5}}, differences).error(),
              Undefined::infeasible);
    EXPECT_EQ(least_difference({.high = {0.2, 0.2, 0.2}}, differences).error(),
              Undefined::infeasible);
    // First at least as important as second, second as third: corners (1,0,0), (1/2,1/2,0), thirds.
    const WeightPolytope ordered{.order = {{0, 1}, {1, 2}}};
    EXPECT_NEAR(*least_difference(ordered, differences), 1, 1e-9);
}

TEST(LeastDifference, UnderNoiseIsNeverAboveWhatSamplingFinds) {
    const std::vector<double> nominal = sums_to_one({1, 2, 3, 1});
    const std::array differences = {0.5, -0.2, 0.1, -0.4};
    const double least = *least_difference({.noisy = nominal, .noise = 0.25}, differences);
    double found = 1e9;
    std::vector<double> weights(4);
    // The corners: every factor at one of its ends.
    for (unsigned corner = 0; corner < 16; ++corner) {
        double top = 0;
        double bottom = 0;
        for (std::size_t k = 0; k < 4; ++k) {
            const double weight = nominal[k] * (((corner >> k) & 1U) != 0 ? 1.25 : 0.75);
            top += weight * differences[k];
            bottom += weight;
        }
        found = std::min(found, top / bottom);
    }
    EXPECT_NEAR(least, found, 1e-12);
}

// Goal: no weights of the polytope may give a rank outside. Method: many random ones.
TEST(RankBounds, HoldForEverySampledSetOfWeights) {
    const Matrix data = reference_table(KC_SOURCE_DIR, "pillars_minmax1_100.csv").numbers();
    const OrderPairs order = {{0, 1}, {1, 2}, {3, 4}, {4, 5}};
    const auto bounds = rank_bounds(data, {.order = order});
    ASSERT_TRUE(bounds);
    Ranker ranker;
    std::vector<std::uint32_t> rows(data.rows());
    std::iota(rows.begin(), rows.end(), 0U);
    std::size_t narrower = 0;
    for (std::uint64_t draw = 0; draw < 3000; ++draw) {
        RandomStream stream({.seed = 4, .replication = draw});
        std::vector<double> weights(8);
        ordinal_weights(order, stream, weights);
        std::vector<double> scores(data.rows());
        for (std::size_t row = 0; row < data.rows(); ++row) {
            for (std::size_t k = 0; k < 8; ++k) scores[row] += weights[k] * data.at(row, k);
        }
        std::vector<Rank> ranks(data.rows());
        ranker.rank(scores, rows, ranks);
        for (std::size_t row = 0; row < data.rows(); ++row) {
            ASSERT_GE(ranks[row], (*bounds)[row].best);
            ASSERT_LE(ranks[row], (*bounds)[row].worst);
        }
    }
    for (const RankBounds& one : *bounds) narrower += one.worst - one.best < 50 ? 1 : 0;
    EXPECT_GT(narrower, 25U);
}

TEST(RankBounds, OverTheWholeSimplexAreDominance) {
    Matrix data(3, 2);
    const std::array<std::array<double, 2>, 3> cells = {{{3, 3}, {2, 1}, {1, 2}}};
    for (std::size_t i = 0; i < 3; ++i) {
        for (std::size_t k = 0; k < 2; ++k) data.set(i, k, cells[i][k]);
    }
    const auto bounds = rank_bounds(data, {});
    EXPECT_EQ((*bounds)[0].best, 1U);
    EXPECT_EQ((*bounds)[0].worst, 1U);
    EXPECT_EQ((*bounds)[1].best, 2U);
    EXPECT_EQ((*bounds)[1].worst, 3U);
}

TEST(RankBounds, OfTheTreeContainTheSampledRanks) {
    const Evaluation evaluation = reference_evaluation(testing::test_data() / "asem");
    VaryPlan vary;
    vary.weights = {.kind = WeightVaryKind::noise, .noise = 0.25};
    const auto model = bind_model(evaluation, vary);
    const auto bounds = rank_bounds(*model);
    ASSERT_TRUE(bounds) << bounds.error().en;
    const auto sample = run_model(*model, plain_draws(1), {.runs = 2000, .threads = 2});
    const auto statistics = rank_statistics(*sample);
    std::size_t wide = 0;
    for (std::size_t unit = 0; unit < statistics.size(); ++unit) {
        EXPECT_LE((*bounds)[unit].best, statistics[unit].least);
        EXPECT_GE((*bounds)[unit].worst, statistics[unit].greatest);
        wide += (*bounds)[unit].worst - (*bounds)[unit].best;
    }
    // Of 50 places: without any knowledge of the weights the intervals would be far wider.
    EXPECT_LT(wide / statistics.size(), 35U);
    const auto mixed = bind_model(evaluation, reference_vary(evaluation.definition));
    Model geometric = *mixed;
    geometric.nodes[0].aggregate.kind = AggregateKind::geometric;
    EXPECT_EQ(rank_bounds(geometric).error().code, "E-rank-bounds");
}

// Goal: tight bounds are ranks that occur and that nothing beats. Method: a fine grid of weights.
TEST(TightRankBounds, AreWhatAFineGridFinds) {
    for (std::uint64_t trial = 0; trial < 25; ++trial) {
        RandomStream draws({.seed = 9, .replication = trial});
        Matrix data(8, 3);
        for (std::size_t row = 0; row < 8; ++row) {
            for (std::size_t k = 0; k < 3; ++k) data.set(row, k, draws.uniform());
        }
        const WeightPolytope polytope{.low = {0.1, 0.1, 0.1}, .high = {0.6, 0.7, 0.8}};
        const auto loose = rank_bounds(data, polytope);
        const auto tight = tight_rank_bounds(data, polytope, 0);
        ASSERT_TRUE(tight);
        EXPECT_TRUE(tight->best_proven && tight->worst_proven);
        EXPECT_GE(tight->best, (*loose)[0].best);
        EXPECT_LE(tight->worst, (*loose)[0].worst);
        std::size_t best = 9;
        std::size_t worst = 0;
        for (int a = 0; a <= 120; ++a) {
            for (int b = 0; a + b <= 120; ++b) {
                const std::array w = {a / 120.0, b / 120.0, (120 - a - b) / 120.0};
                if (w[0] < 0.1 || w[0] > 0.6 || w[1] < 0.1 || w[1] > 0.7 || w[2] < 0.1 ||
                    w[2] > 0.8)
                    continue;
                std::size_t above = 0;
                for (std::size_t row = 1; row < 8; ++row) {
                    double lead = 0;
                    for (std::size_t k = 0; k < 3; ++k)
                        lead += w[k] * (data.at(row, k) - data.at(0, k));
                    above += lead > 0 ? 1 : 0;
                }
                best = std::min(best, above + 1);
                worst = std::max(worst, above + 1);
            }
        }
        EXPECT_LE(tight->best, best) << trial;
        EXPECT_GE(tight->worst, worst) << trial;
        // A corner too small for the grid may give one rank more.
        EXPECT_GE(tight->best + 1, best) << trial;
        EXPECT_LE(tight->worst, worst + 1) << trial;
    }
}

TEST(TightRankBounds, SayWhenTheSearchWasCutOff) {
    const Matrix data = reference_table(KC_SOURCE_DIR, "pillars_minmax1_100.csv").numbers();
    const auto cut = tight_rank_bounds(data, {}, 10, 3);
    ASSERT_TRUE(cut);
    EXPECT_FALSE(cut->best_proven && cut->worst_proven);
}

}  // namespace
}  // namespace kc::evaluation
