// SPDX-License-Identifier: Apache-2.0
// One commit: several commands, each in a savepoint. The writer's inner half, without threads.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>

#include "base/result.hpp"
#include "store/clock.hpp"
#include "store/command.hpp"
#include "store/connection.hpp"
#include "store/journal.hpp"

namespace kc::store {

struct BatchLimits {
    std::size_t max_commands = 0;
    std::int64_t max_us = 0;  // no further command is begun after that
    std::int64_t max_step_back_us = 0;
    bool takes_turns = false;  // other processes write to the same database
};

class BatchRunner {
public:
    static Result<BatchRunner> open(Connection& connection, BatchLimits limits, Clock clock);

    struct Item {
        const Command* command = nullptr;
        std::optional<Result<Answer>> outcome = {};
    };

    struct Outcome {
        std::size_t count = 0;  // of items, from the first, that have an outcome now
        // The commit failed, or the transaction was lost on the way: nothing of it was kept.
        std::optional<Diagnostic> lost = {};
        bool has_grown = false;
        std::int64_t last_fact_id = 0;
        std::int64_t commit_us = 0;  // what the commit took; 0 when it never came to that
    };

    // Runs and commits as many of the items as the limits allow, at least one.
    Outcome run(std::span<Item> items);

    [[nodiscard]] Head head() const { return journal_.head(); }

private:
    BatchRunner(Connection& connection, BatchLimits limits, Clock clock, JournalWriter journal)
        : connection_(&connection),
          limits_(limits),
          clock_(std::move(clock)),
          facts_(connection),
          journal_(std::move(journal)) {}

    // How failures are kept apart. On SQLite, where a savepoint costs next to nothing, always one
    // by one. On PostgreSQL each would be a wait for the server; there the batch is first tried
    // together, without savepoints and look-ups, sent ahead without waiting, and when anything in
    // it fails it is undone and run one by one.
    enum class Mode : std::uint8_t { one_by_one, together };
    // Where others write too: after this nobody else does until the transaction ends, and the
    // journal here is the one there.
    Result<void> take_turn_if_needed();
    Outcome attempt(std::span<Item> items, Mode mode);
    Result<Answer> run_together(const Command& command, Outcome& outcome);
    Result<Answer> run_one(const Command& command, Outcome& outcome);
    Result<Answer> run_new(const Command& command, Outcome& outcome);
    Result<std::optional<Answer>> find_answer(const Command& command);
    std::int64_t now_us() const;

    Connection* connection_;
    BatchLimits limits_;
    Clock clock_;
    FactAppender facts_;
    JournalWriter journal_;
};

}  // namespace kc::store
