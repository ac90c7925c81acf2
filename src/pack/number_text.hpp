// SPDX-License-Identifier: Apache-2.0
// Which written forms are numbers in a pack, and advice on those that are not.
#pragma once

#include <string>
#include <string_view>

#include "pack/field_type.hpp"

namespace kc::pack {

// Digits with perhaps a minus before and a point between them; no leading zeros.
bool is_number_text(std::string_view text);

struct NumberAdvice {
    Phrase problem;  // what it is instead of a number
    Phrase advice;   // what to write
};

// For text that is_number_text refuses. YAML readers disagree about many of these forms (`010` is
// 8 or 10, `1:30` is 90 or text), so none of them is ever guessed at.
NumberAdvice why_no_number(std::string_view text);

}  // namespace kc::pack
