// SPDX-License-Identifier: Apache-2.0
// Deadlines as plans write them: 6月底前, 第三季度, 年底, 持续推进.
#pragma once

#include <cstdint>
#include <optional>
#include <string_view>

#include "pack/time.hpp"

namespace kc::office {

// `year` is the year of the plan, meant where the words name none. Empty when the words are no
// deadline or more than one (“6月、12月”): then a person has to say.
std::optional<pack::Time> due_of(std::string_view words, std::int32_t year);

}  // namespace kc::office
