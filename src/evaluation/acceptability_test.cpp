// SPDX-License-Identifier: Apache-2.0
// Acceptability of a whole evaluation against smaa() on its table, where the two mean the same: a
// flat weighted mean with nothing known of the weights.
#include "evaluation/acceptability.hpp"

#include <gtest/gtest.h>

#include "evaluation/definition_read.hpp"
#include "evaluation/smaa.hpp"

namespace kc::evaluation {
namespace {

constexpr std::string_view kFlat =
    "evaluation: flat\n"
    "indicators: [{id: x, direction: up}, {id: y, direction: up}, {id: z, direction: up}]\n"
    "normalise: none\n"
    "tree: {id: t, weights: {x: 1, y: 1, z: 1}}\n";

Evaluation evaluated(std::string text) {
    Diagnostics found;
    const auto definition = read_definition(text, "flat.yaml", found);
    KC_CHECK(definition.has_value());
    const auto table = table_of("flat.csv", {{1, {"unit", "x", "y", "z"}},
                                             {2, {"a", "9", "3", "4"}},
                                             {3, {"b", "5", "6", "5"}},
                                             {4, {"c", "2", "9", "3"}},
                                             {5, {"d", "1", "2", "1"}}});
    return *evaluate(*definition, *table);
}

TEST(Acceptability, AgreesWithTheFlatAnalysisOnAFlatMean) {
    const Evaluation evaluation = evaluated(std::string(kFlat));
    const auto whole = acceptability_of(evaluation, {.draws = 20'000, .seed = 3});
    ASSERT_TRUE(whole);
    const auto flat = smaa(evaluation.asked().scaled, {.draws = 20'000, .seed = 4});
    ASSERT_TRUE(flat);
    for (std::size_t unit = 0; unit < 4; ++unit) {
        for (std::size_t rank = 0; rank < 4; ++rank)
            EXPECT_NEAR(whole->units[unit].ranks[rank], flat->units[unit].acceptability[rank],
                        0.02);
        EXPECT_NEAR(whole->units[unit].holistic, flat->units[unit].holistic, 0.02);
        ASSERT_EQ(whole->units[unit].central_weights.has_value(),
                  flat->units[unit].central_weights.has_value());
        if (!flat->units[unit].central_weights) continue;
        for (std::size_t k = 0; k < 3; ++k)
            EXPECT_NEAR((*whole->units[unit].central_weights)[k + 1],
                        (*flat->units[unit].central_weights)[k], 0.03);
        EXPECT_EQ(whole->units[unit].confidence, flat->units[unit].confidence);
    }
}

TEST(Acceptability, AUnitThatIsWorseInEverythingIsNeverFirst) {
    const auto result = acceptability_of(evaluated(std::string(kFlat)), {.draws = 1'000});
    ASSERT_TRUE(result);
    EXPECT_EQ(result->units[3].ranks.front(), 0);
    EXPECT_EQ(result->units[3].ranks.back(), 1);
    EXPECT_FALSE(result->units[3].central_weights);
}

TEST(Acceptability, AnOrderOfWeightsIsHeeded) {
    const auto result = acceptability_of(
        evaluated(std::string(kFlat) + "uncertainty: {vary: {weights: ordinal(y >= x)}}\n"),
        {.draws = 1'000});
    ASSERT_TRUE(result);
    EXPECT_EQ(result->weights.kind, WeightVaryKind::ordinal);
    for (const Acceptance& unit : result->units) {
        if (unit.central_weights) {
            EXPECT_GE((*unit.central_weights)[2], (*unit.central_weights)[1]);
        }
    }
}

TEST(Acceptability, GuaranteedRanksHoldEveryRankThatWasDrawn) {
    const Evaluation evaluation = evaluated(std::string(kFlat));
    const auto sure = guaranteed_ranks(evaluation);
    const auto drawn = acceptability_of(evaluation, {.draws = 2'000});
    ASSERT_TRUE(sure);
    ASSERT_TRUE(drawn);
    EXPECT_FALSE(sure->before_adjustments);
    for (std::size_t unit = 0; unit < 4; ++unit) {
        for (std::size_t rank = 1; rank <= 4; ++rank) {
            if (drawn->units[unit].ranks[rank - 1] == 0) continue;
            EXPECT_GE(rank, sure->units[unit].best);
            EXPECT_LE(rank, sure->units[unit].worst);
        }
    }
    EXPECT_EQ(sure->units[3].best, 4U);
}

TEST(Acceptability, WorkThatIsEndedSaysSo) {
    const Evaluation evaluation = evaluated(std::string(kFlat));
    const Stop now = [] { return true; };
    EXPECT_EQ(acceptability_of(evaluation, {.draws = 10, .stop = now}).error().code, "E-time");
}

}  // namespace
}  // namespace kc::evaluation
