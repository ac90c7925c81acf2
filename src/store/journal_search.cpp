// SPDX-License-Identifier: Apache-2.0
#include "store/journal_search.hpp"

#include <algorithm>
#include <limits>

#include <fmt/format.h>

#include "base/check.hpp"
#include "store/condition.hpp"

namespace kc::store {
namespace {

constexpr std::int64_t kNoEnd = std::numeric_limits<std::int64_t>::max();

// What LIKE reads as a sign of its own is taken for itself.
std::string escaped(std::string_view text) {
    std::string out;
    for (const char c : text) {
        if (c == '%' || c == '_' || c == '\\') out += '\\';
        out += c;
    }
    return out;
}

// As JSON writes a short name: account names and codes hold nothing that has to be escaped, and
// what does is found nowhere.
std::string quoted(std::string_view text) {
    return fmt::format("\"{}\"", escaped(text));
}

Condition like(const std::string& column, std::string pattern) {
    return {fmt::format("SUBSTR({}, 1, {}) LIKE ? ESCAPE '\\'", column, kSearchedBytes),
            {std::move(pattern)}};
}

Condition about_record(const std::string& registry, std::int64_t record) {
    const std::string begin = fmt::format("%\"registry\":{},\"id\":{}", quoted(registry), record);
    Condition any = never();
    for (const char* column : {"payload", "answer"}) {
        for (const char* end : {",%", "}%"})
            any = either(std::move(any), like(column, begin + end));
    }
    return any;
}

Condition by_person(const std::string& person) {
    Condition any{"actor = ?", {person}};
    for (const char* column : {"payload", "answer"}) {
        for (const char* name : {"account", "name", "delegate", "owner"})
            any = either(std::move(any),
                         like(column, fmt::format("%\"{}\":{}%", name, quoted(person))));
    }
    return any;
}

// The first entry that is not earlier, or one past the last.
Result<std::int64_t> first_from(Connection& connection, std::int64_t at_us, std::int64_t size) {
    std::int64_t low = 1;
    std::int64_t high = size + 1;
    while (low < high) {
        const std::int64_t middle = low + (high - low) / 2;
        auto rows =
            connection.query("SELECT known_at_us FROM journal WHERE sequence = $1", {middle});
        if (!rows) return unexpected(rows.error());
        auto more = rows->next();
        if (!more) return unexpected(more.error());
        if (*more && rows->get<std::int64_t>(0) < at_us)
            low = middle + 1;
        else
            high = middle;
    }
    return low;
}

Result<Condition> within(Connection& connection, const JournalQuestion& question) {
    auto head = read_head(connection);
    if (!head) return unexpected(head.error());
    std::int64_t first = 1;
    std::int64_t end = question.before_sequence > 0 ? question.before_sequence : kNoEnd;
    if (question.from_us) {
        auto from = first_from(connection, *question.from_us, head->size);
        if (!from) return unexpected(from.error());
        first = *from;
    }
    if (question.before_us) {
        auto before = first_from(connection, *question.before_us, head->size);
        if (!before) return unexpected(before.error());
        end = std::min(end, *before);
    }
    return Condition{"(sequence >= ? AND sequence < ?)", {first, end}};
}

Result<Condition> condition_of(Connection& connection, const JournalQuestion& question) {
    auto span = within(connection, question);
    if (!span) return span;
    Condition all = std::move(*span);
    if (!question.kind_begins.empty())
        all = both(std::move(all),
                   {"kind LIKE ? ESCAPE '\\'", {escaped(question.kind_begins) + "%"}});
    if (!question.person.empty()) all = both(std::move(all), by_person(question.person));
    if (!question.about.empty())
        all = both(std::move(all), like("payload", "%" + escaped(question.about) + "%"));
    else if (!question.registry.empty())
        all = both(std::move(all), about_record(question.registry, question.record));
    return all;
}

std::string short_column(const char* name) {
    return fmt::format("CASE WHEN LENGTH({0}) <= {1} THEN {0} ELSE '' END", name, kSearchedBytes);
}

}  // namespace

Result<std::vector<JournalEntry>> search_journal(Connection& connection,
                                                 const JournalQuestion& question,
                                                 std::int64_t limit) {
    KC_CHECK(limit > 0 && limit <= kJournalPageMax + 1);
    auto where = condition_of(connection, question);
    if (!where) return unexpected(where.error());
    auto rows = connection.query(
        fmt::format("SELECT sequence, known_at_us, actor, kind, {}, {}, facts_count FROM journal "
                    "WHERE {} ORDER BY sequence DESC LIMIT {}",
                    short_column("payload"), short_column("answer"), numbered(*where, 1), limit),
        values_of(*where));
    if (!rows) return unexpected(rows.error());
    std::vector<JournalEntry> entries;
    auto more = rows->next();
    for (; more && *more; more = rows->next()) {
        JournalEntry entry;
        entry.sequence = rows->get<std::int64_t>(0);
        entry.known_at_us = rows->get<std::int64_t>(1);
        entry.actor = rows->get<std::string>(2);
        entry.kind = rows->get<std::string>(3);
        entry.payload = rows->get<std::string>(4);
        entry.answer = rows->get<std::string>(5);
        entry.facts_count = rows->get<std::int64_t>(6);
        entries.push_back(std::move(entry));
    }
    if (!more) return unexpected(more.error());
    return entries;
}

}  // namespace kc::store
