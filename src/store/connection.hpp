// SPDX-License-Identifier: Apache-2.0
// One connection to the database, used by one thread at a time.
//
// Statements are prepared once per SQL text and kept. There is no way to glue values into SQL: they
// go in as $1, $2 …
//
// The database is a file (SQLite), or one of a server (PostgreSQL) when the target is an address:
//
//   Result<Connection> connection = Connection::open("office.kc", {.create = true});
//   Result<Connection> connection = Connection::open("postgresql:///office?host=/run/pg", {});
//   connection->execute("INSERT INTO firm (name) VALUES ($1)", {name});
#pragma once

#include <chrono>
#include <cstdint>
#include <initializer_list>
#include <memory>
#include <string>
#include <string_view>

#include "base/result.hpp"
#include "store/dialect.hpp"
#include "store/statement.hpp"

struct sqlite3;

namespace kc::store {

// How much a commit waits for the disk. Only `full` keeps what was answered through a power cut;
// the others exist so that the tests can show that they would notice.
enum class Synchronous : std::uint8_t { off, normal, full };

struct ConnectionOptions {
    bool create = false;  // make the file when there is none
    bool read_only = false;
    Synchronous synchronous = Synchronous::full;
    std::int32_t busy_timeout_ms = 5'000;
    std::int32_t cache_kib = 16 * 1024;
    std::int32_t checkpoint_pages = 1'000;  // of the log; then it is written into the file
    std::string vfs = {};                   // the file layer; empty for the system's own
};

// What a transaction is begun for. `read` fixes what is seen at its first statement, `snapshot` at
// once; `write` waits for the right to write first, so that nothing fails for it later.
enum class WorkKind : std::uint8_t { read, snapshot, write };

class Connection {
public:
    static constexpr std::size_t kMaxCachedStatements = 256;

    static Result<Connection> open(const std::string& target, const ConnectionOptions& options);

    ~Connection();
    Connection(Connection&&) noexcept;
    Connection& operator=(Connection&&) noexcept;

    Result<Rows> query(std::string_view sql, std::initializer_list<Value> values = {}) {
        return query(sql, Values(values.begin(), values.size()));
    }
    Result<Rows> query(std::string_view sql, Values values);

    // The same for very many rows: inside a transaction only some of them are in memory at a time.
    Result<Rows> scan(std::string_view sql, std::initializer_list<Value> values = {}) {
        return scan(sql, Values(values.begin(), values.size()));
    }
    Result<Rows> scan(std::string_view sql, Values values);

    // Readers then never wait for the writer, nor the writer for them. Kept in the file;
    // nothing to do on PostgreSQL.
    Result<void> use_write_ahead_log();

    // How many rows changed.
    Result<std::int64_t> execute(std::string_view sql, std::initializer_list<Value> values = {}) {
        return execute(sql, Values(values.begin(), values.size()));
    }
    Result<std::int64_t> execute(std::string_view sql, Values values);

    // Like execute, without asking how many rows changed. PostgreSQL is not waited for, so an error
    // may come with any later statement of this connection, at the latest with settle().
    Result<void> send(std::string_view sql, std::initializer_list<Value> values = {});
    Result<void> settle();

    // Several statements without parameters, for migrations.
    Result<void> execute_script(const std::string& sql);

    // A statement of one's own, outside the cache, for bulk work.
    Result<Statement> prepare(std::string_view sql);

    // The first column of the first row; an error when there is no row.
    Result<std::int64_t> query_number(std::string_view sql,
                                      std::initializer_list<Value> values = {});

    // After this moment every statement ends with E-store-interrupted.
    void set_deadline(std::chrono::steady_clock::time_point deadline);
    void clear_deadline();

    // The same at once and from any thread, until clear_interrupt().
    void interrupt();
    void clear_interrupt();

    // The same for work that is no statement.
    Result<void> check_time() const;

    // Work is the usual way; this is for who ends the transaction elsewhere.
    Result<void> begin(WorkKind kind);
    [[nodiscard]] bool in_transaction() const;
    // The same target again, after the way to it was lost; statements and rows of before are gone.
    Result<void> reopen();
    // False when the server or the way to it is gone; only a new connection helps.
    [[nodiscard]] bool is_alive() const;
    [[nodiscard]] Dialect dialect() const;
    // As opened, without a password.
    [[nodiscard]] const std::string& path() const;

    // For backup.cpp; null on PostgreSQL.
    [[nodiscard]] sqlite3* handle() const;

private:
    struct Impl;
    explicit Connection(std::unique_ptr<Impl> impl);

    std::unique_ptr<Impl> impl_;
};

// All or nothing, for as long as it lives: gone without release(), everything is undone. The
// outermost one is the transaction; inner ones nest.
class Savepoint {
public:
    static Result<Savepoint> begin(Connection& connection);

    ~Savepoint();
    Savepoint(Savepoint&& other) noexcept;
    Savepoint& operator=(Savepoint&&) = delete;

    Result<void> release();
    void roll_back();

private:
    explicit Savepoint(Connection& connection) : connection_(&connection) {}

    Connection* connection_;
};

// BEGIN … COMMIT.
class Work {
public:
    using Kind = WorkKind;
    static Result<Work> begin(Connection& connection, Kind kind);

    ~Work();
    Work(Work&& other) noexcept;
    Work& operator=(Work&&) = delete;

    Result<void> commit();
    void roll_back();

private:
    explicit Work(Connection& connection) : connection_(&connection) {}

    Connection* connection_;
};

}  // namespace kc::store
