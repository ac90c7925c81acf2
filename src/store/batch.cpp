// SPDX-License-Identifier: Apache-2.0
#include "store/batch.hpp"

#include <fmt/format.h>

#include <chrono>
#include <exception>
#include <string>
#include <utility>

#include "base/check.hpp"
#include "base/utf8.hpp"
#include "store/error.hpp"
#include "store/file_lock.hpp"

namespace kc::store {
namespace {

Diagnostic key_reused(const Command& command) {
    const std::string key = base::shortened(command.key);
    return Diagnostic{"E-store-key-reused",
                      {},
                      fmt::format("请求键“{}”已用于另一个内容不同的请求", key),
                      fmt::format("the request key '{}' was used for another request", key)}
        .hint("新的请求用新的键；重发时内容不能改",
              "give a new request a new key; a repeated one must have the same content");
}

Diagnostic command_threw(const Command& command, std::string_view what) {
    return Diagnostic{"E-store-command-failed",
                      {},
                      fmt::format("处理“{}”时程序内部出错，未保存", command.kind),
                      fmt::format("'{}' failed inside the program, nothing was saved: {}",
                                  command.kind, base::shortened(what))};
}

Diagnostic bad_answer() {
    return Diagnostic{
        "E-store-answer",
        {},
        fmt::format("处理结果不是有效文字或超过{}字节，未保存", kMaxAnswerBytes),
        fmt::format("the answer is no valid text or longer than {} bytes, nothing was "
                    "saved",
                    kMaxAnswerBytes)};
}

// Nothing may leave the writer's thread as an exception.
Result<std::string> call(const Command& command, Transaction& transaction) {
    try {
        return command.run(transaction);
    } catch (const std::exception& error) {
        return unexpected(command_threw(command, error.what()));
    } catch (...) {
        return unexpected(command_threw(command, "unknown"));
    }
}

}  // namespace

Result<BatchRunner> BatchRunner::open(Connection& connection, BatchLimits limits, Clock clock) {
    KC_CHECK(limits.max_commands > 0);
    Result<JournalWriter> journal = JournalWriter::open(connection);
    if (!journal) return unexpected(std::move(journal.error()));
    return BatchRunner(connection, limits, std::move(clock), std::move(*journal));
}

BatchRunner::Outcome BatchRunner::run(std::span<Item> items) {
    KC_CHECK(!items.empty());
    if (connection_->dialect() == Dialect::postgres && items.size() > 1) {
        Outcome outcome = attempt(items, Mode::together);
        if (!outcome.lost || !connection_->is_alive()) return outcome;
        for (Item& item : items) item.outcome.reset();
    }
    return attempt(items, Mode::one_by_one);
}

BatchRunner::Outcome BatchRunner::attempt(std::span<Item> items, Mode mode) {
    Outcome outcome;
    facts_.begin_batch();
    JournalWriter::Mark mark = journal_.mark();
    const auto lost = [&](Diagnostic why) {
        facts_.batch_undone();
        journal_.go_back(mark);
        return Outcome{.count = std::max<std::size_t>(outcome.count, 1), .lost = std::move(why)};
    };

    Result<Work> work = Work::begin(*connection_, Work::Kind::write);
    if (!work) return lost(std::move(work.error()));
    if (Result<void> ours = take_turn_if_needed(); !ours) return lost(std::move(ours.error()));
    mark = journal_.mark();
    const auto begun = std::chrono::steady_clock::now();
    const auto limit = begun + std::chrono::microseconds(limits_.max_us);
    while (outcome.count < std::min(items.size(), limits_.max_commands)) {
        if (outcome.count > 0 && std::chrono::steady_clock::now() >= limit) break;
        Item& item = items[outcome.count++];
        const bool is_together = mode == Mode::together;
        item.outcome =
            is_together ? run_together(*item.command, outcome) : run_one(*item.command, outcome);
        if (!connection_->in_transaction() || (is_together && !*item.outcome)) {
            KC_CHECK(!*item.outcome);
            work->roll_back();
            return lost(item.outcome->error());
        }
    }
    if (outcome.has_grown) {
        Result<void> finished = journal_.finish_batch();
        if (!finished) {
            work->roll_back();
            return lost(std::move(finished.error()));
        }
    }
    const auto committing = std::chrono::steady_clock::now();
    Result<void> committed = work->commit();
    if (!committed) return lost(std::move(committed.error()));
    outcome.commit_us = std::chrono::duration_cast<std::chrono::microseconds>(
                            std::chrono::steady_clock::now() - committing)
                            .count();
    return outcome;
}

Result<void> BatchRunner::take_turn_if_needed() {
    if (!limits_.takes_turns) return {};
    if (Result<void> ours = take_turn(*connection_); !ours) return ours;
    return journal_.catch_up();
}

// A request that is repeated fails at the journal's unique key, and so comes to be run one by one.
Result<Answer> BatchRunner::run_together(const Command& command, Outcome& outcome) {
    facts_.begin_command();
    Result<Answer> answer = run_new(command, outcome);
    if (!answer) return answer;
    facts_.command_kept();
    outcome.has_grown = true;
    return answer;
}

Result<Answer> BatchRunner::run_one(const Command& command, Outcome& outcome) {
    Result<std::optional<Answer>> stored = find_answer(command);
    if (!stored) return unexpected(std::move(stored.error()));
    if (*stored) return std::move(**stored);

    Result<Savepoint> savepoint = Savepoint::begin(*connection_);
    if (!savepoint) return unexpected(std::move(savepoint.error()));
    facts_.begin_command();
    Result<Answer> answer = run_new(command, outcome);
    if (!answer) {
        savepoint->roll_back();
        facts_.command_undone();
        return answer;
    }
    if (Result<void> released = savepoint->release(); !released) {
        // The journal counts the entry already, so the whole batch has to go.
        if (connection_->in_transaction()) connection_->execute("ROLLBACK");
        return unexpected(std::move(released.error()));
    }
    facts_.command_kept();
    outcome.has_grown = true;
    return answer;
}

Result<Answer> BatchRunner::run_new(const Command& command, Outcome& outcome) {
    const std::int64_t known_at_us = now_us();
    Transaction transaction(*connection_, facts_, command.actor, known_at_us);
    Result<std::string> text = call(command, transaction);
    if (!text) return unexpected(std::move(text.error()));
    // A command may have gone on after an error that has undone everything; its journal entry would
    // be kept without it.
    if (!connection_->in_transaction()) return unexpected(transaction_gone());
    if (text->size() > kMaxAnswerBytes || !base::is_valid_utf8(*text) ||
        text->find('\0') != std::string::npos) {
        return unexpected(bad_answer());
    }
    FactsWritten written = facts_.finish_command();
    JournalEntry entry{.known_at_us = known_at_us,
                       .actor = command.actor,
                       .kind = command.kind,
                       .key = command.key,
                       .payload = command.payload,
                       .answer = std::move(*text),
                       .facts_first = written.first,
                       .facts_count = written.count,
                       .facts_digest = std::move(written.digest)};
    Result<void> appended = journal_.append(entry, written.checks);
    if (!appended) return unexpected(std::move(appended.error()));
    if (written.count > 0) outcome.last_fact_id = written.first + written.count - 1;
    return Answer{
        .sequence = entry.sequence, .known_at_us = known_at_us, .text = std::move(entry.answer)};
}

Result<std::optional<Answer>> BatchRunner::find_answer(const Command& command) {
    Result<Rows> rows = connection_->query(
        "SELECT sequence, known_at_us, kind, payload, answer FROM journal "
        "WHERE actor = $1 AND key = $2",
        {command.actor, command.key});
    if (!rows) return unexpected(std::move(rows.error()));
    Result<bool> found = rows->next();
    if (!found) return unexpected(std::move(found.error()));
    if (!*found) return std::optional<Answer>();
    const bool is_same = rows->get<std::string_view>(2) == command.kind &&
                         rows->get<std::string_view>(3) == command.payload;
    Answer answer{.sequence = rows->get<std::int64_t>(0),
                  .known_at_us = rows->get<std::int64_t>(1),
                  .text = rows->get<std::string>(4),
                  .is_repeated = true};
    if (Result<void> good = rows->check_types(); !good) return unexpected(std::move(good.error()));
    if (!is_same) return unexpected(key_reused(command));
    return std::optional(std::move(answer));
}

// Time stands still rather than run back a little. When it runs back a lot, a clock that was wrong
// has been put right, and standing still would keep the wrong time for years.
std::int64_t BatchRunner::now_us() const {
    const std::int64_t now = clock_();
    const std::int64_t last = journal_.last_known_at_us();
    return now < last && last - now <= limits_.max_step_back_us ? last : now;
}

}  // namespace kc::store
