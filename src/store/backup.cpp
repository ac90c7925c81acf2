// SPDX-License-Identifier: Apache-2.0
#include "store/backup.hpp"

#include <fcntl.h>
#include <sqlite3.h>
#include <unistd.h>

#include <cerrno>
#include <filesystem>
#include <memory>
#include <optional>
#include <system_error>
#include <utility>

#include "store/error.hpp"
#include "store/transfer.hpp"

namespace kc::store {
namespace {

constexpr int kPagesAStep = 1'000;  // 4 MB between two looks at deadline and interrupt

Diagnostic is_there(const std::string& path) {
    return Diagnostic{"E-store-backup-exists",
                      {},
                      "备份文件已经存在，没有覆盖",
                      "the backup file is there already and was not overwritten"}
        .hint("换一个文件名", "choose another name")
        .in_file(path);
}

struct FinishBackup {
    void operator()(sqlite3_backup* backup) const { sqlite3_backup_finish(backup); }
};

Result<void> copy_pages(Connection& from, Connection& to) {
    const std::unique_ptr<sqlite3_backup, FinishBackup> backup(
        sqlite3_backup_init(to.handle(), "main", from.handle(), "main"));
    if (backup == nullptr) {
        return unexpected(
            sqlite_error(sqlite3_extended_errcode(to.handle()), sqlite3_errmsg(to.handle())));
    }
    int code = SQLITE_OK;
    while (code == SQLITE_OK) {
        if (Result<void> go_on = from.check_time(); !go_on) return go_on;
        code = sqlite3_backup_step(backup.get(), kPagesAStep);
    }
    if (code != SQLITE_DONE) return unexpected(sqlite_error(code, sqlite3_errstr(code)));
    return {};
}

Result<void> copy_rows(Connection& from, Connection& to, const BackupOptions& options) {
    Result<TransferReport> copied =
        copy_database(from, to, {.schemas = options.schemas, .now_us = options.now_us});
    if (!copied) return unexpected(std::move(copied.error()));
    return {};
}

Result<Head> write_copy(Connection& from, const std::string& path, const BackupOptions& options) {
    Result<Connection> to = Connection::open(path, {.create = true});
    if (!to) return unexpected(std::move(to.error()));
    Result<void> copied =
        from.dialect() == Dialect::sqlite ? copy_pages(from, *to) : copy_rows(from, *to, options);
    if (copied && options.besides) copied = options.besides(*to);
    if (!copied) return unexpected(std::move(copied.error()));
    // One file, without a log beside it, that can be carried away.
    if (Result<void> set = to->execute_script("PRAGMA journal_mode = DELETE;"); !set) {
        return unexpected(std::move(set.error()));
    }
    return read_head(*to);
}

}  // namespace

void remove_part(const std::string& part) {
    std::error_code error;
    for (const char* beside : {"", "-journal", "-wal", "-shm"})
        std::filesystem::remove(part + beside, error);
}

// The file's bytes are on the disk; its new name is only when the folder is.
Result<void> keep_file(const std::string& part, const std::string& path) {
    std::error_code renamed;
    std::filesystem::rename(part, path, renamed);
    if (renamed) return unexpected(store_error(ErrorKind::io, renamed.message()));
    const std::filesystem::path folder = std::filesystem::absolute(path).parent_path();
    const int descriptor = ::open(folder.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    const bool kept = descriptor >= 0 && ::fsync(descriptor) == 0;
    const int error = errno;
    if (descriptor >= 0) ::close(descriptor);
    if (kept) return {};
    return unexpected(store_error(ErrorKind::io, std::generic_category().message(error)));
}

Result<Head> back_up(Connection& from, const std::string& path, const BackupOptions& options) {
    std::error_code error;
    if (std::filesystem::exists(path, error)) return unexpected(is_there(path));
    const std::string part = path + ".part";
    remove_part(part);

    // A transaction of its own unless the caller has one: all pages from the same moment.
    std::optional<Work> snapshot;
    if (!from.in_transaction()) {
        Result<Work> begun = Work::begin(from, WorkKind::snapshot);
        if (!begun) return unexpected(std::move(begun.error()));
        snapshot.emplace(std::move(*begun));
    }
    Result<Head> head = write_copy(from, part, options);
    if (head && options.before_named) {
        if (Result<void> done = options.before_named(part); !done)
            head = unexpected(std::move(done.error()));
    }
    if (head) {
        Result<void> kept = keep_file(part, path);
        if (!kept) head = unexpected(std::move(kept.error()));
    }
    remove_part(part);
    if (!head) return unexpected(std::move(head.error()).in_file(path));
    return head;
}

}  // namespace kc::store
