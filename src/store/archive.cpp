// SPDX-License-Identifier: Apache-2.0
#include "store/archive.hpp"

#include <fmt/format.h>

#include <filesystem>
#include <functional>
#include <utility>

#include "store/archive_files.hpp"
#include "store/backup.hpp"
#include "store/error.hpp"
#include "store/file_lock.hpp"
#include "store/verify.hpp"

namespace kc::store {
namespace {

namespace fs = std::filesystem;

Diagnostic no_database(const std::string& path) {
    return Diagnostic{"E-no-database", {}, "没有这个数据库文件", "there is no such database file"}
        .in_file(path);
}

Diagnostic is_there(const std::string& path) {
    return Diagnostic{"E-store-not-empty",
                      {},
                      "目标文件已经存在，没有写入任何内容",
                      "the target is there already; nothing was written"}
        .hint("换一个文件名", "choose another name")
        .in_file(path);
}

Diagnostic damaged(const std::string& file, std::string_view zh, std::string_view en) {
    return Diagnostic{"E-backup-damaged",
                      {},
                      fmt::format("备份已损坏：{}", zh),
                      fmt::format("the backup is damaged: {}", en)}
        .hint("换用另一份备份；没有恢复任何内容", "use another backup; nothing was restored")
        .in_file(file);
}

Result<Connection> open_for_reading(const std::string& target) {
    std::error_code error;
    if (!is_postgres_address(target) && !fs::is_regular_file(target, error)) {
        return unexpected(no_database(target));
    }
    return Connection::open(target, {.read_only = true});
}

// The copy made by `fill` under its name, once it is whole; on a server its own commit does that.
Result<TransferReport> make_new(const std::string& target,
                                const std::function<Result<TransferReport>(Connection&)>& fill) {
    if (is_postgres_address(target)) {
        Result<Connection> to = Connection::open(target, {});
        if (!to) return unexpected(std::move(to.error()));
        if (Result<void> alone = lock_for_writing(*to); !alone) {
            return unexpected(std::move(alone.error()));
        }
        return fill(*to);
    }
    std::error_code error;
    if (fs::exists(target, error)) return unexpected(is_there(target));
    const std::string part = target + ".part";
    remove_part(part);
    Result<TransferReport> report = [&]() -> Result<TransferReport> {
        Result<Connection> to = Connection::open(part, {.create = true});
        if (!to) return unexpected(std::move(to.error()));
        return fill(*to);
    }();
    if (report) {
        Result<void> kept = keep_file(part, target);
        if (!kept) report = unexpected(std::move(kept.error()));
    }
    remove_part(part);
    return report;
}

// What is wrong with the file, named as closely as it can be.
Result<void> check_backup(const std::string& file, Connection& backup,
                          const RestoreOptions& options) {
    Result<bool> agrees = agrees_with_digest_file(file);
    if (!agrees) return unexpected(std::move(agrees.error()));
    Result<AuditReport> audited = verify(backup, {.kept_head = options.kept_head});
    if (!audited) return unexpected(damaged(file, audited.error().zh, audited.error().en));
    if (!audited->is_good()) {
        const Diagnostic& first = audited->findings.kept().front().message;
        return unexpected(damaged(file, first.zh, first.en));
    }
    if (*agrees) return {};
    return unexpected(damaged(file, "内容与 .sha256 文件不符；日志和数据完好，其他表或文件有改动",
                              "it is not what its .sha256 file says; journal and facts hold, so "
                              "another table or a file was altered"));
}

}  // namespace

Result<TransferReport> move_database(const std::string& from, const std::string& to,
                                     const ArchiveOptions& options) {
    std::optional<FileLock> lock;
    Result<Connection> source = open_for_reading(from);
    if (!source) return unexpected(std::move(source.error()));
    if (is_postgres_address(from)) {
        if (Result<void> alone = lock_for_writing(*source); !alone) {
            return unexpected(std::move(alone.error()));
        }
    } else {
        Result<FileLock> taken = FileLock::take(from + "-writer");
        if (!taken) return unexpected(std::move(taken.error()));
        lock.emplace(std::move(*taken));
    }
    return make_new(to, [&](Connection& target) {
        return copy_database(*source, target,
                             {.schemas = options.schemas, .now_us = options.now_us});
    });
}

Result<Head> write_backup(const std::string& from, const std::string& file,
                          const ArchiveOptions& options) {
    Result<Connection> source = open_for_reading(from);
    if (!source) return unexpected(std::move(source.error()));
    Result<Head> head = back_up(
        *source, file,
        {.schemas = options.schemas,
         .now_us = options.now_us,
         // After the tables: files come before what names them.
         .besides = [&](Connection& copy) { return store_files(copy, options.files_folder); },
         // The digest first: a backup without one would pass for whole when a bit of it turns over.
         .before_named = [&](const std::string& part) { return write_digest_file(part, file); }});
    if (!head) {
        std::error_code error;
        if (!fs::exists(file, error)) fs::remove(file + ".sha256", error);
    }
    return head;
}

Result<TransferReport> restore_backup(const std::string& file, const std::string& to,
                                      const RestoreOptions& options) {
    Result<Connection> backup = open_for_reading(file);
    if (!backup) return unexpected(std::move(backup.error()));
    if (Result<void> good = check_backup(file, *backup, options); !good) {
        return unexpected(std::move(good.error()));
    }
    const std::string& folder = options.archive.files_folder;
    const std::string part = folder + ".part";
    std::error_code error;
    if (!folder.empty() && fs::exists(folder, error) && !fs::is_empty(folder, error)) {
        return unexpected(is_there(folder));
    }
    TransferOptions transfer{.schemas = options.archive.schemas, .now_us = options.archive.now_us};
    if (options.at_us) {
        Result<std::int64_t> last = last_sequence_at(*backup, *options.at_us);
        if (!last) return unexpected(std::move(last.error()));
        transfer.last_sequence = *last;
    }
    // The files first: an office whose files are missing does not open, files without an office
    // harm nobody.
    Result<TransferReport> report = make_new(to, [&](Connection& target) -> Result<TransferReport> {
        if (!folder.empty()) {
            fs::remove_all(part, error);
            if (Result<void> files = take_out_files(*backup, part); !files) {
                return unexpected(std::move(files.error()));
            }
            if (fs::exists(part, error)) {
                if (Result<void> kept = keep_file(part, folder); !kept) {
                    return unexpected(std::move(kept.error()));
                }
            }
        }
        return copy_database(*backup, target, transfer);
    });
    if (!report && !folder.empty()) {
        fs::remove_all(part, error);
        // It was not there, or empty, before.
        fs::remove_all(folder, error);
    }
    return report;
}

}  // namespace kc::store
