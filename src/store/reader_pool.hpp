// SPDX-License-Identifier: Apache-2.0
// Connections for reading, one for each worker. A Reader sees the database as it was when it was
// taken, whatever is written meanwhile.
//
//   Result<Reader> reader = pool.take();
//   fact_history(reader->connection(), cell);
#pragma once

#include <chrono>
#include <cstdint>
#include <memory>
#include <string>

#include "base/result.hpp"
#include "store/connection.hpp"

namespace kc::store {

struct ReaderPoolOptions {
    std::int32_t readers = 4;
    std::int32_t max_wait_ms = 2'000;  // for a free reader
    std::int32_t max_read_ms =
        30'000;  // from taking to the last row; a long one keeps the log long
    std::int32_t cache_kib = 16 * 1024;
    std::string vfs = {};
};

class Reader;

class ReaderPool {
public:
    static Result<std::unique_ptr<ReaderPool>> open(const std::string& path,
                                                    const ReaderPoolOptions& options);
    // All readers must have been given back.
    ~ReaderPool();
    ReaderPool(const ReaderPool&) = delete;
    ReaderPool& operator=(const ReaderPool&) = delete;

    // Any thread. E-store-busy when none gets free in time.
    Result<Reader> take();
    // Without the usual limit of time, for an audit, a backup or the first load.
    Result<Reader> take_for_long();

private:
    friend class Reader;
    struct Impl;
    explicit ReaderPool(std::unique_ptr<Impl> impl);
    Result<Reader> take(bool is_limited);

    std::unique_ptr<Impl> impl_;
};

// Gives its connection back when it goes; used by one thread.
class Reader {
public:
    ~Reader();
    Reader(Reader&& other) noexcept;
    Reader& operator=(Reader&&) = delete;

    [[nodiscard]] Connection& connection() const { return *connection_; }

private:
    friend class ReaderPool;
    Reader(ReaderPool::Impl& pool, Connection& connection)
        : pool_(&pool), connection_(&connection) {}

    ReaderPool::Impl* pool_;
    Connection* connection_;
};

}  // namespace kc::store
