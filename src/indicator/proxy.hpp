// SPDX-License-Identifier: Apache-2.0
// The leading indicators of a target: what can be said while its own figure is not out.
#pragma once

#include <vector>

#include "indicator/target_result.hpp"

namespace kc::indicator {

// Those the target names, else those of its indicator; each with its newest figure.
std::vector<Proxy> proxies_of(const Context& context, const TargetDef& target);

}  // namespace kc::indicator
