// SPDX-License-Identifier: Apache-2.0
// Where the two databases speak differently: in the making of tables.
//
// Queries and changes are written in the part of SQL that both share. Tables are written as SQLite
// wants them (STRICT, WITHOUT ROWID, INTEGER PRIMARY KEY, triggers that refuse); to_postgres says
// the same to PostgreSQL. What it does not know it refuses, so nothing is made half right.
//
//   INTEGER → BIGINT, BLOB → BYTEA, TEXT → TEXT COLLATE "C" (order of bytes, as in SQLite)
//   id INTEGER PRIMARY KEY → the largest so far plus one where none is given
//   BEFORE UPDATE/DELETE … BEGIN SELECT RAISE(ABORT, 'why'); END → kc_refuse('why'), for DELETE
//   also against TRUNCATE, which SQLite does not have
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "base/result.hpp"

namespace kc::store {

enum class Dialect : std::uint8_t { sqlite, postgres };

// Of "postgresql://…", "postgres://…"; anything else is the name of a file.
bool is_postgres_address(std::string_view target);

// For messages and logs: without the password.
std::string shown_target(const std::string& target);

// Statements that begin with CREATE, ALTER or DROP are translated, others stay as they are.
Result<std::string> to_postgres(std::string_view sql);

// Functions that translated tables use; made once, before the first of them.
extern const char* const kPostgresFunctions;

}  // namespace kc::store
