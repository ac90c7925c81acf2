// SPDX-License-Identifier: Apache-2.0
#include "store/connection.hpp"

#include <fmt/format.h>
#include <sqlite3.h>

#include <atomic>
#include <optional>
#include <unordered_map>
#include <utility>

#include "base/check.hpp"
#include "store/error.hpp"

namespace kc::store {
namespace {

using SteadyTime = std::chrono::steady_clock::time_point;

// Steps of SQLite's machine between two looks at deadline and interrupt: some 50 µs.
constexpr int kProgressSteps = 4'000;

std::string_view pragma_word(Synchronous synchronous) {
    switch (synchronous) {
        case Synchronous::off: return "OFF";
        case Synchronous::normal: return "NORMAL";
        case Synchronous::full: return "FULL";
    }
    KC_CHECK(false);  // no such value
}

}  // namespace

struct Connection::Impl {
    ~Impl() {
        statements.clear();
        sqlite3_close_v2(database);
    }

    static int on_progress(void* self) {
        auto* impl = static_cast<Impl*>(self);
        if (impl->interrupted.load(std::memory_order_relaxed)) return 1;
        return impl->deadline && std::chrono::steady_clock::now() >= *impl->deadline ? 1 : 0;
    }

    Result<Statement*> cached(std::string_view sql) {
        const auto found = statements.find(std::string(sql));
        if (found != statements.end()) return found->second.get();
        if (statements.size() >= kMaxCachedStatements) {
            std::erase_if(statements, [](const auto& entry) { return !entry.second->in_use_; });
        }
        Result<Statement> prepared = Statement::prepare(database, sql);
        if (!prepared) return unexpected(std::move(prepared.error()));
        auto owned = std::make_unique<Statement>(std::move(*prepared));
        Statement* const statement = owned.get();
        statements.emplace(std::string(sql), std::move(owned));
        return statement;
    }

    sqlite3* database = nullptr;
    std::string path;
    std::unordered_map<std::string, std::unique_ptr<Statement>> statements;
    std::optional<SteadyTime> deadline;
    std::atomic<bool> interrupted = false;
};

Connection::Connection(std::unique_ptr<Impl> impl) : impl_(std::move(impl)) {}
Connection::~Connection() = default;
Connection::Connection(Connection&&) noexcept = default;
Connection& Connection::operator=(Connection&&) noexcept = default;

Result<Connection> Connection::open(const std::string& path, const ConnectionOptions& options) {
    auto impl = std::make_unique<Impl>();
    impl->path = path;
    // NOMUTEX: a connection belongs to one thread at a time.
    int flags = SQLITE_OPEN_NOMUTEX | SQLITE_OPEN_EXRESCODE;
    flags |= options.read_only ? SQLITE_OPEN_READONLY : SQLITE_OPEN_READWRITE;
    if (options.create) flags |= SQLITE_OPEN_CREATE;
    const char* const vfs = options.vfs.empty() ? nullptr : options.vfs.c_str();
    const int code = sqlite3_open_v2(path.c_str(), &impl->database, flags, vfs);
    if (code != SQLITE_OK) {
        const char* const why =
            impl->database != nullptr ? sqlite3_errmsg(impl->database) : sqlite3_errstr(code);
        return unexpected(sqlite_error(code, why).in_file(path));
    }
    sqlite3_busy_timeout(impl->database, options.busy_timeout_ms);
    sqlite3_progress_handler(impl->database, kProgressSteps, &Impl::on_progress, impl.get());
    // Against files made to mislead: no writing to the schema by SQL, no functions run by it.
    sqlite3_db_config(impl->database, SQLITE_DBCONFIG_DEFENSIVE, 1, nullptr);
    sqlite3_db_config(impl->database, SQLITE_DBCONFIG_TRUSTED_SCHEMA, 0, nullptr);
    sqlite3_db_config(impl->database, SQLITE_DBCONFIG_ENABLE_FKEY, 1, nullptr);

    Connection connection(std::move(impl));
    Result<void> set = connection.execute_script(
        fmt::format("PRAGMA cache_size = -{}; PRAGMA cell_size_check = ON;"
                    // Without it, INSERT OR REPLACE would delete behind the triggers' back.
                    "PRAGMA recursive_triggers = ON;",
                    options.cache_kib));
    if (set && options.read_only) set = connection.execute_script("PRAGMA query_only = ON;");
    if (set && !options.read_only) {
        set = connection.execute_script(
            fmt::format("PRAGMA synchronous = {}; PRAGMA wal_autocheckpoint = {};",
                        pragma_word(options.synchronous), options.checkpoint_pages));
    }
    if (!set) return unexpected(std::move(set.error()).in_file(path));
    return connection;
}

Result<void> Connection::use_write_ahead_log() {
    Result<Rows> rows = query("PRAGMA journal_mode = WAL");
    if (!rows) return unexpected(std::move(rows.error()));
    Result<bool> more = rows->next();
    if (!more) return unexpected(std::move(more.error()));
    const std::string mode = *more ? rows->get<std::string>(0) : "";
    if (mode != "wal") {
        return unexpected(
            store_error(ErrorKind::cannot_open,
                        fmt::format("no write-ahead log on this file system (got '{}')", mode)));
    }
    return {};
}

Result<Rows> Connection::query(std::string_view sql, Values values) {
    Result<Statement*> cached = impl_->cached(sql);
    if (!cached) return unexpected(std::move(cached.error()));
    if ((*cached)->in_use_) {
        // The same text while its rows are still being read: a second statement, not kept.
        Result<Statement> prepared = Statement::prepare(impl_->database, sql);
        if (!prepared) return unexpected(std::move(prepared.error()));
        auto own = std::make_unique<Statement>(std::move(*prepared));
        if (Result<void> bound = own->bind(values, Statement::Lifetime::copied); !bound) {
            return unexpected(std::move(bound.error()));
        }
        return Rows(std::move(own));
    }
    if (Result<void> bound = (*cached)->bind(values, Statement::Lifetime::copied); !bound) {
        return unexpected(std::move(bound.error()));
    }
    return Rows(*cached);
}

Result<std::int64_t> Connection::execute(std::string_view sql, Values values) {
    Result<Statement*> cached = impl_->cached(sql);
    if (!cached) return unexpected(std::move(cached.error()));
    return (*cached)->execute(values);
}

Result<void> Connection::execute_script(const std::string& sql) {
    const int code = sqlite3_exec(impl_->database, sql.c_str(), nullptr, nullptr, nullptr);
    if (code != SQLITE_OK) return unexpected(sqlite_error(code, sqlite3_errmsg(impl_->database)));
    return {};
}

Result<Statement> Connection::prepare(std::string_view sql) {
    return Statement::prepare(impl_->database, sql);
}

Result<std::int64_t> Connection::query_number(std::string_view sql,
                                              std::initializer_list<Value> values) {
    Result<Rows> rows = query(sql, values);
    if (!rows) return unexpected(std::move(rows.error()));
    Result<bool> found = rows->next();
    if (!found) return unexpected(std::move(found.error()));
    if (!*found) return unexpected(store_error(ErrorKind::other, "no row"));
    const std::int64_t number = rows->get<std::int64_t>(0);
    if (Result<void> good = rows->check_types(); !good) return unexpected(std::move(good.error()));
    return number;
}

void Connection::set_deadline(SteadyTime deadline) {
    impl_->deadline = deadline;
}
void Connection::clear_deadline() {
    impl_->deadline.reset();
}
void Connection::interrupt() {
    impl_->interrupted = true;
}
void Connection::clear_interrupt() {
    impl_->interrupted = false;
}
Result<void> Connection::check_time() const {
    if (Impl::on_progress(impl_.get()) == 0) return {};
    return unexpected(store_error(ErrorKind::interrupted, "interrupted"));
}

bool Connection::in_transaction() const {
    return sqlite3_get_autocommit(impl_->database) == 0;
}
const std::string& Connection::path() const {
    return impl_->path;
}
sqlite3* Connection::handle() const {
    return impl_->database;
}

Result<Savepoint> Savepoint::begin(Connection& connection) {
    KC_CHECK(connection.in_transaction());
    if (auto begun = connection.execute("SAVEPOINT kc"); !begun) {
        return unexpected(std::move(begun.error()));
    }
    return Savepoint(connection);
}

Savepoint::Savepoint(Savepoint&& other) noexcept
    : connection_(std::exchange(other.connection_, nullptr)) {}

Savepoint::~Savepoint() {
    roll_back();
}

Result<void> Savepoint::release() {
    KC_CHECK(connection_ != nullptr);
    if (auto released = connection_->execute("RELEASE kc"); !released) {
        return unexpected(std::move(released.error()));
    }
    connection_ = nullptr;
    return {};
}

void Savepoint::roll_back() {
    if (connection_ == nullptr) return;
    Connection& connection = *std::exchange(connection_, nullptr);
    // Some errors (a full disk, say) have undone the whole transaction already.
    if (!connection.in_transaction()) return;
    const bool undone = connection.execute("ROLLBACK TO kc") && connection.execute("RELEASE kc");
    if (!undone && connection.in_transaction()) connection.execute("ROLLBACK");
}

Result<Work> Work::begin(Connection& connection, Kind kind) {
    auto begun = connection.execute(kind == Kind::write ? "BEGIN IMMEDIATE" : "BEGIN");
    if (!begun) return unexpected(std::move(begun.error()));
    return Work(connection);
}

Work::Work(Work&& other) noexcept : connection_(std::exchange(other.connection_, nullptr)) {}

Work::~Work() {
    roll_back();
}

Result<void> Work::commit() {
    KC_CHECK(connection_ != nullptr);
    auto committed = connection_->execute("COMMIT");
    if (!committed) {
        roll_back();
        return unexpected(std::move(committed.error()));
    }
    connection_ = nullptr;
    return {};
}

void Work::roll_back() {
    if (connection_ == nullptr) return;
    Connection& connection = *std::exchange(connection_, nullptr);
    if (connection.in_transaction()) connection.execute("ROLLBACK");
}

}  // namespace kc::store
