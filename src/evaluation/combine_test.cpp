// SPDX-License-Identifier: Apache-2.0
#include "evaluation/combine.hpp"

#include <algorithm>
#include <cmath>

#include <gtest/gtest.h>

#include "evaluation/combine_bod.hpp"
#include "evaluation/combine_ideal.hpp"
#include "evaluation/combine_means.hpp"
#include "evaluation/combine_outranking.hpp"
#include "evaluation/random.hpp"
#include "evaluation/simplex_lp.hpp"
#include "evaluation/statistics_reference.hpp"

namespace kc::evaluation {
namespace {

using Cells = std::vector<std::vector<std::optional<double>>>;

Matrix matrix_of(const Cells& cells) {
    Matrix matrix(cells.size(), cells.front().size());
    for (std::size_t row = 0; row < cells.size(); ++row) {
        for (std::size_t k = 0; k < cells[row].size(); ++k) matrix.set(row, k, cells[row][k]);
    }
    return matrix;
}

std::vector<double> alike(std::size_t count) {
    return std::vector<double>(count, 1.0);
}

Matrix pillars() {
    return reference_table(KC_SOURCE_DIR, "pillars_minmax1_100.csv").numbers();
}

TEST(Means, FollowTheirFormulas) {
    const Matrix data = matrix_of({{2.0, 8.0}});
    const std::vector<double> weights = {3, 1};
    const CombineInput input{.children = &data, .weights = weights};
    EXPECT_NEAR(arithmetic_mean(input)->scores[0], 3.5, 1e-12);
    EXPECT_NEAR(geometric_mean(input)->scores[0], std::pow(2 * 2 * 2 * 8, 0.25), 1e-12);
    EXPECT_NEAR(harmonic_mean(input)->scores[0], 4 / (1.5 + 0.125), 1e-12);
    EXPECT_NEAR(power_mean(input, 2)->scores[0], std::sqrt((3 * 4 + 64) / 4.0), 1e-12);
    EXPECT_NEAR(power_mean(input, -1)->scores[0], harmonic_mean(input)->scores[0], 1e-12);
    EXPECT_NEAR(power_mean(input, 0)->scores[0], geometric_mean(input)->scores[0], 1e-12);
    EXPECT_NEAR(weighted_sum(input)->scores[0], 14, 1e-12);
    EXPECT_NEAR(mean_min(input, 1, 0)->scores[0], 2, 1e-12);
    EXPECT_NEAR(mean_min(input, 0.5, 0)->scores[0], 2.75, 1e-12);
}

TEST(Means, AMissingChildLeavesTheOthersWithTheirWeightsScaledUp) {
    const Matrix data = matrix_of({{2.0, {}, 6.0}, {{}, {}, {}}});
    const std::vector<double> weights = {1, 5, 3};
    const CombineInput input{.children = &data, .weights = weights};
    const auto mean = arithmetic_mean(input);
    EXPECT_NEAR(mean->scores[0], 5, 1e-12);
    EXPECT_FALSE(mean->scores.has(1));
    EXPECT_EQ(mean->gaps, (std::vector<Gap>{{1, Undefined::missing}}));
    EXPECT_NEAR(geometric_mean(input)->scores[0], std::pow(2 * 6 * 6 * 6, 0.25), 1e-12);
    EXPECT_NEAR(power_mean(input, 2)->scores[0], std::sqrt((4 + 3 * 36) / 4.0), 1e-12);
    EXPECT_EQ(weighted_sum(input)->gaps[0].why, Undefined::too_few_children);
    const CombineInput strict{.children = &data, .weights = weights, .needs = 0.7};
    EXPECT_EQ(arithmetic_mean(strict)->gaps[0].why, Undefined::too_few_children);
}

TEST(Means, RefuseWhatTheyCannotTake) {
    const Matrix data = matrix_of({{2.0, 8.0}, {1.0, 0.0}});
    const std::vector<double> weights = {1, 1};
    const CombineInput input{.children = &data, .weights = weights};
    const auto fault = geometric_mean(input);
    ASSERT_FALSE(fault);
    EXPECT_EQ(fault.error(),
              (CombineFault{.why = Undefined::not_positive, .row = 1, .child = 1, .value = 0}));
    const Diagnostic words =
        combine_diagnostic(fault.error(), AggregateKind::geometric, "index", "B", "patents");
    EXPECT_NE(words.en.find("'patents' has 0"), std::string::npos);
    EXPECT_NE(words.zh.find("单位“B”"), std::string::npos);
    EXPECT_FALSE(words.hint_zh.empty());
    const std::vector<double> zero = {0, 0};
    EXPECT_EQ(combine({}, {.children = &data, .weights = zero}).error().why,
              Undefined::zero_weight);
    const std::vector<double> negative = {1, -1};
    EXPECT_EQ(combine({}, {.children = &data, .weights = negative}).error().why,
              Undefined::negative);
}

TEST(Means, NothingInfiniteComesOut) {
    const Matrix data = matrix_of({{1e308, 1e308}, {1.0, 2.0}});
    const std::vector<double> weights = {1e3, 1e3};
    const CombineInput input{.children = &data, .weights = weights};
    const auto sum = weighted_sum(input);
    EXPECT_FALSE(sum->scores.has(0));
    EXPECT_EQ(sum->gaps[0].why, Undefined::too_large);
    EXPECT_TRUE(sum->scores.has(1));
}

TEST(WeightedMedian, IsTheMiddleByWeight) {
    const Matrix data = matrix_of({{1.0, 2.0, 9.0, 4.0}, {1.0, 2.0, 9.0, {}}});
    const auto even = weighted_median({.children = &data, .weights = alike(4)});
    EXPECT_EQ(even->scores[0], 3.0);
    EXPECT_EQ(even->scores[1], 2.0);
    const std::vector<double> heavy = {1, 1, 5, 1};
    EXPECT_EQ(weighted_median({.children = &data, .weights = heavy})->scores[0], 9.0);
}

TEST(OrderedAverage, SpansFromWorstToBest) {
    const Matrix data = matrix_of({{1.0, 5.0, 3.0}});
    const std::vector<double> weights = alike(3);
    const CombineInput input{.children = &data, .weights = weights};
    EXPECT_NEAR(ordered_average(input, std::array{1.0, 0.0, 0.0})->scores[0], 5, 1e-12);
    EXPECT_NEAR(ordered_average(input, std::array{0.0, 0.0, 1.0})->scores[0], 1, 1e-12);
    EXPECT_NEAR(ordered_average(input, std::array{0.5, 0.3, 0.2})->scores[0], 3.6, 1e-12);
    EXPECT_NEAR(ordered_average(input, order_weights_of_orness(0.5, 3))->scores[0], 3, 1e-12);
    // All order weights alike: importance alone decides, as in a weighted mean.
    const std::vector<double> important = {1, 2, 1};
    EXPECT_NEAR(
        ordered_average({.children = &data, .weights = important}, std::array{1.0, 1.0, 1.0})
            ->scores[0],
        3.5, 1e-12);
}

// z-scores with mean 100 and deviation 10 of the treated data, directions applied.
TEST(MazziottaPareto, AgreesWithTheReference) {
    const ReferenceTable treated = reference_table(KC_SOURCE_DIR, "stage_treated.csv");
    const ReferenceTable meta = reference_table(KC_SOURCE_DIR, "iMeta.csv");
    std::map<std::string, double> direction;
    for (const auto& row : meta.rows) {
        if (const auto sign = ReferenceTable::number(row[meta.column("Direction")]))
            direction[row[meta.column("iCode")]] = *sign;
    }
    Matrix scaled = treated.numbers();
    for (std::size_t k = 0; k < scaled.columns(); ++k) {
        const double centre = *mean(scaled.column(k));
        const double spread = *deviation(scaled.column(k));
        const double sign = direction.at(treated.header[k + 1]);
        for (std::size_t row = 0; row < scaled.rows(); ++row)
            scaled.set(row, k, 100 + 10 * sign * (scaled.at(row, k) - centre) / spread);
    }
    const auto index =
        mazziotta_pareto({.children = &scaled, .weights = alike(scaled.columns())}, -1);
    const auto wanted =
        reference_table(KC_SOURCE_DIR, "mpi_pos_z100_10_49ind.csv").by_key("mpi_pos");
    for (std::size_t row = 0; row < scaled.rows(); ++row)
        EXPECT_NEAR(index->scores[row], wanted.at(treated.rows[row][0]), 1e-9 * 110);
}

TEST(MazziottaPareto, AdjustedScalesBetweenGoalpostsFirst) {
    const Matrix data = matrix_of({{0.0, 10.0}, {5.0, 5.0}});
    const std::vector<Goalposts> goalposts = {{0, 10}, {0, 10}};
    const auto index =
        adjusted_mazziotta_pareto({.children = &data, .weights = alike(2)}, goalposts, -1);
    // 70 and 130: mean 100, variance 1800.
    EXPECT_NEAR(index->scores[0], 100 - 18, 1e-12);
    EXPECT_NEAR(index->scores[1], 100, 1e-12);
}

TEST(Outranking, AgreesWithTheReference) {
    const ReferenceTable wanted = reference_table(KC_SOURCE_DIR, "outranking_level2.csv");
    const ReferenceTable all = reference_table(KC_SOURCE_DIR, "stage_aggregated.csv");
    const Matrix data = all.numbers(
        {"Physical", "ConEcFin", "Political", "Instit", "P2P", "Environ", "Social", "SusEcFin"});
    const auto matrix = outranking_matrix({.children = &data, .weights = alike(8)});
    for (std::size_t i = 0; i < data.rows(); ++i) {
        for (std::size_t j = 0; j < data.rows(); ++j)
            ASSERT_EQ(matrix->at(i, j), wanted.at(i, all.rows[j][0]));
    }
    const auto scores = copeland({.children = &data, .weights = alike(8)});
    const ReferenceTable variants = reference_table(KC_SOURCE_DIR, "result_variants.csv");
    std::size_t compared = 0;
    for (std::size_t i = 0; i < variants.rows.size(); ++i) {
        if (variants.rows[i][0] != "copeland_over_8_pillars") continue;
        const auto keys = all.keys();
        const auto row = std::find(keys.begin(), keys.end(), variants.rows[i][1]) - keys.begin();
        EXPECT_EQ(scores->scores[static_cast<std::size_t>(row)], variants.at(i, "Index"));
        ++compared;
    }
    EXPECT_EQ(compared, 51U);
}

TEST(Outranking, WithMissingValuesDoesNotDependOnTheOrderOfRows) {
    const Cells rows = {{5.0, {}, {}}, {1.0, 2.0, 3.0}, {4.0, 1.0, {}}, {{}, 3.0, 2.0}};
    const std::vector<double> weights = {0.5, 0.2, 0.3};
    const Matrix data = matrix_of(rows);
    const Matrix turned = matrix_of({rows[3], rows[2], rows[1], rows[0]});
    const auto one = outranking_matrix({.children = &data, .weights = weights});
    const auto other = outranking_matrix({.children = &turned, .weights = weights});
    // They share the first child only, and there the first row is better.
    EXPECT_EQ(one->at(0, 1), 1.0);
    EXPECT_EQ(one->at(0, 3), 0.5);
    for (const AggregateKind kind : {AggregateKind::copeland, AggregateKind::borda,
                                     AggregateKind::promethee, AggregateKind::topsis}) {
        const auto forth = combine({.kind = kind}, {.children = &data, .weights = weights});
        const auto back = combine({.kind = kind}, {.children = &turned, .weights = weights});
        for (std::size_t i = 0; i < 4; ++i)
            EXPECT_NEAR(forth->scores[i], back->scores[3 - i], 1e-12);
    }
    for (std::size_t i = 0; i < 4; ++i) {
        for (std::size_t j = 0; j < 4; ++j) EXPECT_EQ(one->at(i, j), other->at(3 - i, 3 - j));
    }
}

TEST(Borda, CountsTheUnitsBeaten) {
    const Matrix data = matrix_of({{3.0, 1.0}, {2.0, 1.0}, {1.0, 5.0}});
    const auto scores = borda({.children = &data, .weights = alike(2)});
    EXPECT_NEAR(scores->scores[0], (2 + 0.5) / 2, 1e-12);
    EXPECT_NEAR(scores->scores[1], (1 + 0.5) / 2, 1e-12);
    EXPECT_NEAR(scores->scores[2], (0 + 2) / 2.0, 1e-12);
}

TEST(Promethee, NetFlowsOfAHandMadeExample) {
    const Matrix data = matrix_of({{10.0}, {6.0}, {0.0}});
    const std::vector<double> weights = {2};
    const std::vector<Preference> linear = {{PreferenceShape::linear, 2, 6}};
    const auto scores = promethee({.children = &data, .weights = weights}, linear);
    // Degrees: 10 over 6: (4 - 2)/4 = 0.5; 10 over 0: 1; 6 over 0: 1.
    EXPECT_NEAR(scores->scores[0], 0.75, 1e-12);
    EXPECT_NEAR(scores->scores[1], 0.25, 1e-12);
    EXPECT_NEAR(scores->scores[2], -1, 1e-12);
    EXPECT_NEAR(scores->details[0].column[1], 0.5, 1e-12);
    EXPECT_EQ(preference_degree({PreferenceShape::level, 1, 3}, 2), 0.5);
    EXPECT_EQ(preference_degree({PreferenceShape::u_shape, 1, 0}, 1), 0);
    EXPECT_NEAR(preference_degree({PreferenceShape::gaussian, 0, 2}, 2), 1 - std::exp(-0.5), 1e-12);
    EXPECT_NEAR(preference_degree({PreferenceShape::v_shape, 0, 4}, 1), 0.25, 1e-12);
}

// Tzeng and Huang, Multiple Attribute Decision Making (2011).
TEST(Topsis, AgreesWithPublishedCloseness) {
    const Matrix data =
        matrix_of({{5.0, 8.0, 4.0}, {7.0, 6.0, 8.0}, {8.0, 8.0, 6.0}, {7.0, 4.0, 6.0}});
    const std::vector<double> weights = {0.3, 0.4, 0.3};
    const CombineInput input{.children = &data, .weights = weights};
    const auto closeness = topsis(input, Scaling::vector);
    const std::array wanted = {0.5037196585795188, 0.6580847719618138, 0.7482486599406238,
                               0.333997436943342};
    for (std::size_t i = 0; i < 4; ++i) EXPECT_NEAR(closeness->scores[i], wanted[i], 1e-12);
    const auto compromise = vikor(input, 0.5);
    const std::array s = {0.6, 0.3, 0.15, 0.65};
    const std::array r = {0.3, 0.2, 0.15, 0.4};
    const std::array q = {0.75, 0.25, 0.0, 1.0};
    for (std::size_t i = 0; i < 4; ++i) {
        EXPECT_NEAR(compromise->details[0].column[i], s[i], 1e-12);
        EXPECT_NEAR(compromise->details[1].column[i], r[i], 1e-12);
        EXPECT_NEAR(compromise->details[2].column[i], q[i], 1e-12);
        EXPECT_NEAR(compromise->scores[i], 1 - q[i], 1e-12);
    }
}

// Hwang and Yoon (1981), the fighter aircraft; the fourth column is a cost, so its sign is turned.
TEST(Topsis, TakesACostTurnedAround) {
    const Matrix data = matrix_of({{2.0, 1500.0, 20000.0, -5.5, 5.0, 9.0},
                                   {2.5, 2700.0, 18000.0, -6.5, 3.0, 5.0},
                                   {1.8, 2000.0, 21000.0, -4.5, 7.0, 7.0},
                                   {2.2, 1800.0, 20000.0, -5.0, 5.0, 5.0}});
    const std::vector<double> weights = {0.2, 0.1, 0.1, 0.1, 0.2, 0.3};
    const auto closeness = topsis({.children = &data, .weights = weights}, Scaling::vector);
    const std::array wanted = {0.6432770005532701, 0.26838356771941185, 0.6135422900072309,
                               0.31229106558175435};
    for (std::size_t i = 0; i < 4; ++i) EXPECT_NEAR(closeness->scores[i], wanted[i], 1e-12);
}

TEST(Wroclaw, AgreesWithTheReference) {
    const Matrix data = pillars();
    const auto scores = wroclaw({.children = &data, .weights = alike(8)});
    const Matrix wanted = reference_table(KC_SOURCE_DIR, "wroclaw_pillars.csv").numbers();
    for (std::size_t row = 0; row < data.rows(); ++row) {
        EXPECT_NEAR(scores->details[0].column[row], wanted.at(row, 0), 1e-9);
        EXPECT_NEAR(scores->scores[row], 1 - wanted.at(row, 0), 1e-9);
    }
}

TEST(Ideal, EqualUnitsAreNotCompared) {
    const Matrix data = matrix_of({{3.0, 4.0}, {3.0, 4.0}});
    const std::vector<double> weights = alike(2);
    const CombineInput input{.children = &data, .weights = weights};
    EXPECT_EQ(topsis(input, Scaling::vector)->gaps.size(), 2U);
    EXPECT_EQ(wroclaw(input).error().why, Undefined::no_variation);
    EXPECT_EQ(vikor(input, 0.5)->scores[0], 1.0);
}

TEST(BenefitOfTheDoubt, AgreesWithTheReference) {
    const Matrix data = pillars();
    const auto scores = benefit_of_the_doubt({.children = &data, .weights = alike(8)}, {});
    const Matrix wanted = reference_table(KC_SOURCE_DIR, "bod_pillars.csv").numbers();
    for (std::size_t row = 0; row < data.rows(); ++row)
        EXPECT_NEAR(scores->scores[row], wanted.at(row, 0), 1e-9);
}

TEST(BenefitOfTheDoubt, BoundsOnSharesLowerScoresAndAreKept) {
    const Matrix data = pillars();
    const std::vector<double> weights = alike(8);
    const CombineInput input{.children = &data, .weights = weights};
    const auto free = benefit_of_the_doubt(input, {});
    const auto bounded = benefit_of_the_doubt(input, {.share_low = 0.05, .share_high = 0.3});
    const auto tight = benefit_of_the_doubt(input, {.share_low = 0.1, .share_high = 0.15});
    double lowered = 0;
    for (std::size_t row = 0; row < data.rows(); ++row) {
        EXPECT_LE(bounded->scores[row], free->scores[row] + 1e-9);
        EXPECT_LE(tight->scores[row], bounded->scores[row] + 1e-9);
        lowered += free->scores[row] - tight->scores[row];
    }
    EXPECT_GT(lowered, 1);
    EXPECT_EQ(benefit_of_the_doubt(input, {.share_low = 0.2}).error().why, Undefined::infeasible);
}

// Goal: the way units join the program must not change its answer. The judge takes all at once.
TEST(BenefitOfTheDoubt, AgreesWithThePlainProgram) {
    RandomStream draws({.seed = 5});
    Matrix data(40, 5);
    for (std::size_t row = 0; row < 40; ++row) {
        for (std::size_t k = 0; k < 5; ++k) data.set(row, k, draws.uniform());
    }
    const std::vector<double> direction = {0.2, 0.1, 0.3, 0.2, 0.2};
    const auto scores =
        benefit_of_the_doubt({.children = &data, .weights = alike(5)}, {.direction = direction});
    for (std::size_t unit = 0; unit < 40; ++unit) {
        // max beta: sum of lambda y_j >= y + beta g, sum of lambda <= 1.
        LinearProgram lp(41);
        lp.objective[40] = 1;
        for (std::size_t k = 0; k < 5; ++k) {
            std::vector<double> row(41);
            for (std::size_t j = 0; j < 40; ++j) row[j] = data.at(j, k);
            row[40] = -direction[k];
            lp.add(row, Relation::at_least, data.at(unit, k));
        }
        std::vector<double> sum(41, 1.0);
        sum[40] = 0;
        lp.add(sum, Relation::at_most, 1);
        EXPECT_NEAR(scores->scores[unit], 1 / (1 + lp.solve()->value), 1e-8);
    }
}

}  // namespace
}  // namespace kc::evaluation
