// SPDX-License-Identifier: Apache-2.0
// The journal: every command that changed something, as a leaf of a Merkle log.
//
// A leaf names who, when, what and the answer, and vouches for the facts the command wrote. Each
// batch ends with a head: how many leaves there are and the root over them. Whoever wrote down a
// head can tell later whether everything up to it is still the same; see verify.hpp.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.hpp"
#include "store/byte_writer.hpp"
#include "store/connection.hpp"
#include "store/fact_appender.hpp"
#include "store/merkle.hpp"

namespace kc::store {

struct JournalEntry {
    std::int64_t sequence = 0;  // 1, 2, 3 …; the leaf's index is one less
    std::int64_t known_at_us = 0;
    std::string actor = {};
    std::string kind = {};
    std::string key = {};
    std::string payload = {};
    std::string answer = {};
    std::int64_t facts_first = 0;
    std::int64_t facts_count = 0;
    std::vector<std::uint8_t> facts_digest = {};
};

struct Head {
    std::int64_t size = 0;
    Hash root = {};

    bool operator==(const Head&) const = default;
};

// One line to print, mail or hand to a neighbour: "kechuang-journal 1207 5dc9da79…".
std::string to_string(const Head& head);
Result<Head> parse_head(std::string_view line);

// The bytes that are hashed.
void write_bytes(const JournalEntry& entry, ByteWriter& out);

Result<Head> read_head(Connection& connection);

// Up to `limit` entries from `first_sequence` on. At most kMaxEntriesRead.
inline constexpr std::int64_t kMaxEntriesRead = 1'000;
Result<std::vector<JournalEntry>> read_journal(Connection& connection, std::int64_t first_sequence,
                                               std::int64_t limit);

// Proofs for who holds a leaf or an older head (merkle.hpp has the checking side). An error when
// there is no such leaf or head.
Result<std::vector<Hash>> prove_entry(Connection& connection, std::int64_t sequence,
                                      const Head& head);
Result<std::vector<Hash>> prove_growth(Connection& connection, std::int64_t old_size,
                                       const Head& head);

// The tree over the first `size` entries.
Result<Frontier> journal_frontier(Connection& connection, std::int64_t size);

// The writer's side.
class JournalWriter {
public:
    // Where the log on disk ends. Refuses a log whose rows do not lead to its last head: nothing
    // may be appended to what cannot be vouched for.
    static Result<JournalWriter> open(Connection& connection);

    // What other processes have appended since. Refuses what does not lead to the last head.
    Result<void> catch_up();

    // Within the command's savepoint. Gives `entry` its sequence.
    Result<void> append(JournalEntry& entry, const std::vector<std::uint8_t>& fact_checks);

    // Before the commit, when the batch has leaves.
    Result<void> finish_batch();

    [[nodiscard]] Head head() const { return {frontier_.size(), frontier_.root()}; }
    [[nodiscard]] std::int64_t last_known_at_us() const { return last_known_at_us_; }

    // What append changes here, to go back to when the database has gone back.
    struct Mark {
        Frontier frontier;
        std::size_t tiles = 0;
        std::int64_t last_known_at_us = 0;
    };
    [[nodiscard]] Mark mark() const { return {frontier_, tiles_.size(), last_known_at_us_}; }
    void go_back(const Mark& mark);

private:
    explicit JournalWriter(Connection& connection) : connection_(&connection) {}

    Connection* connection_;
    Frontier frontier_;
    std::vector<Tile> tiles_;  // completed since the last finish_batch
    std::int64_t last_known_at_us_ = 0;
    ByteWriter bytes_;
};

}  // namespace kc::store
