// SPDX-License-Identifier: Apache-2.0
#include "store/reader_pool.hpp"

#include <condition_variable>
#include <mutex>
#include <utility>
#include <vector>

#include "base/check.hpp"
#include "store/error.hpp"

namespace kc::store {

struct ReaderPool::Impl {
    Connection* take() {
        std::unique_lock lock(mutex);
        const bool in_time = returned.wait_for(lock, std::chrono::milliseconds(options.max_wait_ms),
                                               [&] { return !free.empty(); });
        if (!in_time) return nullptr;
        // The last one given back: its pages are still in the cache.
        Connection* const connection = free.back();
        free.pop_back();
        return connection;
    }

    void give_back(Connection& connection) {
        connection.clear_deadline();
        static_cast<void>(connection.settle());
        if (connection.in_transaction()) connection.execute("ROLLBACK");
        {
            const std::lock_guard lock(mutex);
            free.push_back(&connection);
        }
        returned.notify_one();
    }

    ReaderPoolOptions options;
    std::vector<std::unique_ptr<Connection>> connections;
    std::mutex mutex;
    std::condition_variable returned;
    std::vector<Connection*> free;
};

ReaderPool::ReaderPool(std::unique_ptr<Impl> impl) : impl_(std::move(impl)) {}

ReaderPool::~ReaderPool() {
    KC_CHECK(impl_->free.size() == impl_->connections.size());
}

Result<std::unique_ptr<ReaderPool>> ReaderPool::open(const std::string& path,
                                                     const ReaderPoolOptions& options) {
    KC_CHECK(options.readers > 0);
    auto impl = std::make_unique<Impl>();
    impl->options = options;
    for (std::int32_t i = 0; i < options.readers; ++i) {
        Result<Connection> opened = Connection::open(
            path, {.read_only = true, .cache_kib = options.cache_kib, .vfs = options.vfs});
        if (!opened) return unexpected(std::move(opened.error()));
        impl->connections.push_back(std::make_unique<Connection>(std::move(*opened)));
        impl->free.push_back(impl->connections.back().get());
    }
    return std::unique_ptr<ReaderPool>(new ReaderPool(std::move(impl)));
}

Result<Reader> ReaderPool::take() {
    return take(true);
}
Result<Reader> ReaderPool::take_for_long() {
    return take(false);
}

Result<Reader> ReaderPool::take(bool is_limited) {
    Connection* const connection = impl_->take();
    if (connection == nullptr) {
        return unexpected(store_error(ErrorKind::busy, "all readers are in use"));
    }
    Reader reader(*impl_, *connection);
    const auto limit = [&] {
        if (!is_limited) return;
        connection->set_deadline(std::chrono::steady_clock::now() +
                                 std::chrono::milliseconds(impl_->options.max_read_ms));
    };
    limit();
    Result<void> begun = connection->begin(WorkKind::snapshot);
    // The server was restarted, say: once more, on a new connection.
    if (!begun && !connection->is_alive()) {
        begun = connection->reopen();
        limit();
        if (begun) begun = connection->begin(WorkKind::snapshot);
    }
    if (!begun) return unexpected(std::move(begun.error()));
    return reader;
}

Reader::Reader(Reader&& other) noexcept
    : pool_(std::exchange(other.pool_, nullptr)), connection_(other.connection_) {}

Reader::~Reader() {
    if (pool_ != nullptr) pool_->give_back(*connection_);
}

}  // namespace kc::store
