// SPDX-License-Identifier: Apache-2.0
// An answer for programs: everything the text says, with codes beside words, numbers exact.
#pragma once

#include <string>

#include "pack/json_text.hpp"
#include "policy/answer.hpp"

namespace kc::policy {

// One object; what is not known is null. Words come in both languages.
void write_json(const Answer& answer, pack::JsonText& json);

std::string to_json(const Answer& answer);

}  // namespace kc::policy
