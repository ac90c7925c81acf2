// SPDX-License-Identifier: Apache-2.0
// The tables of a database as they are, on either database, and how to make the same elsewhere.
//
// Rooms make most tables by migrations, but some (one for each registry of a pack) while the office
// runs; so a copy looks at what is there and does not trust a list.
#pragma once

#include <string>
#include <vector>

#include "base/result.hpp"
#include "store/connection.hpp"

namespace kc::store {

// In the order in which they were made, so that what is referred to comes first.
Result<std::vector<std::string>> table_names(Connection& connection);

// Without columns that are computed.
Result<std::vector<std::string>> column_names(Connection& connection, const std::string& table);

// Statements, as SQLite wants them, that make the table and its indexes.
Result<std::vector<std::string>> making_of(Connection& connection, const std::string& table);

}  // namespace kc::store
