// SPDX-License-Identifier: Apache-2.0
#include "evaluation/uncertainty_weights.hpp"

#include <array>
#include <cmath>
#include <numeric>

#include <gtest/gtest.h>

namespace kc::evaluation {
namespace {

// A root with two branches of three and two leaves; the last leaf weighs nothing.
Model small_tree() {
    Model model;
    model.nodes = {{.id = "root", .level = 3, .children = {1, 5}},
                   {.id = "a", .parent = 0, .level = 2, .children = {2, 3, 4}, .weight = 3},
                   {.id = "a1", .parent = 1, .column = 0, .weight = 1},
                   {.id = "a2", .parent = 1, .column = 1, .weight = 2},
                   {.id = "a3", .parent = 1, .column = 2, .weight = 3},
                   {.id = "b", .parent = 0, .level = 2, .children = {6, 7}, .weight = 1},
                   {.id = "b1", .parent = 5, .column = 3, .weight = 1},
                   {.id = "b2", .parent = 5, .column = 4, .weight = 0}};
    return model;
}

std::vector<double> drawn(const Model& model, std::uint64_t replication) {
    const WeightSampler sampler(model);
    std::vector<double> weights(model.nodes.size());
    RandomStream stream({.seed = 8, .replication = replication});
    sampler.draw(stream, weights);
    return weights;
}

TEST(WeightSampler, NoiseKeepsTheSumOfSiblingsAndTheLevelsNotNamed) {
    Model model = small_tree();
    model.weights = {.kind = WeightVaryKind::noise, .noise = 0.25, .levels = {1}};
    const WeightSampler sampler(model);
    EXPECT_FALSE(sampler.varies(0));
    EXPECT_TRUE(sampler.varies(1));
    EXPECT_EQ(sampler.dimensions(), 5U);
    for (std::uint64_t r = 0; r < 200; ++r) {
        const std::vector<double> weights = drawn(model, r);
        EXPECT_EQ(weights[1], 3);
        EXPECT_NEAR(weights[2] + weights[3] + weights[4], 6, 1e-12);
        // At most (1 + noise)/(1 - noise) away from the nominal proportion.
        EXPECT_LT(weights[3] / weights[2] / 2, 1.25 / 0.75);
        EXPECT_EQ(weights[7], 0);
    }
}

TEST(WeightSampler, DirichletHasTheNominalMeanAndNarrowsWithConcentration) {
    Model model = small_tree();
    for (const double concentration : {5.0, 500.0}) {
        model.weights = {.kind = WeightVaryKind::dirichlet, .concentration = concentration};
        double sum = 0;
        double squares = 0;
        constexpr std::uint64_t kDraws = 4000;
        for (std::uint64_t r = 0; r < kDraws; ++r) {
            const double share = drawn(model, r)[1] / 4;
            sum += share / kDraws;
            squares += share * share / kDraws;
        }
        const double variance = 0.75 * 0.25 / (concentration + 1);
        EXPECT_NEAR(sum, 0.75, 5 * std::sqrt(variance / kDraws));
        EXPECT_NEAR(squares - sum * sum, variance, 0.1 * variance);
    }
}

TEST(WeightSampler, OrderIsKeptInEveryDraw) {
    Model model = small_tree();
    model.weights = {.kind = WeightVaryKind::ordinal, .at_least = {{2, 3}, {3, 4}}};
    std::array<double, 3> mean = {};
    constexpr std::uint64_t kDraws = 6000;
    for (std::uint64_t r = 0; r < kDraws; ++r) {
        const std::vector<double> weights = drawn(model, r);
        ASSERT_GE(weights[2], weights[3]);
        ASSERT_GE(weights[3], weights[4]);
        EXPECT_EQ(weights[1], 3);
        for (std::size_t k = 0; k < 3; ++k) mean[k] += weights[2 + k] / 6 / kDraws;
    }
    // The mean of ordered weights is the rank order centroid.
    EXPECT_NEAR(mean[0], 11.0 / 18, 0.01);
    EXPECT_NEAR(mean[1], 5.0 / 18, 0.01);
    EXPECT_NEAR(mean[2], 2.0 / 18, 0.01);
}

// Twelve in a row: rejection would need 12! tries, so the chain decides.
TEST(OrdinalWeights, OfALongOrderHaveTheRightMeanToo) {
    OrderPairs order;
    for (std::size_t k = 0; k + 1 < 12; ++k) order.emplace_back(k, k + 1);
    std::vector<double> mean(12);
    std::vector<double> weights(12);
    constexpr std::uint64_t kDraws = 500;
    for (std::uint64_t r = 0; r < kDraws; ++r) {
        RandomStream stream({.seed = 1, .replication = r});
        ordinal_weights(order, stream, weights);
        const double sum = std::accumulate(weights.begin(), weights.end(), 0.0);
        for (std::size_t k = 0; k < 12; ++k) {
            if (k > 0) {
                ASSERT_LE(weights[k], weights[k - 1]);
            }
            mean[k] += weights[k] / sum / kDraws;
        }
    }
    double centroid = 0;
    for (int k = 12; k >= 1; --k) {
        centroid += 1.0 / k / 12;
        EXPECT_NEAR(mean[static_cast<std::size_t>(k - 1)], centroid, 0.02);
    }
}

TEST(OrdinalWeights, SeeACircle) {
    EXPECT_TRUE(has_cycle({{0, 1}, {1, 2}, {2, 0}}, 3));
    EXPECT_FALSE(has_cycle({{0, 1}, {0, 2}}, 3));
}

TEST(WeightSampler, TakesOneExpertByInfluence) {
    Model model = small_tree();
    model.nodes[1].by_expert = {{1, 0, 0}, {0, 0.5, 0.5}};
    model.nodes[1].influence = {0.25, 0.75};
    model.weights = {.kind = WeightVaryKind::expert_spread};
    int first = 0;
    for (std::uint64_t r = 0; r < 2000; ++r) {
        const std::vector<double> weights = drawn(model, r);
        first += weights[2] == 6 ? 1 : 0;
        EXPECT_TRUE(weights[2] == 6 || (weights[3] == 3 && weights[4] == 3));
        EXPECT_EQ(weights[6], 1);
    }
    EXPECT_NEAR(first / 2000.0, 0.25, 0.04);
}

}  // namespace
}  // namespace kc::evaluation
