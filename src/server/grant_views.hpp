// SPDX-License-Identifier: Apache-2.0
// Roles, grants and loans as JSON.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "access/duty.hpp"
#include "access/grants.hpp"
#include "access/role_book.hpp"
#include "base/date.hpp"
#include "server/json_writer.hpp"

namespace kc::server {

void write_role(const access::RoleBook& book, const access::FactorPolicy& factors,
                const pack::RoleText& role, JsonWriter& json);
void write_grant(const access::RoleBook& book, const access::Grant& grant, base::Date today,
                 JsonWriter& json);
void write_delegation(const access::RoleBook& book, const access::Delegation& one,
                      const std::string& role, base::Date today, JsonWriter& json);
void write_texts(const std::vector<std::string>& texts, JsonWriter& json);

}  // namespace kc::server
