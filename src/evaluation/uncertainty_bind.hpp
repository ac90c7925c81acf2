// SPDX-License-Identifier: Apache-2.0
// From an evaluation and its `vary` block to the model that is run many times.
//
// Weights that come from data are those of the evaluation itself: they are part of what was
// decided, not refitted in every replication. The alternatives of `treatment` and `normalise`
// replace the method of every indicator that follows the definition's usual one; an indicator with
// a method of its own keeps it. Errors of data fall on the figures that were observed, before
// missing ones are filled in.
//
// The evaluation must outlive the model.
#pragma once

#include "base/result.hpp"
#include "evaluation/evaluate.hpp"
#include "evaluation/uncertainty_model.hpp"

namespace kc::evaluation {

// `vary` of the definition's uncertainty block as a rule; one that is empty makes a model in which
// nothing varies.
Result<Model> bind_model(const Evaluation& evaluation, const VaryPlan& vary);

}  // namespace kc::evaluation
