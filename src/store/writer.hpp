// SPDX-License-Identifier: Apache-2.0
// The one writer: a bounded queue, a savepoint for each command, one commit for many.
//
// While a commit waits for the disk, commands gather; the next commit takes them all. So many
// clients share one wait for the disk, and still nobody is answered before his own command is on
// it. A command that fails is undone alone. The same key again gives the stored first answer, also
// after a restart; with another content it is an error.
//
//   Result<Answer> answer = writer.write({.key = key, .actor = "li", .kind = "fact.append",
//       .payload = json, .run = [&](Transaction& transaction) -> Result<std::string> { … }});
#pragma once

#include <cstdint>
#include <functional>
#include <memory>

#include "base/result.hpp"
#include "store/clock.hpp"
#include "store/command.hpp"
#include "store/connection.hpp"
#include "store/figures.hpp"
#include "store/file_lock.hpp"
#include "store/journal.hpp"

namespace kc::store {

// What a commit has added, told before anybody is answered: columns in memory that follow it are
// never behind what somebody was told is saved.
struct Committed {
    Head head;
    std::int64_t last_fact_id = 0;  // 0 when the batch wrote no facts
};

struct WriterOptions {
    std::size_t max_waiting = 4'096;  // accepted and not yet answered
    std::size_t max_waiting_bytes = 64 * 1024 * 1024;
    std::size_t max_batch = 256;         // commands in one commit
    std::int64_t max_batch_us = 20'000;  // work in one commit, so that the first need not wait long
    std::int64_t max_step_back_us = 600'000'000;  // a clock set back by less stands still instead
    Clock clock = system_clock();
    Writers writers = Writers::one;
    std::function<void(const Committed&)> after_commit = {};  // on the writer's thread
};

class Writer {
public:
    // Called once, on the writer's thread; must be short and must not throw.
    using Done = std::function<void(Result<Answer>)>;

    // Takes over the connection; nobody else may write to the database.
    static Result<std::unique_ptr<Writer>> start(Connection connection, WriterOptions options);

    ~Writer();  // stops
    Writer(const Writer&) = delete;
    Writer& operator=(const Writer&) = delete;

    // Refused at once, without calling `done`, when the command is malformed, too many are waiting
    // (E-store-queue-full) or the writer has stopped (E-store-stopped).
    Result<void> submit(Command command, Done done);

    // The same, waiting for the answer.
    Result<Answer> write(Command command);

    // No new commands; what was accepted is done and answered. Any thread but the writer's own.
    void stop();

    // Any thread.
    [[nodiscard]] WriterFigures figures() const;

private:
    struct Impl;
    explicit Writer(std::unique_ptr<Impl> impl);

    std::unique_ptr<Impl> impl_;
};

}  // namespace kc::store
