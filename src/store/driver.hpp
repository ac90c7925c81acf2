// SPDX-License-Identifier: Apache-2.0
// What a database has to offer so that Connection, Statement and Rows can stand on it.
//
// Two drivers: SQLite for a file, PostgreSQL for an address. Only this room sees them; everything
// above uses connection.hpp and cannot tell which one it has, unless it asks for the dialect.
#pragma once

#include <atomic>
#include <chrono>
#include <cstdint>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>

#include "base/result.hpp"
#include "store/connection.hpp"
#include "store/dialect.hpp"
#include "store/statement.hpp"

struct sqlite3;

namespace kc::store {

class StatementDriver {
public:
    StatementDriver() = default;
    virtual ~StatementDriver() = default;
    StatementDriver(const StatementDriver&) = delete;
    StatementDriver& operator=(const StatementDriver&) = delete;

    [[nodiscard]] virtual std::string_view sql() const = 0;

    // The values may go when this returns.
    virtual Result<void> begin(Values values) = 0;
    virtual Result<bool> step() = 0;
    virtual void reset() = 0;

    // begin, all steps and reset; how many rows changed.
    virtual Result<std::int64_t> execute(Values values) = 0;
    // The same without asking how it ended; see Connection::send.
    virtual Result<void> send(Values values) = 0;

    // Of the row that step() has given; empty for a value of another type.
    [[nodiscard]] virtual bool is_null(int column) const = 0;
    [[nodiscard]] virtual std::optional<std::int64_t> number(int column) const = 0;
    // Several columns at once, for scans of millions of rows: the first that is no whole number, or
    // -1.
    [[nodiscard]] virtual int numbers(int first, std::span<std::int64_t> out) const = 0;
    [[nodiscard]] virtual std::optional<std::string_view> text(int column) const = 0;
    [[nodiscard]] virtual std::optional<Bytes> bytes(int column) const = 0;
    [[nodiscard]] virtual int columns() const = 0;
    [[nodiscard]] virtual std::string column_name(int column) const = 0;
};

class ConnectionDriver {
public:
    using SteadyTime = std::chrono::steady_clock::time_point;

    ConnectionDriver() = default;
    virtual ~ConnectionDriver() = default;
    ConnectionDriver(const ConnectionDriver&) = delete;
    ConnectionDriver& operator=(const ConnectionDriver&) = delete;

    [[nodiscard]] virtual Dialect dialect() const = 0;

    virtual Result<std::unique_ptr<StatementDriver>> prepare(std::string_view sql) = 0;
    // For a query of many rows, of which only some are in memory at a time.
    virtual Result<std::unique_ptr<StatementDriver>> prepare_scan(std::string_view sql) = 0;
    virtual Result<void> execute_script(const std::string& sql) = 0;
    virtual Result<void> begin(WorkKind kind) = 0;
    // Waits for everything that was sent; the first error of it.
    virtual Result<void> settle() = 0;
    [[nodiscard]] virtual bool in_transaction() const = 0;
    // False when nothing can come from it any more, and only a new connection helps.
    [[nodiscard]] virtual bool is_alive() const { return true; }
    // Ends what another thread waits for in this connection.
    virtual void wake() {}
    [[nodiscard]] virtual sqlite3* sqlite_handle() const { return nullptr; }

    [[nodiscard]] bool is_out_of_time() const {
        if (interrupted.load(std::memory_order_relaxed)) return true;
        return deadline && std::chrono::steady_clock::now() >= *deadline;
    }

    std::optional<SteadyTime> deadline = {};
    std::atomic<bool> interrupted = false;
};

}  // namespace kc::store
