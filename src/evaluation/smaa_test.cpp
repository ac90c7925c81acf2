// SPDX-License-Identifier: Apache-2.0
#include "evaluation/smaa.hpp"

#include <cmath>
#include <map>
#include <numeric>

#include <gtest/gtest.h>

#include "evaluation/statistics_reference.hpp"
#include "evaluation/uncertainty_statistics.hpp"

namespace kc::evaluation {
namespace {

// 60,000 draws against 300,000 of another program, tolerances of the reference.
TEST(Smaa, AgreesWithTheReferenceOnEightPillars) {
    constexpr double kDraws = 60'000;
    const ReferenceTable pillars = reference_table(KC_SOURCE_DIR, "pillars_minmax1_100.csv");
    const Matrix data = pillars.numbers();
    const auto result = smaa(data, {.draws = static_cast<std::size_t>(kDraws), .threads = 2});
    ASSERT_TRUE(result);
    std::map<std::string, std::size_t> rows;
    for (std::size_t i = 0; i < pillars.rows.size(); ++i) rows[pillars.rows[i][0]] = i;
    const ReferenceTable wanted =
        reference_table(KC_SOURCE_DIR, "smaa2_pillars_rank_acceptability.csv");
    for (const auto& line : wanted.rows) {
        const SmaaUnit& unit = result->units[rows.at(line[0])];
        for (std::size_t rank = 1; rank < line.size(); ++rank) {
            const double b = ReferenceTable::number(line[rank]).value();
            const double error = 4 * std::sqrt(b * (1 - b) / 300'000 + b * (1 - b) / kDraws);
            // The table has five digits, and never seen may still be seen.
            EXPECT_NEAR(unit.acceptability[rank - 1], b, error + 1.5e-4) << line[0] << rank;
        }
    }
    const ReferenceTable central =
        reference_table(KC_SOURCE_DIR, "smaa2_pillars_central_weights.csv");
    for (std::size_t i = 0; i < central.rows.size(); ++i) {
        if (central.at(i, "first_rank_acceptability") <= 0.01) continue;
        const SmaaUnit& unit = result->units[rows.at(central.rows[i][0])];
        ASSERT_TRUE(unit.central_weights);
        for (std::size_t k = 0; k < 8; ++k)
            EXPECT_NEAR((*unit.central_weights)[k], central.at(i, pillars.header[k + 1]), 0.02);
        EXPECT_EQ(unit.confidence, 1.0);
    }
}

TEST(Smaa, ThreadsDoNotChangeAByte) {
    const Matrix data = reference_table(KC_SOURCE_DIR, "pillars_minmax1_100.csv").numbers();
    const auto one = smaa(data, {.draws = 2000, .seed = 3, .threads = 1});
    const auto three = smaa(data, {.draws = 2000, .seed = 3, .threads = 3});
    EXPECT_EQ(one->sample.ranks, three->sample.ranks);
    for (std::size_t i = 0; i < data.rows(); ++i)
        EXPECT_EQ(one->units[i].central_weights, three->units[i].central_weights);
}

// Two units that mirror each other: with free weights half and half; when the first column counts
// at least as much, the first unit always wins.
TEST(Smaa, PartialKnowledgeOfWeightsDecides) {
    Matrix data(2, 2);
    data.set(0, 0, 1);
    data.set(0, 1, 0);
    data.set(1, 0, 0);
    data.set(1, 1, 1);
    const auto free = smaa(data, {.draws = 20'000});
    EXPECT_NEAR(free->units[0].acceptability[0], 0.5, 0.015);
    EXPECT_NEAR((*free->units[0].central_weights)[0], 0.75, 0.01);
    const auto ordered = smaa(data, {.draws = 500, .order = {{0, 1}}});
    EXPECT_EQ(ordered->units[0].acceptability[0], 1.0);
    const auto bounded = smaa(data, {.draws = 20'000, .low = {0.4, 0.0}, .high = {1.0, 1.0}});
    EXPECT_NEAR(bounded->units[0].acceptability[0], 0.5 / 0.6, 0.015);
    EXPECT_EQ(smaa(data, {.low = {0.7, 0.7}}).error().code, "E-smaa-weights");
    EXPECT_EQ(smaa(data, {.order = {{0, 1}, {1, 0}}}).error().code, "E-smaa-weights");
}

// Scores 1 and 0 with errors of deviation 1: the first is above with chance Phi(1/sqrt(2)).
TEST(Smaa, ErrorsLowerTheConfidence) {
    Matrix data(2, 1);
    data.set(0, 0, 1);
    data.set(1, 0, 0);
    Matrix errors(2, 1);
    errors.set(0, 0, 1);
    errors.set(1, 0, 1);
    const auto result = smaa(data, {.draws = 40'000, .errors = errors});
    ASSERT_TRUE(result);
    const double chance = std::erfc(-0.5) / 2;
    EXPECT_NEAR(*result->units[0].confidence, chance, 0.012);
    EXPECT_NEAR(share_above(result->sample, 0, 1), chance, 0.012);
    EXPECT_NEAR(result->units[0].holistic, chance, 0.012);
}

TEST(Smaa, RefusesGapsByName) {
    Matrix data(2, 1);
    data.set(0, 0, 1);
    EXPECT_EQ(smaa(data, {}).error().code, "E-smaa-gaps");
    EXPECT_EQ(smaa(Matrix{}, {}).error().code, "E-smaa-size");
}

// Bounds that rejection hardly ever meets: the walk must keep them and reach all of the piece.
TEST(BoundedWeights, WalkInsideANarrowPiece) {
    const std::vector<double> low = {0.09, 0.19, 0.29, 0.0, 0.0, 0.0};
    const std::vector<double> high = {0.1, 0.2, 0.3, 1.0, 1.0, 1.0};
    const auto weights = BoundedWeights::make(6, {{3, 4}}, low, high);
    ASSERT_TRUE(weights);
    std::vector<double> w(6);
    std::vector<double> mean(6);
    constexpr std::uint64_t kDraws = 400;
    for (std::uint64_t draw = 0; draw < kDraws; ++draw) {
        RandomStream stream({.seed = 2, .replication = draw});
        weights->draw(stream, w);
        EXPECT_NEAR(std::accumulate(w.begin(), w.end(), 0.0), 1, 1e-9);
        EXPECT_GE(w[3], w[4] - 1e-12);
        for (std::size_t k = 0; k < 6; ++k) {
            ASSERT_GE(w[k], low[k]);
            ASSERT_LE(w[k], high[k]);
            mean[k] += w[k] / kDraws;
        }
    }
    EXPECT_NEAR(mean[0], 0.095, 0.001);
    // The rest of about 0.415 falls to three weights, two of them ordered: halves 3/4 and 1/4.
    EXPECT_NEAR(mean[5], 0.415 / 3, 0.02);
    EXPECT_NEAR(mean[3] / mean[4], 3, 0.5);
}

}  // namespace
}  // namespace kc::evaluation
