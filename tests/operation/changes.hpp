// SPDX-License-Identifier: Apache-2.0
// Changes of records, tables of them and files, each made up from its number, and what has to be in
// a database of them whatever happened meanwhile:
//
// - what was answered is there once;
// - what was asked for and not answered is there once or not at all, a table with all its rows and
//   its entry in the journal or with nothing;
// - nothing else is there, and the audit finds nothing.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "store/connection.hpp"

namespace kc::test {

// Everything about it follows from its number, so that the same can be asked for again.
struct Change {
    enum class Kind : std::uint8_t { create, update, import, attach };
    Kind kind = Kind::create;
    std::int64_t number = 0;
    std::int64_t record = 0;   // to be corrected, or that the file is attached to
    std::int64_t version = 0;  // that is corrected
    bool is_answered = false;
};

inline constexpr int kRowsOfATable = 40;

// All of cn.enterprise, in 宣州区.
std::string name_of(std::int64_t number, int row);
std::string credit_code_of(std::int64_t number, int row);
std::string address_of(std::int64_t number);
// From a few bytes to several parts of kept content.
std::string file_of(std::int64_t number);
// CSV to be imported.
std::string table_of(std::int64_t number);

void expect_clean_audit(store::Connection& connection);

// With nobody writing; the database is read only.
void expect_kept(const std::string& database, const std::vector<Change>& changes);

}  // namespace kc::test
