// SPDX-License-Identifier: Apache-2.0
#include "store/archive_files.hpp"

#include <fmt/format.h>

#include <array>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <optional>
#include <utility>

#include "store/archive.hpp"
#include "store/backup.hpp"
#include "store/durable_file.hpp"
#include "store/error.hpp"
#include "store/sha256.hpp"

namespace kc::store {
namespace {

namespace fs = std::filesystem;

constexpr const char* kTable =
    "CREATE TABLE backup_file (path TEXT PRIMARY KEY, sha256 BLOB NOT NULL, bytes BLOB NOT NULL) "
    "STRICT";

Diagnostic bad_file(const fs::path& path, std::string_view why) {
    return store_error(ErrorKind::io, why).in_file(path.string());
}

Diagnostic damaged_file(const std::string& path) {
    return Diagnostic{"E-backup-damaged",
                      {},
                      fmt::format("备份中的文件 {} 已损坏", path),
                      fmt::format("the file {} inside the backup is damaged", path)}
        .hint("换用另一份备份", "use another backup");
}

Diagnostic folder_in_use(const std::string& folder) {
    return Diagnostic{"E-store-not-empty",
                      {},
                      "文件目录不是空的，没有写入任何内容",
                      "the folder of files is not empty; nothing was written"}
        .in_file(folder);
}

Result<std::string> read_whole(const fs::path& path) {
    std::error_code error;
    const std::uintmax_t size = fs::file_size(path, error);
    if (error) return unexpected(bad_file(path, error.message()));
    if (size > kMaxBackupFileBytes) {
        return unexpected(bad_file(path, fmt::format("larger than {} bytes", kMaxBackupFileBytes)));
    }
    std::ifstream in(path, std::ios::binary);
    std::string bytes{std::istreambuf_iterator<char>(in), std::istreambuf_iterator<char>()};
    if (!in) return unexpected(bad_file(path, "cannot be read"));
    return bytes;
}

// Nothing absolute and no step upwards: a backup may come from anywhere.
bool stays_inside(const fs::path& path) {
    if (path.empty() || path.is_absolute()) return false;
    for (const fs::path& part : path) {
        if (part == "..") return false;
    }
    return true;
}

Hash hash_of(Bytes bytes) {
    return sha256({reinterpret_cast<const char*>(bytes.data()), bytes.size()});
}

}  // namespace

Result<void> store_files(Connection& backup, const std::string& folder) {
    if (Result<void> made = backup.execute_script(kTable); !made) return made;
    std::error_code error;
    if (folder.empty() || !fs::is_directory(folder, error)) return {};
    Result<Work> work = Work::begin(backup, WorkKind::write);
    if (!work) return unexpected(std::move(work.error()));
    std::int64_t count = 0;
    fs::recursive_directory_iterator entries(folder, error);
    for (; !error && entries != fs::recursive_directory_iterator(); entries.increment(error)) {
        if (!entries->is_regular_file()) continue;
        if (++count > kMaxBackupFiles) {
            return unexpected(bad_file(folder, fmt::format("more than {} files", kMaxBackupFiles)));
        }
        Result<std::string> bytes = read_whole(entries->path());
        if (!bytes) return unexpected(std::move(bytes.error()));
        const Bytes view(reinterpret_cast<const std::uint8_t*>(bytes->data()), bytes->size());
        const std::string path = fs::relative(entries->path(), folder).generic_string();
        Result<std::int64_t> added =
            backup.execute("INSERT INTO backup_file (path, sha256, bytes) VALUES ($1, $2, $3)",
                           {path, sha256(*bytes), view});
        if (!added) return unexpected(std::move(added.error()));
    }
    if (error) return unexpected(bad_file(folder, error.message()));
    return work->commit();
}

Result<void> take_out_files(Connection& backup, const std::string& folder) {
    Result<std::int64_t> has_table = backup.query_number(
        "SELECT count(*) FROM sqlite_schema WHERE type = 'table' AND name = 'backup_file'");
    if (!has_table) return unexpected(std::move(has_table.error()));
    if (*has_table == 0 || folder.empty()) return {};
    std::error_code error;
    if (fs::exists(folder, error) && !fs::is_empty(folder, error)) {
        return unexpected(folder_in_use(folder));
    }
    Result<Rows> rows = backup.query("SELECT path, sha256, bytes FROM backup_file ORDER BY path");
    if (!rows) return unexpected(std::move(rows.error()));
    Result<bool> more = rows->next();
    for (; more && *more; more = rows->next()) {
        const auto path = rows->get<std::string>(0);
        const Hash expected = rows->get<Hash>(1);
        const Bytes bytes = rows->get<Bytes>(2);
        if (!stays_inside(path) || hash_of(bytes) != expected) {
            return unexpected(damaged_file(path));
        }
        Result<void> written =
            write_durably((fs::path(folder) / path).string(),
                          {reinterpret_cast<const char*>(bytes.data()), bytes.size()});
        if (!written) return written;
    }
    if (!more) return unexpected(std::move(more.error()));
    return {};
}

Result<Hash> sha256_of_file(const std::string& path) {
    std::ifstream in(path, std::ios::binary);
    if (!in) return unexpected(bad_file(path, "cannot be opened"));
    Sha256 hasher;
    std::array<char, 64 * 1024> block{};
    while (in) {
        in.read(block.data(), block.size());
        hasher.update(std::string_view(block.data(), static_cast<std::size_t>(in.gcount())));
    }
    if (!in.eof()) return unexpected(bad_file(path, "cannot be read"));
    return hasher.finish();
}

Result<void> write_digest_file(const std::string& content, const std::string& file) {
    Result<Hash> hash = sha256_of_file(content);
    if (!hash) return unexpected(std::move(hash.error()));
    return write_durably(file + ".sha256", fmt::format("{}  {}\n", to_hex(*hash),
                                                       fs::path(file).filename().string()));
}

Result<bool> agrees_with_digest_file(const std::string& file) {
    std::ifstream in(file + ".sha256");
    if (!in) return true;
    std::string word;
    in >> word;
    Result<Hash> hash = sha256_of_file(file);
    if (!hash) return unexpected(std::move(hash.error()));
    return word == to_hex(*hash);
}

}  // namespace kc::store
