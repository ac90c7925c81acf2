// SPDX-License-Identifier: Apache-2.0
#include "store/verify.hpp"

#include <algorithm>
#include <string>
#include <utility>
#include <vector>

#include "store/content.hpp"
#include "store/error.hpp"
#include "store/schema.hpp"
#include "store/stored_rows.hpp"
#include "store/tables.hpp"
#include "store/verify_facts.hpp"
#include "store/verify_schema.hpp"
#include "store/verify_tree.hpp"

namespace kc::store {
namespace {

using Kind = Finding::Kind;

// A hole in the numbers wider than any journal: the numbers themselves were tampered with.
constexpr std::int64_t kMaxMissing = 100'000'000;

// Entries beyond the last head were put there behind the writer's back.
Result<std::int64_t> covered_entries(Connection& connection) {
    Result<Head> head = read_head(connection);
    if (!head) return unexpected(std::move(head.error()));
    return head->size;
}

// What a writer can have written, whatever the hashes say.
bool has_possible_facts(const JournalEntry& entry) {
    if (entry.facts_count == 0) return entry.facts_first == 0;
    return entry.facts_first > 0 && entry.facts_count > 0 &&
           entry.facts_count <= FactAppender::kMaxFactsPerCommand;
}

Result<void> verify_entries(Connection& connection, const VerifyOptions& options,
                            AuditReport& report) {
    Findings& findings = report.findings;
    Result<std::int64_t> covered = covered_entries(connection);
    if (!covered) return unexpected(std::move(covered.error()));
    Result<TreeVerifier> tree = TreeVerifier::open(connection, options.kept_head, findings);
    if (!tree) return unexpected(std::move(tree.error()));
    Result<FactVerifier> facts = FactVerifier::open(connection, findings);
    if (!facts) return unexpected(std::move(facts.error()));

    Result<Rows> rows = connection.scan(kJournalRows);
    if (!rows) return unexpected(std::move(rows.error()));
    ByteWriter bytes;
    std::int64_t expected = 1;
    Result<bool> more = rows->next();
    for (; more && *more; more = rows->next()) {
        const JournalEntry entry = stored_entry(*rows);
        const std::optional<Hash> stored = hash_of_bytes(rows->get<Bytes>(kLeafHashColumn));
        ++report.entries;
        if (entry.sequence < expected || entry.sequence > *covered ||
            entry.sequence - expected > kMaxMissing) {
            findings.add(Kind::entry_added, entry.sequence);
            continue;
        }
        for (; expected < entry.sequence; ++expected) {
            findings.add(Kind::entry_missing, expected);
            if (Result<void> ok = tree->append(std::nullopt, true); !ok) return ok;
        }
        ++expected;
        write_bytes(entry, bytes);
        const bool is_right = leaf_hash(bytes.bytes()) == stored;
        if (!is_right) findings.add(Kind::entry_altered, entry.sequence);
        if (Result<void> ok = tree->append(stored, !is_right); !ok) return ok;
        if (!is_right) continue;
        if (!has_possible_facts(entry)) {
            findings.add(Kind::entry_altered, entry.sequence);
            continue;
        }
        Result<void> ok = facts->check(entry, rows->get<Bytes>(kFactChecksColumn));
        if (!ok) return ok;
    }
    if (!more) return unexpected(std::move(more.error()));
    if (Result<void> finished = tree->finish(); !finished) return finished;
    if (Result<void> finished = facts->finish(); !finished) return finished;
    report.facts = facts->count();
    report.head = tree->head();
    return {};
}

Result<void> verify_pages(Connection& connection, Findings& findings) {
    Result<Rows> rows = connection.query("PRAGMA integrity_check(20)");
    if (!rows) return unexpected(std::move(rows.error()));
    Result<bool> more = rows->next();
    for (; more && *more; more = rows->next()) {
        const std::string words = rows->get<std::string>(0);
        if (words != "ok") findings.add(Kind::file_damaged, words);
    }
    if (!more) return unexpected(std::move(more.error()));
    return {};
}

// None in a database that has not come so far yet.
Result<void> verify_files(Connection& connection, Findings& findings) {
    Result<std::vector<std::string>> tables = table_names(connection);
    if (!tables) return unexpected(std::move(tables.error()));
    const bool is_there = std::find(tables->begin(), tables->end(), "content") != tables->end();
    return is_there ? verify_content(connection, findings) : Result<void>{};
}

// A damaged file is a finding, a failing disk an error.
Result<void> note_damage(Result<void> done, Findings& findings) {
    if (done || kind_of(done.error()) != ErrorKind::corrupt) return done;
    findings.add(Kind::file_damaged, done.error().en);
    return {};
}

}  // namespace

Result<AuditReport> verify(Connection& connection, const VerifyOptions& options) {
    std::optional<Work> snapshot;
    if (!connection.in_transaction()) {
        Result<Work> begun = Work::begin(connection, Work::Kind::read);
        if (!begun) return unexpected(std::move(begun.error()));
        snapshot.emplace(std::move(*begun));
    }
    AuditReport report;
    Result<void> done = note_damage(verify_schema(connection, report.findings), report.findings);
    if (done) {
        done = note_damage(verify_entries(connection, options, report), report.findings);
    }
    if (done) done = note_damage(verify_files(connection, report.findings), report.findings);
    if (done && options.check_pages && connection.dialect() == Dialect::sqlite) {
        done = note_damage(verify_pages(connection, report.findings), report.findings);
    }
    if (!done) return unexpected(std::move(done.error()));
    return report;
}

}  // namespace kc::store
