// SPDX-License-Identifier: Apache-2.0
// Arabic numerals that count nothing: dates, document numbers, codes, parts of names.
#pragma once

#include <cstddef>
#include <optional>

#include "plan/characters.hpp"
#include "plan/mention.hpp"

namespace kc::plan {

// The digits [i, end) as something other than a quantity, or nothing. `named` says that they stand
// in a title or a quoted name.
std::optional<Mention> plain_numeral(const Characters& characters, std::size_t i, std::size_t end,
                                     bool named);

}  // namespace kc::plan
