// SPDX-License-Identifier: Apache-2.0
// Scores to ranks: 1 is best, equal scores share the best rank, no score has rank 0.
#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <vector>

#include "evaluation/matrix.hpp"

namespace kc::evaluation {

std::vector<std::int32_t> ranks_of(ColumnView scores);

// Ranks among the units with the same text in `group`.
std::vector<std::int32_t> ranks_within(ColumnView scores, std::span<const std::string> group);

// Ranks when some units may not stand above a place: `best_allowed` holds it, 0 for none. A unit
// that is held back comes right behind the units that pass it, never with a better rank than
// allowed as long as there are enough others.
std::vector<std::int32_t> ranks_held_back(ColumnView scores,
                                          std::span<const std::int32_t> best_allowed);

}  // namespace kc::evaluation
