// SPDX-License-Identifier: Apache-2.0
// A target's parts, by county: whether they make up the whole, and how each stands.
#pragma once

#include <optional>

#include "indicator/target_result.hpp"

namespace kc::indicator {

// Without leading indicators and parts.
TargetResult evaluate_alone(const Context& context, const TargetDef& target, base::Date today);

// Empty for a target without parts. `whole` is the result for the whole.
std::optional<DecompositionResult> decompose(const Context& context, const TargetDef& target,
                                             const TargetResult& whole, base::Date today);

}  // namespace kc::indicator
