// SPDX-License-Identifier: Apache-2.0
// Copies a whole database, row by row, into an empty one of the same or the other kind, and looks
// at the copy before it counts: each table has the same rows, and the journal holds with the same
// head. What does not is undone as a whole.
#pragma once

#include <cstdint>
#include <optional>
#include <span>

#include "base/result.hpp"
#include "store/connection.hpp"
#include "store/journal.hpp"
#include "store/migrate.hpp"

namespace kc::store {

struct TransferOptions {
    // Tables of known rooms are made by their migrations; others as they are found.
    std::span<const Schema> schemas = {};
    // Only the journal up to this entry, with the facts it vouches for. Other tables do not say
    // when their rows came and are copied as they are.
    std::optional<std::int64_t> last_sequence = {};
    std::int64_t now_us = 0;
};

struct TransferReport {
    Head head = {};
    std::int64_t tables = 0;
    std::int64_t rows = 0;
    std::int64_t facts = 0;
};

// Where a backup keeps files that belong to the office; never copied as a table.
inline constexpr const char* kBackupFiles = "backup_file";

// E-store-not-empty when there is anything in `to`. `from` is read in one snapshot, the caller's
// transaction if it has one.
Result<TransferReport> copy_database(Connection& from, Connection& to,
                                     const TransferOptions& options);

// The last entry before the first one that was known after `time_us`; an error when there is none.
Result<std::int64_t> last_sequence_at(Connection& connection, std::int64_t time_us);

}  // namespace kc::store
