// SPDX-License-Identifier: Apache-2.0
#include "store/connection.hpp"

#include <fmt/format.h>

#include <unordered_map>
#include <utility>

#include "base/check.hpp"
#include "store/error.hpp"
#include "store/postgres_driver.hpp"
#include "store/sqlite_driver.hpp"

namespace kc::store {

namespace {

Result<std::unique_ptr<ConnectionDriver>> open_driver(const std::string& target,
                                                      const ConnectionOptions& options) {
    return is_postgres_address(target) ? open_postgres(target, options)
                                       : open_sqlite(target, options);
}

}  // namespace

struct Connection::Impl {
    Result<Statement*> cached(std::string_view sql) {
        const auto found = statements.find(std::string(sql));
        if (found != statements.end()) return found->second.get();
        if (statements.size() >= kMaxCachedStatements) {
            std::erase_if(statements, [](const auto& entry) { return !entry.second->in_use_; });
        }
        auto prepared = driver->prepare(sql);
        if (!prepared) return unexpected(std::move(prepared.error()));
        const auto at = statements.emplace(
            std::string(sql), std::unique_ptr<Statement>(new Statement(std::move(*prepared))));
        return at.first->second.get();
    }

    // Of a statement that goes with its rows.
    static Result<Rows> rows_of(Result<std::unique_ptr<StatementDriver>> prepared, Values values) {
        if (!prepared) return unexpected(std::move(prepared.error()));
        if (Result<void> begun = (*prepared)->begin(values); !begun) {
            return unexpected(std::move(begun.error()));
        }
        return Rows(std::unique_ptr<Statement>(new Statement(std::move(*prepared))));
    }

    // The statements go first: they belong to the driver's connection.
    std::unique_ptr<ConnectionDriver> driver;
    std::string path;
    std::string target;
    ConnectionOptions options;
    std::unordered_map<std::string, std::unique_ptr<Statement>> statements;
};

Connection::Connection(std::unique_ptr<Impl> impl) : impl_(std::move(impl)) {}
Connection::~Connection() = default;
Connection::Connection(Connection&&) noexcept = default;
Connection& Connection::operator=(Connection&&) noexcept = default;

Result<Connection> Connection::open(const std::string& target, const ConnectionOptions& options) {
    auto driver = open_driver(target, options);
    if (!driver) return unexpected(std::move(driver.error()));
    auto impl = std::make_unique<Impl>();
    impl->path = shown_target(target);
    impl->target = target;
    impl->options = options;
    impl->driver = std::move(*driver);
    return Connection(std::move(impl));
}

Result<void> Connection::reopen() {
    auto driver = open_driver(impl_->target, impl_->options);
    if (!driver) return unexpected(std::move(driver.error()));
    impl_->statements.clear();
    impl_->driver = std::move(*driver);
    return {};
}

Result<void> Connection::use_write_ahead_log() {
    if (dialect() != Dialect::sqlite) return {};
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
    // The same text while its rows are still being read: a second statement, not kept.
    if ((*cached)->in_use_) return Impl::rows_of(impl_->driver->prepare(sql), values);
    if (Result<void> begun = (*cached)->driver_->begin(values); !begun) {
        return unexpected(std::move(begun.error()));
    }
    return Rows(*cached);
}

Result<Rows> Connection::scan(std::string_view sql, Values values) {
    return Impl::rows_of(impl_->driver->prepare_scan(sql), values);
}

Result<std::int64_t> Connection::execute(std::string_view sql, Values values) {
    Result<Statement*> cached = impl_->cached(sql);
    if (!cached) return unexpected(std::move(cached.error()));
    return (*cached)->execute(values);
}

Result<void> Connection::send(std::string_view sql, std::initializer_list<Value> values) {
    Result<Statement*> cached = impl_->cached(sql);
    if (!cached) return unexpected(std::move(cached.error()));
    return (*cached)->send(values);
}

Result<void> Connection::settle() {
    return impl_->driver->settle();
}

Result<void> Connection::execute_script(const std::string& sql) {
    return impl_->driver->execute_script(sql);
}

Result<Statement> Connection::prepare(std::string_view sql) {
    auto prepared = impl_->driver->prepare(sql);
    if (!prepared) return unexpected(std::move(prepared.error()));
    return Statement(std::move(*prepared));
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

void Connection::set_deadline(std::chrono::steady_clock::time_point deadline) {
    impl_->driver->deadline = deadline;
}
void Connection::clear_deadline() {
    impl_->driver->deadline.reset();
}
void Connection::interrupt() {
    impl_->driver->interrupted = true;
    impl_->driver->wake();
}
void Connection::clear_interrupt() {
    impl_->driver->interrupted = false;
}
Result<void> Connection::check_time() const {
    if (!impl_->driver->is_out_of_time()) return {};
    return unexpected(store_error(ErrorKind::interrupted, "interrupted"));
}

bool Connection::in_transaction() const {
    return impl_->driver->in_transaction();
}
bool Connection::is_alive() const {
    return impl_->driver->is_alive();
}
Dialect Connection::dialect() const {
    return impl_->driver->dialect();
}
const std::string& Connection::path() const {
    return impl_->path;
}
sqlite3* Connection::handle() const {
    return impl_->driver->sqlite_handle();
}
Result<void> Connection::begin(WorkKind kind) {
    return impl_->driver->begin(kind);
}

Result<Savepoint> Savepoint::begin(Connection& connection) {
    KC_CHECK(connection.in_transaction());
    if (auto begun = connection.send("SAVEPOINT kc"); !begun) {
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
    // What was sent comes to its end first: a failure in it would take these statements with it.
    static_cast<void>(connection.settle());
    // Some errors (a full disk, say) have undone the whole transaction already.
    if (!connection.in_transaction()) return;
    const bool undone = connection.execute("ROLLBACK TO kc") && connection.execute("RELEASE kc");
    if (!undone && connection.in_transaction()) connection.execute("ROLLBACK");
}

Result<Work> Work::begin(Connection& connection, Kind kind) {
    auto begun = connection.begin(kind);
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
    static_cast<void>(connection.settle());
    if (connection.in_transaction()) connection.execute("ROLLBACK");
}

}  // namespace kc::store
