// SPDX-License-Identifier: Apache-2.0
// An answer in words: one sentence first, then reasons, what is missing, what would help, and the
// derivation line by line with its articles.
#pragma once

#include <string>

#include "policy/answer.hpp"

namespace kc::policy {

// One sentence: "目前不符合：总分 58分，要求 ≥ 60分，差 2分；转岗 5人即可。"
std::string summary(const Answer& answer, Language language);

// Lines of plain text, without colours.
std::string to_text(const Answer& answer, Language language);

// "转岗 5人 + 增加研发投入 2万元"
std::string to_text(const Proposal& proposal, const Policy& policy, Language language);

}  // namespace kc::policy
