// SPDX-License-Identifier: Apache-2.0
// What is missing, by how often it decides, and at which value.
//
// Everything else that is missing is completed in a fixed number of trial ways, small and large;
// then the verdict is split over the one fact. A fact over whose domain the verdict changes in some
// trial can decide. The trials are the same for the same subject.
#pragma once

#include <span>
#include <vector>

#include "policy/answer.hpp"

namespace kc::policy {

inline constexpr int kTrials = 32;

// For a row whose verdict is open. Overwrites the evaluation.
std::vector<MissingFact> missing_facts(const PolicySet& set, const Policy& policy,
                                       formula::Evaluation& evaluation, const Facts& facts);

// With exactly one missing fact that counts: where it decides. Overwrites the evaluation.
std::vector<Threshold> thresholds(const Policy& policy, formula::Evaluation& evaluation,
                                  const Facts& facts, const std::vector<MissingFact>& missing);

}  // namespace kc::policy
