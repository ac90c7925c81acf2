// SPDX-License-Identifier: Apache-2.0
// Moving an office between SQLite and PostgreSQL, keeping backups of it and bringing them back.
//
// A backup is one SQLite file, whatever the office runs on: all tables at one moment, and the files
// of the office (uploaded plans, packs made of them). Beside it stands "FILE.sha256", as sha256sum
// writes it: SQLite itself does not notice a bit that turned over in a text.
//
// All of these are whole or nothing: what is new has no name before it was read back and compared.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "base/result.hpp"
#include "store/transfer.hpp"

namespace kc::store {

struct ArchiveOptions {
    std::vector<Schema> schemas = {};  // of rooms above; the store's own are always there
    std::string files_folder = {};     // of the office; empty: none
    std::int64_t now_us = 0;
};

// From one database to an empty one; nobody may have the first open for writing. It stays as it is.
Result<TransferReport> move_database(const std::string& from, const std::string& to,
                                     const ArchiveOptions& options);

// While the office works. `file` must not be there yet.
Result<Head> write_backup(const std::string& from, const std::string& file,
                          const ArchiveOptions& options);

struct RestoreOptions {
    ArchiveOptions archive = {};
    // Journal and facts as they were known at this moment: entries from the first later one on are
    // left out with their facts. Other tables are as in the backup.
    std::optional<std::int64_t> at_us = {};
    std::optional<Head> kept_head = {};  // of the backup, from elsewhere
};

// Into a database that is not there yet, or empty. E-backup-damaged names what is wrong with the
// file, and nothing is made.
Result<TransferReport> restore_backup(const std::string& file, const std::string& to,
                                      const RestoreOptions& options);

inline constexpr std::int64_t kMaxBackupFiles = 100'000;
inline constexpr std::uintmax_t kMaxBackupFileBytes = 256 * 1024 * 1024;

}  // namespace kc::store
