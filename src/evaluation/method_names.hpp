// SPDX-License-Identifier: Apache-2.0
// What methods are called in print, and in one line what each computes: for lists people choose
// from. docs/evaluation.md says the same at length.
#pragma once

#include <string>
#include <vector>

#include "evaluation/definition.hpp"

namespace kc::evaluation {

struct MethodName {
    Title name = {};
    Title convention = {};  // the formula, with what it assumes
};

MethodName name_of(const ImputeMethod& method);
MethodName name_of(const TreatStep& step);
MethodName name_of(const NormaliseMethod& method);
MethodName name_of(const AggregateMethod& method);

// What may stand in place of the definition's usual methods: methods that need figures which the
// definition does not give (a standard, goalposts, a reference unit, a panel) are left out.
struct MethodChoices {
    std::vector<NormaliseMethod> normalise = {};
    std::vector<AggregateMethod> aggregate = {};
    std::vector<TreatStep> treat = {};  // besides none
    std::vector<ImputeMethod> impute = {};
};
MethodChoices choices_of(const Definition& definition);

// Whether the indicator takes the definition's usual way of scoring.
bool follows_usual(const Definition& definition, const Indicator& indicator);

}  // namespace kc::evaluation
