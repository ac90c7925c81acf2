// SPDX-License-Identifier: Apache-2.0
// What several policies mean to one subject together, in words and for programs.
#pragma once

#include <span>
#include <string>

#include "policy/between.hpp"

namespace kc::policy {

// A line for each answer, then what cannot be had together, the ladder with its next rung,
// certificates that end soon, and what could be granted without an application.
std::string standing_text(const PolicySet& set, std::span<const Answer> answers,
                          base::Date law_date, Language language);

// An array of {first, second, rule, years, keep, words}; codes of policies, null where there is
// nothing to say.
std::string conflicts_json(std::span<const Answer> answers);

// An array of {policy, family, title, height, verdict, is_next, summary}, the lowest rung first;
// null for the verdict and summary of a policy that was not asked.
std::string ladder_json(const PolicySet& set, std::span<const Answer> answers, base::Date law_date);

}  // namespace kc::policy
