// SPDX-License-Identifier: Apache-2.0
// When a target is to be reached, as the sentence says: 2025, 2024-Q1, 2024-06.
#pragma once

#include <cstddef>
#include <string>

#include "plan/block_view.hpp"
#include "plan/tense.hpp"

namespace kc::plan {

// For the number at `pos`. `carried` is the year last said in the section; it is used when the
// sentence says none, and replaced when it does.
std::u32string horizon_of(const BlockView& block, const ReadingContext& context, std::size_t pos,
                          std::u32string& carried);

}  // namespace kc::plan
