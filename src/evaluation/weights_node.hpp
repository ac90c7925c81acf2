// SPDX-License-Identifier: Apache-2.0
// The weights of a node's children, by any method of the definition.
//
// Data-driven methods see the children's columns as they are added up: scaled, more is better. What
// they cannot decide from those data is an error with its reason, never an arbitrary weight. The
// result is finite, not negative, and sums to 1 except for `manual`, which stays as written.
#pragma once

#include <span>
#include <string>
#include <vector>

#include "base/result.hpp"
#include "evaluation/matrix.hpp"
#include "evaluation/methods.hpp"

namespace kc::evaluation {

struct WeightInput {
    const Matrix* children = nullptr;         // units x children
    std::span<const std::string> names = {};  // of the children, for messages
    std::string_view node = {};               // likewise
};

struct NodeWeights {
    std::vector<double> values = {};
    // Each expert's own weights, where there are several: what their disagreement is made of.
    std::vector<std::vector<double>> by_expert = {};
    std::vector<double> influence = {};  // of those experts, summing to 1
    Diagnostics notes = {};              // warnings: repaired judgements, columns without variation
};

Result<NodeWeights> weights_of(const WeightMethod& method, const WeightInput& input);

}  // namespace kc::evaluation
