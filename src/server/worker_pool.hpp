// SPDX-License-Identifier: Apache-2.0
// A few threads for work that may wait for the disk or take its time, with a queue that says no.
#pragma once

#include <condition_variable>
#include <cstddef>
#include <deque>
#include <functional>
#include <mutex>
#include <thread>
#include <vector>

namespace kc::server {

class WorkerPool {
public:
    WorkerPool(std::size_t threads, std::size_t queue_max);
    ~WorkerPool();  // finishes
    WorkerPool(const WorkerPool&) = delete;
    WorkerPool& operator=(const WorkerPool&) = delete;

    // False, and nothing done, when the queue is full. Jobs must not throw.
    [[nodiscard]] bool post(std::function<void()> job);

    [[nodiscard]] std::size_t queued() const;
    [[nodiscard]] std::size_t busy() const;

    // Takes no more, does what is queued, and ends its threads.
    void finish();

private:
    void work();

    const std::size_t queue_max_;
    mutable std::mutex mutex_;
    std::condition_variable wake_;
    std::deque<std::function<void()>> jobs_;
    std::size_t busy_ = 0;
    bool stopping_ = false;
    std::vector<std::thread> threads_;
};

}  // namespace kc::server
