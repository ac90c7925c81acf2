// SPDX-License-Identifier: Apache-2.0
// A copy of the whole database while it is being written to.
#pragma once

#include <cstdint>
#include <functional>
#include <span>
#include <string>

#include "base/result.hpp"
#include "store/connection.hpp"
#include "store/journal.hpp"
#include "store/migrate.hpp"

namespace kc::store {

struct BackupOptions {
    std::span<const Schema> schemas = {};  // of known rooms, for a copy from PostgreSQL
    std::int64_t now_us = 0;
    // Written into the copy before it gets its name.
    std::function<Result<void>(Connection& copy)> besides = {};
    // When the copy is complete and on the disk under this name, just before it gets its own.
    std::function<Result<void>(const std::string& part)> before_named = {};
};

// Copies what `from` sees, one moment of the database, into a new SQLite file, and says the
// journal's head in it. Nothing is overwritten; under `path` stands a complete copy or nothing.
Result<Head> back_up(Connection& from, const std::string& path, const BackupOptions& options = {});

// A copy that did not come to its end, with what SQLite puts beside a file.
void remove_part(const std::string& part);

// Gives a finished file its name, so that it has it after a power cut too.
Result<void> keep_file(const std::string& part, const std::string& path);

}  // namespace kc::store
