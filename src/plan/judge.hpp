// SPDX-License-Identifier: Apache-2.0
// Whether a statement commits somebody to something, and how sure that is.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "plan/outline.hpp"
#include "plan/statement.hpp"

namespace kc::plan {

struct Verdict {
    bool taken = false;
    std::int32_t confidence_percent = 0;
    std::vector<std::string_view> reasons;  // stable words: "goal-section", "hedge", "past-cue" …
};

Verdict judge(const Statement& statement, Part part, DocumentKind document);

std::string_view name_of(Exclusion exclusion);
std::string_view words_zh(std::string_view reason);
std::string_view words_en(std::string_view reason);

}  // namespace kc::plan
