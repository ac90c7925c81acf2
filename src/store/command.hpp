// SPDX-License-Identifier: Apache-2.0
// A change somebody asks for, what it may do, and what is answered.
#pragma once

#include <cstdint>
#include <functional>
#include <initializer_list>
#include <span>
#include <string>
#include <string_view>

#include "base/result.hpp"
#include "store/connection.hpp"
#include "store/fact.hpp"
#include "store/fact_appender.hpp"

namespace kc::store {

// After some failures (a full disk, say) the database has undone everything on its own; what is
// written from there on would be kept without what belongs to it.
Diagnostic transaction_gone();

// What a command may use while it runs. Everything done here is kept together with the command's
// journal entry, or not at all.
class Transaction {
public:
    Transaction(Connection& connection, FactAppender& facts, std::string_view actor,
                std::int64_t known_at_us)
        : connection_(&connection), facts_(&facts), actor_(actor), known_at_us_(known_at_us) {}
    Transaction(const Transaction&) = delete;
    Transaction& operator=(const Transaction&) = delete;

    Result<Rows> query(std::string_view sql, std::initializer_list<Value> values = {});
    Result<std::int64_t> execute(std::string_view sql, std::initializer_list<Value> values = {});
    // For statements that are made from a definition.
    Result<Rows> query(std::string_view sql, Values values);
    Result<std::int64_t> execute(std::string_view sql, Values values);

    // The fact's number. Its known_at_us is this transaction's, and an empty `who` the actor.
    Result<std::int64_t> append(const Fact& fact);
    // The number of the first; the others follow without gaps.
    Result<std::int64_t> append(std::span<const Fact> facts);

    [[nodiscard]] std::string_view actor() const { return actor_; }
    [[nodiscard]] std::int64_t known_at_us() const { return known_at_us_; }

private:
    Connection* connection_;
    FactAppender* facts_;
    std::string_view actor_;
    std::int64_t known_at_us_;
};

// `run` decides and writes, and gives the answer's text. It may be called again after its writes
// were undone, so it keeps nothing between calls; it calls nobody outside and may not block.
struct Command {
    std::string key = {};      // idempotency key, the requester's own for this one request
    std::string actor = {};    // who asks; keys of different actors never meet
    std::string kind = {};     // "fact.append", "import.csv" …
    std::string payload = {};  // canonical JSON of the request, kept for ever: no secrets in it
    std::function<Result<std::string>(Transaction&)> run = {};
};

struct Answer {
    std::int64_t sequence = 0;  // of the journal entry
    std::int64_t known_at_us = 0;
    std::string text = {};
    bool is_repeated = false;  // the stored answer of an earlier request with the same key

    bool operator==(const Answer&) const = default;
};

inline constexpr std::size_t kMaxKeyBytes = 200;
inline constexpr std::size_t kMaxActorBytes = 200;
inline constexpr std::size_t kMaxKindBytes = 100;
// A larger import puts its file's digest here, and the facts tell the rest.
inline constexpr std::size_t kMaxPayloadBytes = 16 * 1024 * 1024;
inline constexpr std::size_t kMaxAnswerBytes = 1024 * 1024;

// Before it is queued: fields are there, one line of valid UTF-8 each, and within their limits.
Result<void> check_command(const Command& command);

}  // namespace kc::store
