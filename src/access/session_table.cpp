// SPDX-License-Identifier: Apache-2.0
#include "access/session_table.hpp"

#include <array>

namespace kc::access {
namespace {

// `session_ending` has one row: how many sessions were ended before their time.
constexpr std::string_view kTables = R"sql(
CREATE TABLE session (
    digest TEXT PRIMARY KEY,
    name TEXT NOT NULL,
    role TEXT NOT NULL,
    token TEXT NOT NULL,
    began_us INTEGER NOT NULL,
    last_seen_us INTEGER NOT NULL,
    number INTEGER NOT NULL,
    address TEXT NOT NULL,
    has_factor INTEGER NOT NULL,
    by_provider INTEGER NOT NULL
) STRICT;
CREATE INDEX session_name ON session (name);
CREATE TABLE session_ending (
    id INTEGER PRIMARY KEY CHECK (id = 1),
    count INTEGER NOT NULL
) STRICT;
INSERT INTO session_ending (id, count) VALUES (1, 0);
)sql";

constexpr std::array<store::Migration, 1> kMigrations = {{{1, "sessions", kTables}}};

// Of the columns that the queries below name, in their order.
Session session_of(store::Rows& rows) {
    return {.name = rows.get<std::string>(0),
            .role = parse_role(rows.get<std::string>(1)).value_or(Role::none),
            .token_for_changes = rows.get<std::string>(2),
            .began_us = rows.get<std::int64_t>(3),
            .last_seen_us = rows.get<std::int64_t>(4),
            .number = rows.get<std::int64_t>(5),
            .address = rows.get<std::string>(6),
            .has_factor = rows.get<bool>(7),
            .by_provider = rows.get<bool>(8)};
}

Result<void> done(Result<std::int64_t> changed) {
    if (!changed) return unexpected(std::move(changed.error()));
    return {};
}

}  // namespace

store::Schema session_schema() {
    return {"sessions", kMigrations};
}

Result<std::unique_ptr<SessionTable>> SessionTable::open(const std::string& target) {
    auto connection = store::Connection::open(target, {});
    if (!connection) return unexpected(std::move(connection.error()));
    return std::unique_ptr<SessionTable>(new SessionTable(std::move(*connection)));
}

Result<void> SessionTable::ready() {
    if (connection_.is_alive()) return {};
    return connection_.reopen();
}

Result<void> SessionTable::insert(std::string_view digest, const Session& session) {
    const std::lock_guard lock(mutex_);
    if (auto there = ready(); !there) return there;
    return done(connection_.execute(
        "INSERT INTO session (digest, name, role, token, began_us, last_seen_us, number, address, "
        "has_factor, by_provider) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)",
        {digest, session.name, to_string(session.role), session.token_for_changes, session.began_us,
         session.last_seen_us, session.number, session.address, session.has_factor ? 1 : 0,
         session.by_provider ? 1 : 0}));
}

Result<std::optional<Session>> SessionTable::find(std::string_view digest) {
    const std::lock_guard lock(mutex_);
    if (auto there = ready(); !there) return unexpected(std::move(there.error()));
    auto rows = connection_.query(
        "SELECT name, role, token, began_us, last_seen_us, number, address, has_factor, "
        "by_provider FROM session WHERE digest = $1",
        {digest});
    if (!rows) return unexpected(std::move(rows.error()));
    const auto more = rows->next();
    if (!more) return unexpected(more.error());
    if (!*more) return std::optional<Session>();
    return std::optional(session_of(*rows));
}

Result<std::vector<Session>> SessionTable::all_of(std::string_view name) {
    const std::lock_guard lock(mutex_);
    if (auto there = ready(); !there) return unexpected(std::move(there.error()));
    auto rows = connection_.query(
        "SELECT name, role, token, began_us, last_seen_us, number, address, has_factor, "
        "by_provider FROM session WHERE name = $1 ORDER BY number",
        {name});
    if (!rows) return unexpected(std::move(rows.error()));
    std::vector<Session> list;
    auto more = rows->next();
    for (; more && *more; more = rows->next()) list.push_back(session_of(*rows));
    if (!more) return unexpected(more.error());
    return list;
}

Result<std::unordered_map<std::string, std::int64_t>> SessionTable::counts(
    std::int64_t seen_after_us, std::int64_t began_after_us) {
    const std::lock_guard lock(mutex_);
    if (auto there = ready(); !there) return unexpected(std::move(there.error()));
    auto rows = connection_.query(
        "SELECT name, count(*) FROM session WHERE last_seen_us > $1 AND began_us > $2 "
        "GROUP BY name",
        {seen_after_us, began_after_us});
    if (!rows) return unexpected(std::move(rows.error()));
    std::unordered_map<std::string, std::int64_t> counts;
    auto more = rows->next();
    for (; more && *more; more = rows->next())
        counts[rows->get<std::string>(0)] = rows->get<std::int64_t>(1);
    if (!more) return unexpected(more.error());
    return counts;
}

Result<void> SessionTable::end(std::string_view digest) {
    auto ended = change("DELETE FROM session WHERE digest = $1", {digest});
    if (!ended) return unexpected(std::move(ended.error()));
    return {};
}

Result<void> SessionTable::end_all_of(std::string_view name) {
    auto ended = change("DELETE FROM session WHERE name = $1", {name});
    if (!ended) return unexpected(std::move(ended.error()));
    return {};
}

Result<bool> SessionTable::end_one(std::string_view name, std::int64_t number) {
    return change("DELETE FROM session WHERE name = $1 AND number = $2", {name, number});
}

Result<void> SessionTable::note_factor(std::string_view digest) {
    auto noted = change("UPDATE session SET has_factor = 1 WHERE digest = $1", {digest});
    if (!noted) return unexpected(std::move(noted.error()));
    return {};
}

// Whether it changed anything; then everybody forgets what he remembered.
Result<bool> SessionTable::change(std::string_view sql,
                                  std::initializer_list<store::Value> values) {
    const std::lock_guard lock(mutex_);
    if (auto there = ready(); !there) return unexpected(std::move(there.error()));
    auto work = store::Work::begin(connection_, store::Work::Kind::write);
    if (!work) return unexpected(std::move(work.error()));
    auto changed = connection_.execute(sql, values);
    if (!changed) return unexpected(std::move(changed.error()));
    // A cookie that nobody has ends nothing, and must not make everybody forget.
    if (*changed > 0) {
        auto counted =
            connection_.execute("UPDATE session_ending SET count = count + 1 WHERE id = 1");
        if (!counted) return unexpected(std::move(counted.error()));
    }
    if (auto kept = work->commit(); !kept) return unexpected(std::move(kept.error()));
    return *changed > 0;
}

Result<std::int64_t> SessionTable::endings() {
    const std::lock_guard lock(mutex_);
    if (auto there = ready(); !there) return unexpected(std::move(there.error()));
    return connection_.query_number("SELECT count FROM session_ending WHERE id = 1");
}

Result<void> SessionTable::note_seen(const std::vector<std::pair<std::string, std::int64_t>>& seen,
                                     std::int64_t oldest_us) {
    const std::lock_guard lock(mutex_);
    if (auto there = ready(); !there) return there;
    auto work = store::Work::begin(connection_, store::Work::Kind::write);
    if (!work) return unexpected(std::move(work.error()));
    for (const auto& [digest, at_us] : seen) {
        auto noted = connection_.execute(
            "UPDATE session SET last_seen_us = $2 WHERE digest = $1 AND last_seen_us < $2",
            {digest, at_us});
        if (!noted) return unexpected(std::move(noted.error()));
    }
    auto gone = connection_.execute("DELETE FROM session WHERE began_us < $1", {oldest_us});
    if (!gone) return unexpected(std::move(gone.error()));
    return work->commit();
}

}  // namespace kc::access
