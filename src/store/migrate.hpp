// SPDX-License-Identifier: Apache-2.0
// Brings a database's tables up to this program, forward only.
//
// Each room that keeps tables has a numbered list of migrations. What ran is recorded with the
// checksum of its SQL, so a released migration that was edited afterwards is found at the next
// start instead of leaving two offices with different tables under the same number.
#pragma once

#include <cstdint>
#include <span>
#include <string_view>

#include "base/result.hpp"
#include "store/connection.hpp"

namespace kc::store {

struct Migration {
    std::int32_t number = 0;  // 1, 2, 3 … without gaps
    std::string_view name = {};
    std::string_view sql = {};  // several statements; never changed once released
    // What PostgreSQL needs besides, in its own language, after the translated statements.
    std::string_view postgres_besides = {};
};

struct Schema {
    std::string_view room = {};  // "store", "access" …: whose list it is
    std::span<const Migration> migrations = {};
};

// Refuses a file of another program, a database of a newer program, and one whose recorded
// migrations are not ours. Only reads; an empty file is fine.
Result<void> check_file(Connection& connection, std::span<const Schema> schemas);

// Makes the tables of an empty database as far as those of `model` have come, with the same record
// of migrations; tables of rooms that are not among the schemas are left to the caller. Within the
// caller's transaction.
Result<void> migrate_as(Connection& connection, Connection& model, std::span<const Schema> schemas,
                        std::int64_t now_us);

// Whether nothing is left to run. Only reads.
Result<bool> is_up_to_date(Connection& connection, std::span<const Schema> schemas);

// check_file, then runs what is missing, each migration in a transaction of its own: an
// interrupted start goes on where it stopped.
Result<void> migrate(Connection& connection, std::span<const Schema> schemas, std::int64_t now_us);

}  // namespace kc::store
