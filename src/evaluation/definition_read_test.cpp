// SPDX-License-Identifier: Apache-2.0
#include "evaluation/definition_read.hpp"

#include <gtest/gtest.h>

#include "evaluation/definition_call.hpp"
#include "evaluation/definition_words.hpp"
#include "evaluation/resolved.hpp"

namespace kc::evaluation {
namespace {

constexpr std::string_view kCounty = R"yaml(evaluation: demo-county
title: {zh: 县域创新（示例）, en: County innovation (example)}
about: {zh: 说明, en: What it is}
status: template
gap: {zh: 权重未定, en: Weights are open}
sample: demo-fictitious
units: {registry: county, where: "level == 'county'", groups: [region]}
period: {year: 2024, panel: [2021..2024], base: 2022, scale: frozen}
indicators:
  - {id: rd, from: rd_intensity, unit: "%", direction: up, standard: 2.6, source: survey}
  - {id: firms, from: high_tech_firms, per: population, direction: up, treat: {log: auto}}
  - {id: staff, direction: up}
  - {id: waste, direction: down, min_coverage: 0.65, normalise: "minmax(1, 100)"}
missing:
  {default: group_median(region), panel: linear_then_last, max_share_unit: 0.2, penalty: none}
treatment:
  when: {abs_skew_gt: 2, kurt_gt: 3.5}
  try: [winsorise(max: 5), log_shift(0.01)]
  else: keep_and_flag
normalise: {default: minmax(1, 100), by_indicator: {rd: standard(cap: 120)}}
tree:
  id: index
  aggregate: geometric
  weights: {method: ahp_group, experts: panel, consistency_max: 0.1}
  children:
    - {id: input, aggregate: arithmetic, weights: {rd: 3, staff: 2}, needs: 0.5}
    - id: output
      aggregate: mpi(-)
      weights: {method: mix, of: {critic: 0.5, equal: 0.5}}
      children: [firms, waste]
  adjustments:
    - {bonus: platforms, points: 2, cap: 6, evidence: required}
    - {veto: misconduct, effect: "rank <= middle"}
    - {calibrate_to: city_index}
  growth: {blend: {level: 0.7, change: 0.3}}
experts:
  panel: {zhang: [[1, 3], [1/3, 1]], li: [[1, 2], [0.5, 1]]}
checks: [coverage, correlation(>0.9, <-0.4), cronbach]
uncertainty:
  replications: 500
  seed: 2024
  vary:
    normalise: [minmax(1,100), zscore(10,2), prank]
    aggregate: {index: [arithmetic, geometric]}
    weights: {noise: 0.25, levels: all}
    missing: {multiple_imputation: 20}
    data: {rd: normal(cv: 0.02)}
    drop: one_indicator
sensitivity:
  {method: sobol, base: 128, target: [mean_abs_rank_change, rank(each)], bootstrap: 100}
report: {groups: {lead: ">= 1.25*mean"}, intervals: 0.9, publish: rank_bands}
)yaml";

std::string words_of(const Diagnostics& found) {
    std::string out;
    for (const Diagnostic& diagnostic : found) out += to_string(diagnostic, Language::en) + "\n";
    return out;
}

TEST(DefinitionRead, TakesEveryPartOfTheFormat) {
    Diagnostics found;
    const auto definition = read_definition(kCounty, "county.yaml", found);
    ASSERT_TRUE(definition) << words_of(found);
    EXPECT_EQ(words_of(found), "");
    EXPECT_EQ(definition->indicators.size(), 4U);
    EXPECT_EQ(definition->indicators[1].treat.try_steps[0].kind, TreatKind::log_shift);
    EXPECT_EQ(definition->indicators[0].normalise.cap, 120);
    EXPECT_EQ(definition->indicators[3].normalise.low, 1);
    EXPECT_EQ(definition->indicators[2].impute.groups, std::vector<std::string>{"region"});
    ASSERT_EQ(definition->nodes.size(), 7U);
    EXPECT_EQ(definition->nodes[0].children, (std::vector<std::int32_t>{1, 4}));
    EXPECT_EQ(definition->nodes[0].level, 3);
    EXPECT_EQ(definition->nodes[0].weights.experts.size(), 2U);
    EXPECT_EQ(definition->nodes[1].weights.values, (std::vector<double>{3, 2}));
    EXPECT_EQ(definition->nodes[4].aggregate.kind, AggregateKind::mpi);
    EXPECT_EQ(definition->nodes[4].weights.parts.size(), 2U);
    EXPECT_EQ(definition->uncertainty->vary.normalise.size(), 3U);
    EXPECT_EQ(definition->uncertainty->vary.aggregate[0].alternatives.size(), 2U);
    EXPECT_EQ(definition->checks[1].limits, (std::vector<double>{0.9, -0.4}));
}

TEST(DefinitionRead, TheResolvedCopyOfEverythingReadsBack) {
    Diagnostics found;
    std::string text(kCounty);
    // Two parts of a mix with the same option.
    text.replace(text.find("critic: 0.5, equal: 0.5"), 23, "critic: 0.5, std_dev: 1");
    const auto definition = read_definition(text, "county.yaml", found);
    ASSERT_TRUE(definition) << words_of(found);
    const std::string once = resolved_text(*definition);
    const auto again = read_definition(once, "resolved.yaml", found);
    ASSERT_TRUE(again) << words_of(found) << once;
    EXPECT_EQ(resolved_text(*again), once);
}

TEST(DefinitionRead, KeysThatNothingDependsOnAreNamed) {
    Diagnostics found;
    const auto definition = read_definition(
        "evaluation: a\nindicators: [{id: x, direction: up}]\ntree: {id: t, children: [x]}\n"
        "report: {formats: [xlsx]}\napproval: {steps: [draft]}\n",
        "a.yaml", found);
    ASSERT_TRUE(definition) << words_of(found);
    ASSERT_EQ(found.size(), 2U);
    EXPECT_EQ(found[0].code, "W-no-use");
    EXPECT_EQ(found[1].code, "W-no-use");
}

TEST(DefinitionCall, CommasAndColonsInsideBracketsAreNotYaml) {
    EXPECT_EQ(hide_calls("[minmax(1, 100)]").find(','), std::string::npos);
    EXPECT_EQ(hide_calls("{a: 'b(1, 2)'}"), "{a: 'b(1, 2)'}");
    EXPECT_EQ(hide_calls("# f(1, 2)\na: f(1"), "# f(1, 2)\na: f(1");
    const auto call = parse_call("promethee(0.1, preference: 0.4)");
    ASSERT_TRUE(call);
    ASSERT_EQ(call->arguments.size(), 2U);
    EXPECT_EQ(call->arguments[1].name, "preference");
    EXPECT_FALSE(parse_call("f(1"));
    EXPECT_FALSE(parse_call("two words"));
}

TEST(DefinitionWords, EveryMethodIsReadAsItIsWritten) {
    for (const auto& word : method_words<AggregateMethod>()) {
        AggregateMethod method = word.initial;
        if (method.kind == AggregateKind::owa) method.order_weights = {0.5, 0.25, 0.25};
        const std::string text = to_text(method);
        Diagnostics found;
        const std::string definition =
            "evaluation: a\nindicators: [{id: x, direction: up}]\n"
            "normalise: minmax(1, 100)\n"
            "tree: {id: t, aggregate: " +
            text + ", children: [x]}\n";
        const auto read = read_definition(definition, "a.yaml", found);
        ASSERT_TRUE(read) << text << ": " << words_of(found);
        EXPECT_EQ(read->nodes[0].aggregate, method) << text;
    }
}

}  // namespace
}  // namespace kc::evaluation
