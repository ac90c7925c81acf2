// SPDX-License-Identifier: Apache-2.0
// A policy as people read it: its rules with their articles and the figures in force on a day.
#pragma once

#include <string>

#include "policy/policy_set.hpp"

namespace kc::policy {

std::string rules_text(const PolicySet& set, const Policy& policy, base::Date law_date,
                       Language language);

}  // namespace kc::policy
