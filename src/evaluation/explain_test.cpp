// SPDX-License-Identifier: Apache-2.0
#include <gtest/gtest.h>

#include <cmath>
#include <numeric>

#include "evaluation/definition_read.hpp"
#include "evaluation/evaluate.hpp"
#include "evaluation/explain_change.hpp"
#include "evaluation/explain_gap.hpp"
#include "evaluation/explain_reach.hpp"
#include "evaluation/explain_text.hpp"
#include "evaluation/reference_support.hpp"

namespace kc::evaluation {
namespace {

// Two pillars of two indicators; six units, one of them with a gap.
std::string definition_text(const std::string& mean, const std::string& extra = "") {
    return "evaluation: demo\n" + extra +
           "indicators:\n"
           "  - {id: a, direction: up}\n"
           "  - {id: b, from: firms, per: people, direction: up}\n"
           "  - {id: c, direction: down}\n"
           "  - {id: d, direction: up}\n"
           "missing: {default: mean}\n"
           "normalise: minmax(1, 100)\n"
           "tree:\n"
           "  id: index\n"
           "  aggregate: " +
           mean +
           "\n"
           "  weights: {p: 2, q: 1}\n"
           "  children:\n"
           "    - {id: p, aggregate: " +
           mean +
           ", weights: {a: 1, b: 3}}\n"
           "    - {id: q, aggregate: " +
           mean + ", children: [c, d]}\n";
}

constexpr const char* kRows =
    "unit,a,firms,people,c,d\n"
    "u1,10,50,10,4,7\n"
    "u2,8,90,12,9,3\n"
    "u3,3,20,5,2,8\n"
    "u4,7,10,4,,1\n"
    "u5,1,15,9,7,2\n"
    "u6,5,33,8,5,5\n";

Evaluation evaluated(const std::string& definition, const std::string& rows) {
    Diagnostics found;
    const auto read = read_definition(definition, "demo.yaml", found);
    EXPECT_TRUE(read) << (found.empty() ? "" : to_string(found[0], Language::en));
    const auto table = table_of("demo.csv", testing::csv_rows(rows));
    EXPECT_TRUE(table);
    auto result = evaluate(*read, *table);
    EXPECT_TRUE(result) << to_string(result.error(), Language::en);
    return *std::move(result);
}

double sum_of(const ScoreGap& gap) {
    return std::accumulate(gap.parts.begin(), gap.parts.end(), 0.0,
                           [](double sum, const GapPart& part) { return sum + part.points; });
}

TEST(ExplainGap, PartsSumToTheGapWhateverTheMethod) {
    for (const char* mean : {"arithmetic", "geometric", "harmonic", "power(0.5)", "mpi(-)",
                             "copeland", "topsis", "borda", "min_penalty", "owa", "promethee"}) {
        const Evaluation result = evaluated(definition_text(mean), kRows);
        for (std::size_t a = 0; a < 6; ++a) {
            const std::size_t b = (a + 1) % 6;
            const auto gap = explain_gap(result, a, b);
            ASSERT_TRUE(gap) << mean;
            EXPECT_NEAR(sum_of(*gap), gap->gap, 1e-9) << mean << a;
        }
    }
}

TEST(ExplainGap, OfArithmeticMeansIsWeightTimesDifference) {
    const Evaluation result = evaluated(definition_text("arithmetic"), kRows);
    const auto gap = explain_gap(result, 1, 0);
    ASSERT_TRUE(gap);
    for (const GapPart& part : gap->parts) {
        const YearResult& year = result.asked();
        EXPECT_NEAR(part.points,
                    year.leaf_weights[part.node] *
                        (year.tree.scores.at(1, part.node) - year.tree.scores.at(0, part.node)),
                    1e-12);
    }
}

TEST(ExplainGap, TheSmallestShiftOfWeightsMakesThemEqual) {
    const Evaluation result = evaluated(definition_text("arithmetic"), kRows);
    const YearResult& year = result.asked();
    const std::size_t a = year.ranks[0] < year.ranks[1] ? 0 : 1;
    const auto shift = smallest_weight_shift(result, a, 1 - a);
    ASSERT_TRUE(shift);
    std::vector<double> weights = year.leaf_weights;
    double moved = 0;
    for (const WeightShift::Move& move : shift->moves) {
        moved += std::abs(move.to - move.from);
        weights[move.node] = move.to;
    }
    EXPECT_NEAR(moved, shift->distance, 1e-12);
    double gap = 0;
    for (std::size_t i = 0; i < weights.size(); ++i)
        if (result.definition.nodes[i].is_leaf())
            gap += weights[i] * (year.tree.scores.at(a, i) - year.tree.scores.at(1 - a, i));
    EXPECT_NEAR(gap, 0, 1e-9);
    EXPECT_NEAR(std::accumulate(weights.begin(), weights.end(), 0.0), 1, 1e-12);
}

TEST(ExplainReach, TheFigureNamedIsEnoughAndALittleLessIsNot) {
    const Evaluation result = evaluated(definition_text("arithmetic"), kRows);
    const WhatIf what_if(result);
    const std::size_t row = 5;
    const std::int32_t wanted = result.asked().ranks[row] - 1;
    const Reach found = reach(what_if, row, wanted);
    ASSERT_FALSE(found.ways.empty());
    for (const Way& way : found.ways) {
        const auto enough = what_if.with_figures({{row, way.indicator, way.to}});
        EXPECT_LE(enough->ranks[row], wanted);
        const double less = way.from + (way.to - way.from) * 0.999;
        const auto short_of = what_if.with_figures({{row, way.indicator, less}});
        EXPECT_GT(short_of->ranks[row], wanted);
    }
}

TEST(ExplainReach, ScalesAreFittedAgainAsInAWholeNewEvaluation) {
    const Evaluation result = evaluated(definition_text("arithmetic"), kRows);
    const auto changed = WhatIf(result).with_figures({{0, 0, 25.0}});
    std::string rows = kRows;
    rows.replace(rows.find("u1,10"), 5, "u1,25");
    const Evaluation whole = evaluated(definition_text("arithmetic"), rows);
    ASSERT_TRUE(changed);
    EXPECT_EQ(changed->scores, whole.asked().adjusted.scores);
}

TEST(ExplainReach, HidingABadFigureIsFoundWhenItHelps) {
    // u5 is last in a; with the mean in its place it would rise.
    const Evaluation result = evaluated(definition_text("arithmetic"), kRows);
    const auto hidings = hiding_helps(WhatIf(result), 4);
    ASSERT_FALSE(hidings.empty());
    for (const Hiding& hiding : hidings) EXPECT_LT(hiding.rank_hidden, hiding.rank_now);
}

constexpr const char* kPanel =
    "unit,year,a,firms,people,c,d\n"
    "u1,2022,10,50,10,4,7\nu2,2022,8,90,12,9,3\nu3,2022,3,20,5,2,8\n"
    "u4,2022,7,10,4,3,1\nu1,2023,12,55,11,4,9\nu2,2023,8,70,12,7,3\n"
    "u3,2023,5,29,6,3,6\nu4,2023,6,16,5,3,2\n";

TEST(ExplainChange, PartsSumToTheDifferenceOnEveryScale) {
    for (const char* scale : {"per_year", "frozen", "pooled"}) {
        const std::string period = std::string("period: {year: 2023, panel: [2022..2023], base: ") +
                                   "2022, scale: " + scale + "}\n";
        const Evaluation result = evaluated(definition_text("arithmetic", period), kPanel);
        for (const char* unit : {"u1", "u2", "u3", "u4"}) {
            const auto split = explain_change(result, 2022, result, 2023, unit);
            ASSERT_TRUE(split) << split.error().en;
            const auto row = *unit_position(result.years[0].slice, unit);
            EXPECT_NEAR(split->from, result.years[0].root()[row], 1e-9) << scale;
            EXPECT_NEAR(split->to, result.years[1].root()[row], 1e-9) << scale;
            EXPECT_NEAR(split->own_figures + split->denominators + split->others + split->method,
                        split->to - split->from, 1e-9);
            EXPECT_EQ(split->method, 0);
            if (std::string(scale) != "per_year") {
                EXPECT_NEAR(split->others, 0, 1e-9);
            }
        }
    }
}

TEST(ExplainText, SpeaksBothLanguages) {
    const Evaluation result = evaluated(definition_text("arithmetic"), kRows);
    const WhatIf what_if(result);
    const auto gap = explain_gap(result, 1, 0);
    const auto zh = words_of({&result, true}, Comparison{.gap = *gap});
    const auto en = words_of({&result, false}, Comparison{.gap = *gap});
    EXPECT_EQ(zh.size(), en.size());
    EXPECT_NE(zh[0].find("相差"), std::string::npos);
    EXPECT_NE(en[0].find("the gap of"), std::string::npos);
    EXPECT_FALSE(words_of({&result, false}, profile_of(what_if, 3)).empty());
}

}  // namespace
}  // namespace kc::evaluation
