// SPDX-License-Identifier: Apache-2.0
#include "store/writer.hpp"

#include <pthread.h>

#include <algorithm>
#include <atomic>
#include <chrono>
#include <condition_variable>
#include <deque>
#include <future>
#include <mutex>
#include <optional>
#include <span>
#include <thread>
#include <utility>
#include <vector>

#include "base/check.hpp"
#include "store/batch.hpp"
#include "store/error.hpp"

namespace kc::store {
namespace {

struct Waiting {
    Command command;
    Writer::Done done;
    std::size_t bytes = 0;
};

Diagnostic queue_full() {
    return Diagnostic{"E-store-queue-full",
                      {},
                      "等待保存的请求过多，这一个没有收下",
                      "too many requests are waiting to be saved, this one was not taken"}
        .hint("稍后用同一请求键重试", "repeat in a moment with the same request key");
}

Diagnostic stopped() {
    return Diagnostic{"E-store-stopped",
                      {},
                      "系统已停止写入，查询仍可使用",
                      "writing has stopped, reading still works"}
        .hint("重新启动服务后用同一请求键重试",
              "restart the service and repeat with the same request key");
}

std::int64_t steady_us() {
    return std::chrono::duration_cast<std::chrono::microseconds>(
               std::chrono::steady_clock::now().time_since_epoch())
        .count();
}

// After these, what the disk holds is not known; only opening the file again finds out.
bool must_stop_after(const Diagnostic& lost) {
    const std::optional<ErrorKind> kind = kind_of(lost);
    return kind == ErrorKind::io || kind == ErrorKind::corrupt;
}

}  // namespace

struct Writer::Impl {
    Impl(Connection opened, WriterOptions given)
        : connection(std::move(opened)), options(std::move(given)) {}

    Result<void> open() {
        const BatchLimits limits{.max_commands = options.max_batch,
                                 .max_us = options.max_batch_us,
                                 .max_step_back_us = options.max_step_back_us,
                                 .takes_turns = options.writers == Writers::several};
        Result<BatchRunner> opened = BatchRunner::open(connection, limits, options.clock);
        if (!opened) return unexpected(std::move(opened.error()));
        runner.emplace(std::move(*opened));
        journal_entries = runner->head().size;
        return {};
    }

    void work() {
        for (std::deque<Waiting> taken; take(taken); taken.clear()) {
            for (std::size_t begin = 0; begin < taken.size();) begin += run_some(taken, begin);
        }
    }

    // Everything that waits; false when there is nothing and nothing will come.
    bool take(std::deque<Waiting>& taken) {
        std::unique_lock lock(mutex);
        arrived.wait(lock, [&] { return !queue.empty() || is_stopping; });
        taken.swap(queue);
        return !taken.empty();
    }

    // Runs, commits and answers some of `taken` from `begin` on; how many.
    std::size_t run_some(std::deque<Waiting>& taken, std::size_t begin) {
        std::vector<BatchRunner::Item> items;
        const std::size_t end = std::min(taken.size(), begin + options.max_batch);
        for (std::size_t i = begin; i < end; ++i) items.push_back({.command = &taken[i].command});
        working_since_us = steady_us();
        const std::size_t count = has_failed ? refuse(items) : run(items);
        working_since_us = 0;
        for (std::size_t i = 0; i < count; ++i) {
            KC_CHECK(items[i].outcome.has_value());
            count_in(*items[i].outcome);
            Waiting& waiting = taken[begin + i];
            Done done = std::move(waiting.done);
            forget(waiting);
            done(std::move(*items[i].outcome));
        }
        return count;
    }

    void count_in(const Result<Answer>& outcome) {
        ++(!outcome ? counts.failed : outcome->is_repeated ? counts.repeated : counts.kept);
    }

    // The commands before `waiting` in the queue were answered; its place is free before it is
    // told, so that whoever was answered can ask again at once.
    void forget(const Waiting& waiting) {
        const std::lock_guard lock(mutex);
        --waiting_count;
        waiting_bytes -= waiting.bytes;
    }

    static std::size_t refuse(std::span<BatchRunner::Item> items) {
        for (BatchRunner::Item& item : items) item.outcome = unexpected(stopped());
        return items.size();
    }

    // After the server was lost: a new connection, the lock again, and the journal as it is there
    // now. Whether the last batch was kept is found by its keys when it is asked for again.
    Result<void> come_back() {
        runner.reset();
        Result<void> back = connection.reopen();
        if (back) back = lock_for_writing(connection, options.writers);
        if (back) back = open();
        return back;
    }

    std::size_t run(std::span<BatchRunner::Item> items) {
        if (!runner || !connection.is_alive()) {
            if (Result<void> back = come_back(); !back) {
                runner.reset();
                for (BatchRunner::Item& item : items) item.outcome = unexpected(back.error());
                return items.size();
            }
        }
        BatchRunner::Outcome outcome = runner->run(items);
        ++counts.batches;
        if (!outcome.lost) {
            counts.commit.add(outcome.commit_us);
            tell(outcome);
            return outcome.count;
        }
        ++counts.batches_lost;
        // One command too large for the disk must not take the others with it.
        const bool is_ones_own_fault = !must_stop_after(*outcome.lost) &&
                                       kind_of(*outcome.lost) != ErrorKind::busy &&
                                       kind_of(*outcome.lost) != ErrorKind::gone;
        if (is_ones_own_fault && outcome.count > 1) {
            for (std::size_t i = 0; i < outcome.count; ++i) run(items.subspan(i, 1));
            return outcome.count;
        }
        if (must_stop_after(*outcome.lost)) fail();
        for (std::size_t i = 0; i < outcome.count; ++i) {
            items[i].outcome = unexpected(*outcome.lost);
        }
        return outcome.count;
    }

    void tell(const BatchRunner::Outcome& outcome) {
        journal_entries = runner->head().size;
        if (!outcome.has_grown || !options.after_commit) return;
        options.after_commit({.head = runner->head(), .last_fact_id = outcome.last_fact_id});
    }

    void fail() {
        has_failed = true;
        const std::lock_guard lock(mutex);
        is_refusing = true;
    }

    Connection connection;
    const WriterOptions options;
    std::optional<BatchRunner> runner;  // the thread's
    bool has_failed = false;            // the thread's

    // Written by the thread, read by any.
    struct Counts {
        std::atomic<std::uint64_t> kept = 0;
        std::atomic<std::uint64_t> repeated = 0;
        std::atomic<std::uint64_t> failed = 0;
        std::atomic<std::uint64_t> batches = 0;
        std::atomic<std::uint64_t> batches_lost = 0;
        base::Latency commit = {};
    };
    Counts counts;
    std::atomic<std::int64_t> working_since_us = 0;
    std::atomic<std::int64_t> journal_entries = 0;

    mutable std::mutex mutex;
    std::condition_variable arrived;
    std::deque<Waiting> queue;
    std::size_t waiting_count = 0;  // in the queue, or taken and not yet answered
    std::size_t waiting_bytes = 0;
    bool is_refusing = false;
    bool is_stopping = false;

    std::once_flag joined;
    std::thread thread;
};

Writer::Writer(std::unique_ptr<Impl> impl) : impl_(std::move(impl)) {}

Writer::~Writer() {
    stop();
}

Result<std::unique_ptr<Writer>> Writer::start(Connection connection, WriterOptions options) {
    auto impl = std::make_unique<Impl>(std::move(connection), std::move(options));
    if (Result<void> opened = impl->open(); !opened) return unexpected(std::move(opened.error()));
    Impl* const running = impl.get();
    running->thread = std::thread([running] {
        ::pthread_setname_np(::pthread_self(), "kc-writer");
        running->work();
    });
    return std::unique_ptr<Writer>(new Writer(std::move(impl)));
}

Result<void> Writer::submit(Command command, Done done) {
    KC_CHECK(done != nullptr);
    if (Result<void> good = check_command(command); !good) return good;
    const std::size_t bytes = command.payload.size() + sizeof(Waiting);
    {
        const std::lock_guard lock(impl_->mutex);
        if (impl_->is_refusing) return unexpected(stopped());
        if (impl_->waiting_count >= impl_->options.max_waiting ||
            impl_->waiting_bytes + bytes > impl_->options.max_waiting_bytes) {
            return unexpected(queue_full());
        }
        ++impl_->waiting_count;
        impl_->waiting_bytes += bytes;
        impl_->queue.push_back({std::move(command), std::move(done), bytes});
    }
    impl_->arrived.notify_one();
    return {};
}

Result<Answer> Writer::write(Command command) {
    KC_CHECK(std::this_thread::get_id() != impl_->thread.get_id());  // it would wait for itself
    // Shared, because std::function must be copyable.
    const auto promise = std::make_shared<std::promise<Result<Answer>>>();
    std::future<Result<Answer>> answer = promise->get_future();
    Result<void> taken = submit(std::move(command), [promise](Result<Answer> result) {
        promise->set_value(std::move(result));
    });
    if (!taken) return unexpected(std::move(taken.error()));
    return answer.get();
}

WriterFigures Writer::figures() const {
    const Impl& of = *impl_;
    WriterFigures figures{.kept = of.counts.kept,
                          .repeated = of.counts.repeated,
                          .failed = of.counts.failed,
                          .batches = of.counts.batches,
                          .batches_lost = of.counts.batches_lost,
                          .commit = of.counts.commit.counted(),
                          .journal_entries = of.journal_entries};
    const std::int64_t since = of.working_since_us;
    if (since != 0) figures.working_us = std::max<std::int64_t>(steady_us() - since, 1);
    const std::lock_guard lock(of.mutex);
    figures.waiting = static_cast<std::int64_t>(of.waiting_count);
    figures.waiting_bytes = static_cast<std::int64_t>(of.waiting_bytes);
    figures.has_stopped = of.is_refusing;
    return figures;
}

void Writer::stop() {
    KC_CHECK(std::this_thread::get_id() != impl_->thread.get_id());
    {
        const std::lock_guard lock(impl_->mutex);
        impl_->is_refusing = true;
        impl_->is_stopping = true;
    }
    impl_->arrived.notify_one();
    std::call_once(impl_->joined, [this] { impl_->thread.join(); });
}

}  // namespace kc::store
