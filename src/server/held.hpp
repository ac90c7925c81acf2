// SPDX-License-Identifier: Apache-2.0
// What the routes about grants and loans share.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "access/grant_rules.hpp"
#include "base/date.hpp"
#include "base/result.hpp"
#include "server/body_fields.hpp"

namespace kc::server {

// E-no-account when there is none.
Result<access::Held> held_by(store::Transaction& transaction, const std::string& account);

Diagnostic no_grant();

// An absent or null field is no day; what is no date is noted.
std::optional<base::Date> optional_day(BodyFields& fields, std::string_view name);

// Of an answer that one of our commands has written; 0 for anything else.
std::int64_t number_in(std::string_view answer);

}  // namespace kc::server
