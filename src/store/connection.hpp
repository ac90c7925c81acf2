// SPDX-License-Identifier: Apache-2.0
// One connection to the database, used by one thread at a time.
//
// Statements are prepared once per SQL text and kept. There is no way to glue values into SQL: they
// go in as $1, $2 …
//
//   Result<Connection> connection = Connection::open(path, {.create = true});
//   connection->execute("INSERT INTO firm (name) VALUES ($1)", {name});
#pragma once

#include <chrono>
#include <cstdint>
#include <initializer_list>
#include <memory>
#include <string>
#include <string_view>

#include "base/result.hpp"
#include "store/statement.hpp"

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
    std::string vfs = {};  // the file layer; empty for the system's own
};

class Connection {
public:
    static constexpr std::size_t kMaxCachedStatements = 256;

    static Result<Connection> open(const std::string& path, const ConnectionOptions& options);

    ~Connection();
    Connection(Connection&&) noexcept;
    Connection& operator=(Connection&&) noexcept;

    Result<Rows> query(std::string_view sql, std::initializer_list<Value> values = {}) {
        return query(sql, Values(values.begin(), values.size()));
    }
    Result<Rows> query(std::string_view sql, Values values);

    // Readers then never wait for the writer, nor the writer for them. Kept in the file.
    Result<void> use_write_ahead_log();

    // How many rows changed.
    Result<std::int64_t> execute(std::string_view sql, std::initializer_list<Value> values = {}) {
        return execute(sql, Values(values.begin(), values.size()));
    }
    Result<std::int64_t> execute(std::string_view sql, Values values);

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

    [[nodiscard]] bool in_transaction() const;
    [[nodiscard]] const std::string& path() const;

    // For backup.cpp.
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

// BEGIN … COMMIT. `read` fixes what is seen at the first statement; `write` waits for the right to
// write first, so that nothing fails for it later.
class Work {
public:
    enum class Kind : std::uint8_t { read, write };
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
