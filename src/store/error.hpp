// SPDX-License-Identifier: Apache-2.0
// What can go wrong in the database, as one short list that every driver maps to.
//
// The kind travels inside the Diagnostic's code ("E-store-full"), so a Result needs no second
// error type and a caller that wants to react asks kind_of.
#pragma once

#include <cstdint>
#include <optional>
#include <string_view>

#include "base/diagnostic.hpp"

namespace kc::store {

enum class ErrorKind : std::uint8_t {
    constraint,   // a rule of the schema refused the row
    busy,         // somebody else holds the database; trying again may help
    full,         // the disk is full: reading goes on, writing does not
    io,           // the disk failed: nothing written since the last answer may be trusted
    corrupt,      // the file is damaged, or no database
    interrupted,  // deadline or interrupt()
    read_only,
    cannot_open,
    gone,  // the way to the server is lost: whether the last change was saved is not known
    other,
};

// Empty when the diagnostic does not come from the database.
std::optional<ErrorKind> kind_of(const Diagnostic& diagnostic);

// `detail` is the database's own words, English in both languages.
Diagnostic store_error(ErrorKind kind, std::string_view detail);

// From an (extended) result code of SQLite.
Diagnostic sqlite_error(int code, std::string_view detail);

// From a SQLSTATE of PostgreSQL; empty where libpq has none because no answer came.
Diagnostic postgres_error(std::string_view sql_state, std::string_view detail);

}  // namespace kc::store
