// SPDX-License-Identifier: Apache-2.0
// What stands to the right of a number: in 新增50家高新技术企业 the metric follows its value.
#pragma once

#include <cstddef>
#include <string>

#include "plan/block_view.hpp"

namespace kc::plan {

// From the end of mention `k` to the end of its clause or to what leads to the next number.
Region right_side(const BlockView& block, std::size_t k);

// The noun there, without what only goes on with the sentence; empty when none follows.
std::u32string object_of(const BlockView& block, Region right);

}  // namespace kc::plan
