// SPDX-License-Identifier: Apache-2.0
#include "store/file_lock.hpp"

#include <fcntl.h>
#include <fmt/format.h>
#include <sys/file.h>
#include <unistd.h>

#include <cerrno>
#include <chrono>
#include <system_error>
#include <thread>
#include <utility>

#include "store/error.hpp"

namespace kc::store {
namespace {

// Of advisory locks: "KCH1". The second number tells offices in one database apart.
constexpr std::int64_t kLockClass = 0x4b434831;
constexpr int kLockTries = 10;
constexpr auto kLockPause = std::chrono::milliseconds(100);

Diagnostic in_use(const std::string& path) {
    return Diagnostic{"E-store-in-use",
                      {},
                      "另一个科创程序正打开这个数据库",
                      "another Kechuang has this database open"}
        .hint("先停止那个程序，或换一个数据库文件", "stop it first, or choose another file")
        .in_file(path);
}

}  // namespace

Result<FileLock> FileLock::take(const std::string& path) {
    const int descriptor = ::open(path.c_str(), O_RDWR | O_CREAT | O_CLOEXEC, 0600);
    if (descriptor < 0) {
        return unexpected(
            store_error(ErrorKind::cannot_open, std::generic_category().message(errno))
                .in_file(path));
    }
    FileLock lock(descriptor);
    if (::flock(descriptor, LOCK_EX | LOCK_NB) != 0) {
        if (errno == EWOULDBLOCK) return unexpected(in_use(path));
        return unexpected(
            store_error(ErrorKind::cannot_open, std::generic_category().message(errno))
                .in_file(path));
    }
    return lock;
}

FileLock::FileLock(FileLock&& other) noexcept : descriptor_(std::exchange(other.descriptor_, -1)) {}

FileLock::~FileLock() {
    // The file stays: removing it would let two programs lock two files of the same name.
    if (descriptor_ >= 0) ::close(descriptor_);
}

Result<void> lock_for_writing(Connection& connection) {
    if (connection.dialect() != Dialect::postgres) return {};
    // A server learns of a client's end a moment after the client is gone.
    for (int tries = 0; tries < kLockTries; ++tries) {
        if (tries > 0) std::this_thread::sleep_for(kLockPause);
        Result<std::int64_t> taken = connection.query_number(
            "SELECT CASE WHEN pg_try_advisory_lock($1::int4, hashtext(current_schema())) "
            "THEN 1 ELSE 0 END",
            {kLockClass});
        if (!taken) return unexpected(std::move(taken.error()));
        if (*taken == 1) return {};
    }
    return unexpected(in_use(connection.path()));
}

}  // namespace kc::store
