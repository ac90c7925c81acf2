// SPDX-License-Identifier: Apache-2.0
// The slice of what was reported for an indicator itself, without its formula.
#pragma once

#include "indicator/slice.hpp"

namespace kc::indicator {

// With `roll_up` false a unit has a value only by its own figures.
Result<Slice> reported_slice(const Context& context, const SliceQuery& query,
                             const IndicatorDef& indicator, bool roll_up);

}  // namespace kc::indicator
