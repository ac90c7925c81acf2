// SPDX-License-Identifier: Apache-2.0
#include <cmath>
#include <numeric>

#include <gtest/gtest.h>

#include "evaluation/random.hpp"
#include "evaluation/statistics_reference.hpp"
#include "evaluation/weights_data.hpp"
#include "evaluation/weights_expert.hpp"
#include "evaluation/weights_node.hpp"

namespace kc::evaluation {
namespace {

Matrix matrix_of(const std::vector<std::vector<double>>& cells) {
    Matrix matrix(cells.size(), cells.front().size());
    for (std::size_t row = 0; row < cells.size(); ++row) {
        for (std::size_t k = 0; k < cells[row].size(); ++k) matrix.set(row, k, cells[row][k]);
    }
    return matrix;
}

void expect_weights(const std::vector<double>& got, const std::vector<double>& wanted,
                    double tolerance = 1e-12) {
    ASSERT_EQ(got.size(), wanted.size());
    for (std::size_t k = 0; k < got.size(); ++k) EXPECT_NEAR(got[k], wanted[k], tolerance) << k;
}

TEST(CriticWeights, AgreeWithThePublishedExample) {
    const Matrix data = matrix_of({{61, 1.08, 4.33},
                                   {20.7, 0.26, 4.34},
                                   {16.3, 1.98, 2.53},
                                   {9, 3.29, 1.65},
                                   {5.4, 2.77, 2.33},
                                   {4, 4.12, 1.21},
                                   {-6.1, 3.52, 2.1},
                                   {-34.6, 3.31, 0.98}});
    const std::vector<double> wanted = {0.20222553978778002, 0.48090172901971934,
                                        0.3168727311925006};
    expect_weights(*critic_weights(data, 1), wanted);
    expect_weights(*critic_weights(data, 0), wanted);
}

TEST(EntropyWeights, AgreeWithTheFighterExampleOnSharesAsTheyAre) {
    const Matrix data = matrix_of({{2, 1500, 20000, 5.5, 5, 9},
                                   {2.5, 2700, 18000, 6.5, 3, 5},
                                   {1.8, 2000, 21000, 4.5, 7, 7},
                                   {2.2, 1800, 20000, 5, 5, 5}});
    expect_weights(*entropy_weights(data, ShareKind::as_is),
                   {0.06418973460150276, 0.20608816423562373, 0.013444590874367555,
                    0.08132562861545618, 0.35868002434480767, 0.2762718573282421});
}

TEST(EntropyWeights, RefuseNegativeSharesAndIgnoreConstants) {
    const Matrix data = matrix_of({{1, -1}, {2, 3}});
    EXPECT_EQ(entropy_weights(data, ShareKind::as_is).error().why, Undefined::negative);
    EXPECT_EQ(entropy_weights(data, ShareKind::as_is).error().column, 1U);
    const Matrix constant = matrix_of({{1, 5}, {2, 5}, {4, 5}});
    expect_weights(*entropy_weights(constant, ShareKind::minmax), {1, 0});
    const Matrix flat = matrix_of({{5, 5}, {5, 5}});
    EXPECT_EQ(entropy_weights(flat, ShareKind::minmax).error().why, Undefined::no_variation);
}

TEST(SpreadWeights, AreSharesOfDeviationOrVariation) {
    const Matrix data = matrix_of({{1, 10}, {3, 20}, {5, 30}});
    expect_weights(*deviation_weights(data, 1), {2.0 / 12, 10.0 / 12});
    expect_weights(*variation_weights(data, 0),
                   {(2.0 / 3) / (2.0 / 3 + 0.5), 0.5 / (2.0 / 3 + 0.5)});
    const Matrix centred = matrix_of({{1, -1}, {3, 1}});
    EXPECT_EQ(variation_weights(centred, 1).error().column, 1U);
}

// Two columns, two rows, by hand: n = {1, 0.5; 0.5, 1}.
TEST(MerecWeights, MeasureTheEffectOfRemoval) {
    const Matrix data = matrix_of({{1, 4}, {2, 2}});
    const double whole = std::log1p(std::log(2.0) / 2);
    expect_weights(*merec_weights(data), {0.5, 0.5});
    const Matrix uneven = matrix_of({{1, 4}, {2, 2}, {1, 8}});
    const double more = std::log1p(std::log(4.0) / 2);
    expect_weights(*merec_weights(uneven),
                   {whole / (2 * whole + more), (whole + more) / (2 * whole + more)});
    EXPECT_EQ(merec_weights(matrix_of({{0, 1}, {1, 2}})).error().why, Undefined::not_positive);
}

TEST(PcaWeights, AgreeWithTheReferenceUpToTheirSum) {
    const ReferenceTable loadings = reference_table(KC_SOURCE_DIR, "pca_level1_by_pillar.csv");
    const ReferenceTable data = reference_table(KC_SOURCE_DIR, "stage_normalised.csv");
    const auto wanted = loadings.by_key("pc1_loading");
    int kept = 0;
    int refused = 0;
    for (const auto& [parent, children] : reference_children(KC_SOURCE_DIR)) {
        if (!wanted.contains(children.front())) continue;
        double sum = 0;
        for (const std::string& child : children) sum += wanted.at(child);
        bool negative = false;
        for (const std::string& child : children) negative = negative || wanted.at(child) * sum < 0;
        const auto weights = pca_weights(data.numbers(children));
        ASSERT_EQ(weights.has_value(), !negative) << parent;
        (negative ? refused : kept) += 1;
        if (negative) {
            EXPECT_EQ(weights.error().why, Undefined::negative);
            continue;
        }
        for (std::size_t k = 0; k < children.size(); ++k)
            EXPECT_NEAR((*weights)[k], wanted.at(children[k]) / sum, 1e-9);
    }
    EXPECT_EQ(kept + refused, 8);
    EXPECT_GT(kept, 0);
    EXPECT_GT(refused, 0);
}

TEST(CorrelationWeights, GiveTheReferenceItsEqualInfluence) {
    const Matrix data = reference_table(KC_SOURCE_DIR, "result_default.csv")
                            .numbers(std::vector<std::string>{"Conn", "Sust"});
    const auto fit = correlation_weights(data, {});
    ASSERT_TRUE(fit);
    expect_weights(fit->weights, {0.385316604672524, 0.614683395327476}, 1e-3);
    EXPECT_NEAR(fit->correlations[0], fit->correlations[1], 1e-9);
}

TEST(CorrelationWeights, OfEightPillarsAreNeverNegative) {
    const Matrix data = reference_table(KC_SOURCE_DIR, "pillars_minmax1_100.csv").numbers();
    const auto fit = correlation_weights(data, {});
    ASSERT_TRUE(fit);
    double sum = 0;
    for (const double weight : fit->weights) {
        EXPECT_GE(weight, 0);
        sum += weight;
    }
    EXPECT_NEAR(sum, 1, 1e-12);
    // Better than equal weights, and no single step in any pair of weights is better still.
    const auto misfit = [&](const std::vector<double>& weights) {
        Column index(data.rows());
        for (std::size_t row = 0; row < data.rows(); ++row) {
            double score = 0;
            for (std::size_t k = 0; k < 8; ++k) score += weights[k] * data.at(row, k);
            index.set(row, score);
        }
        double total = 0;
        std::vector<double> r;
        for (std::size_t k = 0; k < 8; ++k) {
            r.push_back(*pearson(data.column(k), index.view()));
            total += r.back();
        }
        double squares = 0;
        for (const double value : r) squares += (value / total - 0.125) * (value / total - 0.125);
        return squares;
    };
    const double reached = misfit(fit->weights);
    EXPECT_NEAR(reached, fit->misfit, 1e-9);
    EXPECT_LT(reached, misfit(std::vector<double>(8, 0.125)));
    for (std::size_t a = 0; a < 8; ++a) {
        for (std::size_t b = 0; b < 8; ++b) {
            std::vector<double> moved = fit->weights;
            const double step = std::min(0.01, moved[a]);
            moved[a] -= step;
            moved[b] += step;
            EXPECT_GE(misfit(moved), reached - 1e-9);
        }
    }
}

TEST(Ahp, AgreesWithTheReference) {
    const std::vector<double> matrix = {1, 1.0 / 3, 5, 3, 1, 7, 0.2, 1.0 / 7, 1};
    const auto result = ahp(matrix, 3);
    ASSERT_TRUE(result);
    expect_weights(result->weights, {0.2789545654864183, 0.6491180046313252, 0.07192742988225642});
    EXPECT_NEAR(result->lambda_max, 3.0648875798728206, 1e-12);
    EXPECT_NEAR(result->consistency_index, 0.03244378993641028, 1e-12);
    EXPECT_NEAR(result->consistency_ratio, 0.055937568855879805, 1e-12);
}

TEST(Ahp, NamesTheWorstJudgementAndMendsIt) {
    // a = 3b, b = 3c, but c = 2a.
    const std::vector<double> matrix = {1, 3, 0.5, 1.0 / 3, 1, 3, 2, 1.0 / 3, 1};
    const auto result = ahp(matrix, 3);
    ASSERT_TRUE(result);
    EXPECT_GT(result->consistency_ratio, 0.1);
    ASSERT_TRUE(result->worst);
    const auto repair = repair_ahp(matrix, 3, 0.1);
    ASSERT_TRUE(repair);
    EXPECT_LE(repair->result.consistency_ratio, 0.1);
    EXPECT_FALSE(repair->changed.empty());
    EXPECT_NEAR(repair->matrix[1] * repair->matrix[3], 1, 1e-12);
}

TEST(Ahp, RefusesWhatIsNotReciprocal) {
    const auto fault = ahp(std::vector<double>{1, 3, 0.5, 1}, 2);
    ASSERT_FALSE(fault);
    EXPECT_EQ(fault.error().what, AhpFault::What::not_reciprocal);
    EXPECT_EQ(ahp(std::vector<double>{1, -3, 1, 1}, 2).error().what, AhpFault::What::not_positive);
    EXPECT_EQ(ahp(std::vector<double>{2, 1, 1, 1}, 2).error().what, AhpFault::What::diagonal);
    EXPECT_EQ(ahp(std::vector<double>{1, 1, 1}, 2).error().what, AhpFault::What::wrong_size);
    EXPECT_TRUE(ahp(std::vector<double>{1, 3, 0.33, 1}, 2));
}

// Rezaei (2016), the car example: quality, price, comfort, safety, style.
TEST(BestWorst, AgreesWithThePublishedCar) {
    const auto result =
        best_worst(std::vector<double>{2, 1, 4, 3, 8}, std::vector<double>{4, 8, 2, 3, 1});
    ASSERT_TRUE(result);
    EXPECT_EQ(result->best, 1U);
    EXPECT_EQ(result->worst, 4U);
    EXPECT_NEAR(std::accumulate(result->weights.begin(), result->weights.end(), 0.0), 1, 1e-12);
    EXPECT_LT(result->xi, 0.1);
    EXPECT_NEAR(result->input_ratio, 1.0 / 56, 1e-12);
}

TEST(BestWorst, ConsistentJudgementsComeBack) {
    const auto result =
        best_worst(std::vector<double>{1, 2, 4, 8}, std::vector<double>{8, 4, 2, 1});
    ASSERT_TRUE(result);
    expect_weights(result->weights, {8.0 / 15, 4.0 / 15, 2.0 / 15, 1.0 / 15}, 1e-9);
    EXPECT_NEAR(result->xi, 0, 1e-9);
    EXPECT_EQ(best_worst(std::vector<double>{2, 3}, std::vector<double>{2, 1}).error().what,
              BestWorstFault::What::no_best);
}

TEST(RankOrder, FollowsItsFormulas) {
    const std::vector<std::int32_t> order = {1, 2, 3};
    expect_weights(*rank_order_weights(order, RankOrderKind::centroid),
                   {11.0 / 18, 5.0 / 18, 2.0 / 18});
    expect_weights(*rank_order_weights(order, RankOrderKind::sum), {0.5, 1.0 / 3, 1.0 / 6});
    expect_weights(*rank_order_weights(order, RankOrderKind::reciprocal),
                   {6.0 / 11, 3.0 / 11, 2.0 / 11});
    expect_weights(*rank_order_weights(std::vector<std::int32_t>{2, 1, 2}, RankOrderKind::sum),
                   {0.25, 0.5, 0.25});
    EXPECT_FALSE(rank_order_weights(std::vector<std::int32_t>{0, 1}, RankOrderKind::sum));
}

struct NodeWeightsTest : ::testing::Test {
    Matrix data = matrix_of({{1, 2, 3}, {2, 1, 5}, {4, 3, 1}, {3, 5, 2}});
    std::vector<std::string> names = {"input", "output", "reform"};
    WeightInput input{.children = &data, .names = names, .node = "index"};
};

TEST_F(NodeWeightsTest, AnInconsistentMatrixIsRefusedWithTheJudgementToMend) {
    const WeightMethod method{
        .kind = WeightKind::ahp,
        .experts = {{.expert = "王", .values = {1, 3, 0.5, 1.0 / 3, 1, 3, 2, 1.0 / 3, 1}}},
        .parts = {}};
    const auto refused = weights_of(method, input);
    ASSERT_FALSE(refused);
    EXPECT_EQ(refused.error().code, "E-weights-ahp-inconsistent");
    EXPECT_NE(refused.error().hint_en.find("would agree with the rest"), std::string::npos);
    WeightMethod mending = method;
    mending.repair = true;
    const auto mended = weights_of(mending, input);
    ASSERT_TRUE(mended);
    ASSERT_EQ(mended->notes.size(), 1U);
    EXPECT_EQ(mended->notes[0].severity, Severity::warning);
}

TEST_F(NodeWeightsTest, AGroupIsTheGeometricMeanOfItsMembers) {
    const WeightMethod method{
        .kind = WeightKind::ahp_group,
        .experts = {{.expert = "a", .values = {1, 2, 4, 0.5, 1, 2, 0.25, 0.5, 1}},
                    {.expert = "b", .values = {1, 8, 16, 0.125, 1, 2, 0.0625, 0.5, 1}}},
        .parts = {}};
    const auto weights = weights_of(method, input);
    ASSERT_TRUE(weights);
    expect_weights(weights->values, {8.0 / 11, 2.0 / 11, 1.0 / 11}, 1e-9);
    EXPECT_EQ(weights->by_expert.size(), 2U);
}

TEST_F(NodeWeightsTest, AMixAddsSharesOfItsParts) {
    const WeightMethod method{
        .kind = WeightKind::mix,
        .parts = {{{.kind = WeightKind::manual, .values = {2, 0, 0}, .parts = {}}, 3},
                  {{.kind = WeightKind::equal, .parts = {}}, 1}}};
    expect_weights(weights_of(method, input)->values, {0.75 + 1.0 / 12, 1.0 / 12, 1.0 / 12});
}

TEST_F(NodeWeightsTest, FaultsNameTheChildInBothLanguages) {
    const auto negative =
        weights_of({.kind = WeightKind::manual, .values = {1, -1, 1}, .parts = {}}, input);
    ASSERT_FALSE(negative);
    EXPECT_NE(negative.error().zh.find("output"), std::string::npos);
    EXPECT_NE(negative.error().en.find("output"), std::string::npos);
    EXPECT_FALSE(weights_of({.kind = WeightKind::manual, .values = {0, 0, 0}, .parts = {}}, input));
    EXPECT_FALSE(weights_of({.kind = WeightKind::manual, .values = {1}, .parts = {}}, input));
    EXPECT_FALSE(weights_of({.kind = WeightKind::budget, .parts = {}}, input));
    const Matrix opposed = matrix_of({{1, 5, 2}, {2, 4, 4}, {3, 3, 6}, {4, 2, 8.5}});
    const auto pca = weights_of({.kind = WeightKind::pca, .parts = {}},
                                {.children = &opposed, .names = names, .node = "index"});
    ASSERT_FALSE(pca);
    EXPECT_EQ(pca.error().code, "E-weights-pca-negative");
    EXPECT_NE(pca.error().en.find("output"), std::string::npos);
}

}  // namespace
}  // namespace kc::evaluation
