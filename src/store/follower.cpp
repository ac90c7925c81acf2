// SPDX-License-Identifier: Apache-2.0
#include "store/follower.hpp"

#include <pthread.h>

#include <atomic>
#include <chrono>
#include <condition_variable>
#include <mutex>
#include <thread>
#include <utility>

#include "store/connection.hpp"

namespace kc::store {
namespace {

std::int64_t steady_us() {
    return std::chrono::duration_cast<std::chrono::microseconds>(
               std::chrono::steady_clock::now().time_since_epoch())
        .count();
}

}  // namespace

struct Follower::Impl {
    Impl(Connection opened, FollowOptions given)
        : connection(std::move(opened)), options(std::move(given)) {}

    Result<void> look() {
        const std::lock_guard one_at_a_time(looking);
        Result<std::int64_t> size = read_size();
        if (options.looked) options.looked(size.has_value());
        if (!size) return unexpected(std::move(size.error()));
        answered_us = steady_us();
        if (*size == entries) return {};
        if (options.grown) options.grown(*size);
        entries = *size;
        return {};
    }

    Result<std::int64_t> read_size() {
        if (!connection.is_alive()) {
            if (Result<void> back = connection.reopen(); !back)
                return unexpected(std::move(back.error()));
        }
        return connection.query_number("SELECT coalesce(max(size), 0) FROM journal_head");
    }

    void work() {
        std::unique_lock lock(mutex);
        while (!is_stopping) {
            lock.unlock();
            // What cannot be read now is read the next time; silent_us() tells of it.
            static_cast<void>(look());
            lock.lock();
            wake.wait_for(lock, std::chrono::milliseconds(options.every_ms),
                          [this] { return is_stopping; });
        }
    }

    Connection connection;
    const FollowOptions options;
    std::mutex looking;
    std::atomic<std::int64_t> entries = 0;
    std::atomic<std::int64_t> answered_us = 0;

    std::mutex mutex;
    std::condition_variable wake;
    bool is_stopping = false;
    std::thread thread;
};

Follower::Follower(std::unique_ptr<Impl> impl) : impl_(std::move(impl)) {}

Follower::~Follower() {
    {
        const std::lock_guard lock(impl_->mutex);
        impl_->is_stopping = true;
    }
    impl_->wake.notify_all();
    if (impl_->thread.joinable()) impl_->thread.join();
}

Result<std::unique_ptr<Follower>> Follower::start(const std::string& target,
                                                  FollowOptions options) {
    Result<Connection> connection = Connection::open(target, {.read_only = true});
    if (!connection) return unexpected(std::move(connection.error()));
    auto impl = std::make_unique<Impl>(std::move(*connection), std::move(options));
    auto follower = std::unique_ptr<Follower>(new Follower(std::move(impl)));
    if (Result<void> looked = follower->look(); !looked) return unexpected(looked.error());
    Impl* const running = follower->impl_.get();
    running->thread = std::thread([running] {
        ::pthread_setname_np(::pthread_self(), "kc-follower");
        running->work();
    });
    return follower;
}

std::int64_t Follower::entries() const {
    return impl_->entries;
}

Result<void> Follower::look() {
    return impl_->look();
}

std::int64_t Follower::silent_us() const {
    return steady_us() - impl_->answered_us;
}

}  // namespace kc::store
