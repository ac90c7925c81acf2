// SPDX-License-Identifier: Apache-2.0
#include "store/journal.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>
#include <utility>

#include "base/check.hpp"
#include "base/utf8.hpp"
#include "store/error.hpp"
#include "store/stored_rows.hpp"

namespace kc::store {
namespace {

constexpr std::string_view kHeadWord = "kechuang-journal ";

Diagnostic bad_head(std::string_view line) {
    return Diagnostic{"E-journal-head",
                      {},
                      fmt::format("“{}”不是日志校验码", base::shortened(line)),
                      fmt::format("'{}' is not the head of a journal", base::shortened(line))}
        .hint("形如：kechuang-journal 1207 加64位十六进制数",
              "it looks like: kechuang-journal 1207 and 64 hexadecimal digits");
}

Diagnostic no_such_entry(std::int64_t sequence, std::int64_t size) {
    return Diagnostic{"E-journal-entry",
                      {},
                      fmt::format("日志共{}条，没有第{}条", size, sequence),
                      fmt::format("the journal has {} entries, and no number {}", size, sequence)};
}

Diagnostic damaged(std::string_view zh, std::string_view en) {
    return Diagnostic{"E-journal-damaged",
                      {},
                      fmt::format("日志与其校验码不符，停止写入：{}", zh),
                      fmt::format("the journal does not match its own head, writing stops: {}", en)}
        .hint("运行 kechuang audit verify 查明位置，用备份恢复",
              "run kechuang audit verify to see where, restore a backup");
}

Result<Hash> one_hash(Connection& connection, std::string_view sql,
                      std::initializer_list<Value> values, std::string_view what) {
    Result<Rows> rows = connection.query(sql, values);
    if (!rows) return unexpected(std::move(rows.error()));
    Result<bool> found = rows->next();
    if (!found) return unexpected(std::move(found.error()));
    if (!*found)
        return unexpected(damaged(fmt::format("缺少{}", what), fmt::format("no {}", what)));
    const Hash hash = rows->get<Hash>(0);
    if (Result<void> good = rows->check_types(); !good) return unexpected(std::move(good.error()));
    return hash;
}

HashSource stored_hashes(Connection& connection) {
    return [&connection](int level, std::int64_t index) -> Result<Hash> {
        if (level == 0) {
            return one_hash(connection, "SELECT leaf_hash FROM journal WHERE sequence = $1",
                            {index + 1}, fmt::format("journal {}", index + 1));
        }
        return one_hash(connection,
                        "SELECT hash FROM journal_tile WHERE level = $1 AND position = $2",
                        {level, index}, fmt::format("journal_tile {}/{}", level, index));
    };
}

}  // namespace

std::string to_string(const Head& head) {
    return fmt::format("{}{} {}", kHeadWord, head.size, to_hex(head.root));
}

Result<Head> parse_head(std::string_view line) {
    if (!line.starts_with(kHeadWord)) return unexpected(bad_head(line));
    const std::string_view rest = line.substr(kHeadWord.size());
    Head head;
    const auto [end, error] = std::from_chars(rest.data(), rest.data() + rest.size(), head.size);
    const auto digits = static_cast<std::size_t>(end - rest.data());
    if (error != std::errc() || head.size < 0 || digits >= rest.size() || rest[digits] != ' ') {
        return unexpected(bad_head(line));
    }
    const std::optional<Hash> root = hash_of_hex(rest.substr(digits + 1));
    if (!root) return unexpected(bad_head(line));
    head.root = *root;
    return head;
}

void write_bytes(const JournalEntry& entry, ByteWriter& out) {
    out.clear();
    out.text("kc.journal.1");
    out.number(entry.sequence);
    out.number(entry.known_at_us);
    out.text(entry.actor);
    out.text(entry.kind);
    out.text(entry.key);
    out.text(entry.payload);
    out.text(entry.answer);
    out.number(entry.facts_first);
    out.number(entry.facts_count);
    out.text({reinterpret_cast<const char*>(entry.facts_digest.data()), entry.facts_digest.size()});
}

Result<Head> read_head(Connection& connection) {
    Result<Rows> rows =
        connection.query("SELECT size, root FROM journal_head ORDER BY size DESC LIMIT 1");
    if (!rows) return unexpected(std::move(rows.error()));
    Result<bool> found = rows->next();
    if (!found) return unexpected(std::move(found.error()));
    if (!*found) return Head{0, empty_root()};
    const Head head{rows->get<std::int64_t>(0), rows->get<Hash>(1)};
    if (Result<void> good = rows->check_types(); !good) return unexpected(std::move(good.error()));
    return head;
}

Result<std::vector<JournalEntry>> read_journal(Connection& connection, std::int64_t first_sequence,
                                               std::int64_t limit) {
    Result<Rows> rows = connection.query(
        "SELECT sequence, known_at_us, actor, kind, key, payload, answer, facts_first, "
        "facts_count, facts_digest FROM journal WHERE sequence >= $1 ORDER BY sequence LIMIT $2",
        {first_sequence, std::clamp<std::int64_t>(limit, 0, kMaxEntriesRead)});
    if (!rows) return unexpected(std::move(rows.error()));
    std::vector<JournalEntry> entries;
    Result<bool> more = rows->next();
    for (; more && *more; more = rows->next()) entries.push_back(stored_entry(*rows));
    if (!more) return unexpected(std::move(more.error()));
    return entries;
}

Result<std::vector<Hash>> prove_entry(Connection& connection, std::int64_t sequence,
                                      const Head& head) {
    if (sequence < 1 || sequence > head.size) return unexpected(no_such_entry(sequence, head.size));
    return inclusion_proof(sequence - 1, head.size, stored_hashes(connection));
}

Result<std::vector<Hash>> prove_growth(Connection& connection, std::int64_t old_size,
                                       const Head& head) {
    if (old_size < 1 || old_size > head.size) return unexpected(no_such_entry(old_size, head.size));
    return consistency_proof(old_size, head.size, stored_hashes(connection));
}

Result<Frontier> journal_frontier(Connection& connection, std::int64_t size) {
    return frontier_of(size, stored_hashes(connection));
}

Result<JournalWriter> JournalWriter::open(Connection& connection) {
    Result<Head> head = read_head(connection);
    if (!head) return unexpected(std::move(head.error()));
    Result<std::int64_t> last =
        connection.query_number("SELECT coalesce(max(sequence), 0) FROM journal");
    if (!last) return unexpected(std::move(last.error()));
    if (*last != head->size) {
        return unexpected(damaged(fmt::format("日志到第{}条，校验码到第{}条", *last, head->size),
                                  fmt::format("{} entries, head at {}", *last, head->size)));
    }
    Result<Frontier> frontier = frontier_of(head->size, stored_hashes(connection));
    if (!frontier) return unexpected(std::move(frontier.error()));
    if (frontier->root() != head->root) {
        return unexpected(damaged("有记录被改动", "an entry was changed"));
    }
    Result<std::int64_t> known_at = connection.query_number(
        "SELECT coalesce((SELECT known_at_us FROM journal WHERE sequence = $1), 0)", {*last});
    if (!known_at) return unexpected(std::move(known_at.error()));

    JournalWriter writer(connection);
    writer.frontier_ = std::move(*frontier);
    writer.last_known_at_us_ = *known_at;
    return writer;
}

Result<void> JournalWriter::catch_up() {
    Result<Head> there = read_head(*connection_);
    if (!there) return unexpected(std::move(there.error()));
    if (*there == head()) return {};
    Result<Rows> rows = connection_->scan(
        "SELECT sequence, leaf_hash, known_at_us FROM journal WHERE sequence > $1 "
        "ORDER BY sequence",
        {frontier_.size()});
    if (!rows) return unexpected(std::move(rows.error()));
    // Their tiles are theirs to write.
    std::vector<Tile> completed;
    Frontier grown = frontier_;
    std::int64_t last_us = last_known_at_us_;
    Result<bool> more = rows->next();
    for (; more && *more && grown.size() < there->size; more = rows->next()) {
        if (rows->get<std::int64_t>(0) != grown.size() + 1) break;
        grown.append(rows->get<Hash>(1), completed);
        last_us = rows->get<std::int64_t>(2);
    }
    if (!more) return unexpected(std::move(more.error()));
    if (grown.size() != there->size || grown.root() != there->root) {
        return unexpected(damaged("另一个实例写入的记录与校验码不符",
                                  "what another instance has written does not fit the head"));
    }
    frontier_ = std::move(grown);
    last_known_at_us_ = last_us;
    return {};
}

Result<void> JournalWriter::append(JournalEntry& entry,
                                   const std::vector<std::uint8_t>& fact_checks) {
    entry.sequence = frontier_.size() + 1;
    write_bytes(entry, bytes_);
    const Hash hash = leaf_hash(bytes_.bytes());
    Result<void> added = connection_->send(
        "INSERT INTO journal (sequence, leaf_hash, known_at_us, actor, kind, key, facts_first, "
        "facts_count, facts_digest, payload, answer, fact_checks) "
        "VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12)",
        {entry.sequence, hash, entry.known_at_us, entry.actor, entry.kind, entry.key,
         entry.facts_first, entry.facts_count, Bytes(entry.facts_digest), entry.payload,
         entry.answer, Bytes(fact_checks)});
    if (!added) return unexpected(std::move(added.error()));
    frontier_.append(hash, tiles_);
    last_known_at_us_ = entry.known_at_us;
    return {};
}

Result<void> JournalWriter::finish_batch() {
    for (const Tile& tile : tiles_) {
        Result<void> added = connection_->send(
            "INSERT INTO journal_tile (level, position, hash) VALUES ($1, $2, $3)",
            {tile.level, tile.index, tile.hash});
        if (!added) return unexpected(std::move(added.error()));
    }
    Result<void> added = connection_->send("INSERT INTO journal_head (size, root) VALUES ($1, $2)",
                                           {frontier_.size(), frontier_.root()});
    if (!added) return unexpected(std::move(added.error()));
    tiles_.clear();
    return {};
}

void JournalWriter::go_back(const Mark& mark) {
    frontier_ = mark.frontier;
    KC_CHECK(mark.tiles <= tiles_.size() || tiles_.empty());
    tiles_.resize(std::min(mark.tiles, tiles_.size()));
    last_known_at_us_ = mark.last_known_at_us;
}

}  // namespace kc::store
