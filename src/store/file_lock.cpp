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

#include "base/check.hpp"
#include "store/error.hpp"

namespace kc::store {
namespace {

// Of advisory locks: "KCH1". The second number tells offices in one database apart.
constexpr std::int64_t kLockClass = 0x4b434831;
constexpr std::int64_t kTurnClass = 0x4b434832;  // "KCH2"
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

namespace {

Result<bool> ask_for_lock(Connection& connection, std::string_view sql) {
    Result<std::int64_t> taken = connection.query_number(sql, {kLockClass});
    if (!taken) return unexpected(std::move(taken.error()));
    return *taken == 1;
}

constexpr std::string_view kAlone =
    "SELECT CASE WHEN pg_try_advisory_lock($1::int4, hashtext(current_schema())) "
    "THEN 1 ELSE 0 END";
constexpr std::string_view kTogether =
    "SELECT CASE WHEN pg_try_advisory_lock_shared($1::int4, hashtext(current_schema())) "
    "THEN 1 ELSE 0 END";

// A machine that vanished in the middle of its batch keeps everybody waiting for so long; and the
// largest import takes less than a minute, for which others wait.
constexpr const char* kPatience =
    "SET idle_in_transaction_session_timeout = '30s'; SET lock_timeout = '60s'";

}  // namespace

Result<void> lock_for_writing(Connection& connection, Writers writers) {
    if (connection.dialect() != Dialect::postgres) return {};
    const bool is_alone = writers == Writers::one;
    if (!is_alone) {
        if (Result<void> set = connection.execute_script(kPatience); !set) return set;
    }
    // A server learns of a client's end a moment after the client is gone; and others may be making
    // tables, which takes its time.
    const int tries = is_alone ? kLockTries : kLockTries * 10;
    for (int i = 0; i < tries; ++i) {
        if (i > 0) std::this_thread::sleep_for(kLockPause);
        Result<bool> taken = ask_for_lock(connection, is_alone ? kAlone : kTogether);
        if (!taken) return unexpected(std::move(taken.error()));
        if (*taken) return {};
    }
    return unexpected(in_use(connection.path()));
}

Result<bool> lock_out_others(Connection& connection) {
    return ask_for_lock(connection, kAlone);
}

Result<void> let_others_in(Connection& connection) {
    Result<bool> done =
        ask_for_lock(connection,
                     "SELECT CASE WHEN pg_advisory_unlock($1::int4, hashtext(current_schema())) "
                     "THEN 1 ELSE 0 END");
    if (!done) return unexpected(std::move(done.error()));
    KC_CHECK(*done);
    return {};
}

Result<void> take_turn(Connection& connection) {
    Result<std::int64_t> taken = connection.query_number(
        "SELECT CASE WHEN pg_advisory_xact_lock($1::int4, hashtext(current_schema())) IS NULL "
        "THEN 0 ELSE 1 END",
        {kTurnClass});
    if (!taken) return unexpected(std::move(taken.error()));
    return {};
}

}  // namespace kc::store
