// SPDX-License-Identifier: Apache-2.0
// Policies as JSON, in the shapes of the contract.
#pragma once

#include "office/office_policies.hpp"
#include "server/json_writer.hpp"

namespace kc::server {

// One line of a list.
void write_policy_summary(const policy::Policy& policy, base::Date day, JsonWriter& json);

// Everything a reader needs to follow the rules back to their articles. `desk` tells the editions.
void write_policy(const office::PolicyDesk& desk, const policy::Policy& policy, base::Date day,
                  JsonWriter& json);

}  // namespace kc::server
