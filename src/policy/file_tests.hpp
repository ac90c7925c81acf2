// SPDX-License-Identifier: Apache-2.0
// The tests inside a policy file, run when it is loaded: they are its gate.
#pragma once

#include <cstddef>
#include <functional>

#include "base/diagnostic.hpp"
#include "policy/policy_set.hpp"

namespace kc::policy {

// Runs every test of the policy and reports those that fail. Returns how many were run.
std::size_t run_file_tests(const PolicySet& set, const Policy& policy, Diagnostics& found);

// Whether all of them pass, for trying changed policies; stops at the first that fails.
bool passes_file_tests(const PolicySet& set, const Policy& policy);

}  // namespace kc::policy
