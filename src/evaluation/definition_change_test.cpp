// SPDX-License-Identifier: Apache-2.0
#include "evaluation/definition_change.hpp"

#include <gtest/gtest.h>

#include "base/check.hpp"
#include "evaluation/definition_read.hpp"
#include "evaluation/definition_words.hpp"
#include "evaluation/method_names.hpp"

namespace kc::evaluation {
namespace {

Definition definition_of(const std::string& root) {
    Diagnostics found;
    const auto definition = read_definition(
        "evaluation: a\nindicators:\n  - {id: x, direction: up, standard: 2}\n"
        "  - {id: y, direction: up, standard: 3}\n"
        "  - {id: z, direction: down, normalise: prank}\n"
        "normalise: minmax(1, 100)\ntree: " +
            root + "\n",
        "a.yaml", found);
    KC_CHECK(definition.has_value());
    return *definition;
}

const std::string kFlat = "{id: t, weights: {x: 1, y: 2, z: 3}}";

std::string fault_of(const Definition& definition, const DefinitionChange& change) {
    std::vector<ChangeFault> faults;
    EXPECT_FALSE(changed(definition, change, faults));
    return faults.empty() ? "" : faults[0].field + " " + faults[0].what.code;
}

Definition good(const Definition& definition, const DefinitionChange& change) {
    std::vector<ChangeFault> faults;
    const auto out = changed(definition, change, faults);
    EXPECT_TRUE(out) << (faults.empty() ? "" : faults[0].what.en);
    return out.value_or(definition);
}

TEST(DefinitionChange, SomeWeightsChangeAndTheOthersStay) {
    const Definition out = good(definition_of(kFlat), {.weights = {{"y", 5}}});
    EXPECT_EQ(out.nodes[0].weights.values, (std::vector<double>{1, 5, 3}));
}

TEST(DefinitionChange, EqualWeightsBeginFromOne) {
    const Definition out =
        good(definition_of("{id: t, children: [x, y, z]}"), {.weights = {{"x", 2}}});
    EXPECT_EQ(out.nodes[0].weights.values, (std::vector<double>{2, 1, 1}));
}

TEST(DefinitionChange, WeightsThatAMethodMakesAreGivenAllOrNone) {
    const Definition made = definition_of("{id: t, weights: critic, children: [x, y, z]}");
    EXPECT_EQ(fault_of(made, {.weights = {{"x", 2}}}), "weights/x E-weights-partly");
    const Definition out = good(made, {.weights = {{"x", 2}, {"y", 0}, {"z", 1}}});
    EXPECT_EQ(out.nodes[0].weights.kind, WeightKind::manual);
    EXPECT_EQ(out.nodes[0].weights.values, (std::vector<double>{2, 0, 1}));
}

TEST(DefinitionChange, AnIndicatorWithAMethodOfItsOwnKeepsIt) {
    const Definition out = good(definition_of(kFlat), {.normalise = "standard"});
    EXPECT_EQ(out.indicators[0].normalise.kind, NormaliseKind::standard);
    EXPECT_EQ(out.indicators[1].normalise.kind, NormaliseKind::standard);
    EXPECT_EQ(out.indicators[2].normalise.kind, NormaliseKind::prank);
}

TEST(DefinitionChange, TheReadersOwnChecksHold) {
    const Definition flat = definition_of(kFlat);
    EXPECT_EQ(fault_of(flat, {.normalise = "goalposts"}), "normalise E-missing-key");
    EXPECT_EQ(fault_of(flat, {.aggregate = {{"", "geometric"}}}), "aggregate E-geometric");
    EXPECT_EQ(fault_of(flat, {.normalise = "minmax(9, 1)"}), "normalise E-range");
    EXPECT_EQ(fault_of(flat, {.weights = {{"x", 0}, {"y", 0}, {"z", 0}}}),
              "weights/x E-weights-zero");
    EXPECT_EQ(fault_of(flat, {.weights = {{"w", 1}}}), "weights/w E-unknown");
    EXPECT_EQ(fault_of(flat, {.aggregate = {{"x", "sum"}}}), "aggregate/x E-unknown");
    EXPECT_EQ(fault_of(flat, {.treat = "winsorize"}), "treat E-unknown");
}

TEST(MethodNames, EveryChoiceIsNamedInBothLanguagesAndCanBeTaken) {
    const Definition flat = definition_of("{id: t, aggregate: power(2), children: [x, y]}");
    const MethodChoices choices = choices_of(flat);
    const auto all_named = [](const auto& methods) {
        for (const auto& method : methods) {
            const MethodName name = name_of(method);
            EXPECT_NE(name.name.zh, "");
            EXPECT_NE(name.name.en, "");
            EXPECT_NE(name.convention.zh, "");
            EXPECT_NE(name.convention.en, "");
        }
    };
    all_named(choices.normalise);
    all_named(choices.aggregate);
    all_named(choices.treat);
    all_named(choices.impute);
    for (const NormaliseMethod& method : choices.normalise) {
        std::vector<ChangeFault> faults;
        EXPECT_TRUE(changed(flat, {.normalise = to_text(method)}, faults)) << to_text(method);
    }
}

}  // namespace
}  // namespace kc::evaluation
