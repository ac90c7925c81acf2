// SPDX-License-Identifier: Apache-2.0
#include "collection/sheet_rows.hpp"

#include <array>
#include <utility>

#include <fmt/format.h>

#include "collection/cell_text.hpp"

namespace kc::collection {
namespace {

constexpr std::string_view kTables = R"sql(
CREATE TABLE collection_sheet (
    id INTEGER PRIMARY KEY,
    form TEXT NOT NULL,
    unit TEXT NOT NULL,
    period TEXT NOT NULL,
    region TEXT NOT NULL,
    section TEXT,
    body TEXT,
    entered_by TEXT,
    state TEXT NOT NULL,
    version INTEGER NOT NULL,
    published_revision INTEGER NOT NULL,
    changed_at_us INTEGER NOT NULL
) STRICT;
CREATE UNIQUE INDEX collection_sheet_key ON collection_sheet (form, unit, period);
CREATE INDEX collection_sheet_period ON collection_sheet (period, form);

CREATE TABLE collection_event (
    id INTEGER PRIMARY KEY,
    sheet INTEGER NOT NULL REFERENCES collection_sheet (id),
    version INTEGER NOT NULL,
    step TEXT NOT NULL,
    actor TEXT NOT NULL,
    at_us INTEGER NOT NULL,
    words TEXT NOT NULL,
    field TEXT NOT NULL,
    question INTEGER NOT NULL,
    cells TEXT NOT NULL
) STRICT;
CREATE UNIQUE INDEX collection_event_version ON collection_event (sheet, version);

CREATE TABLE collection_listed (
    form TEXT NOT NULL,
    unit TEXT NOT NULL,
    name TEXT NOT NULL,
    region TEXT NOT NULL,
    PRIMARY KEY (form, unit)
) STRICT;
)sql";

constexpr std::array<store::Migration, 1> kMigrations = {{{1, "sheets", kTables}}};

constexpr std::string_view kFindSheet =
    "SELECT id FROM collection_sheet WHERE form = $1 AND unit = $2 AND period = $3";
constexpr std::string_view kEvents =
    "SELECT e.version, e.step, e.actor, e.at_us, e.words, e.field, e.question, e.cells "
    "FROM collection_event e JOIN collection_sheet s ON s.id = e.sheet "
    "WHERE s.form = $1 AND s.unit = $2 AND s.period = $3 ORDER BY e.version";
constexpr std::string_view kInsertSheet =
    "INSERT INTO collection_sheet (form, unit, period, region, section, body, entered_by, state, "
    "version, published_revision, changed_at_us) "
    "VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)";
constexpr std::string_view kUpdateSheet =
    "UPDATE collection_sheet SET region = $4, section = $5, body = $6, entered_by = $7, "
    "state = $8, version = $9, published_revision = $10, changed_at_us = $11 "
    "WHERE form = $1 AND unit = $2 AND period = $3";
constexpr std::string_view kInsertEvent =
    "INSERT INTO collection_event (sheet, version, step, actor, at_us, words, field, question, "
    "cells) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)";
constexpr std::string_view kListSheets =
    "SELECT s.form, s.unit, s.period, s.region, s.section, s.body, s.entered_by, s.state, "
    "s.version, s.published_revision, s.changed_at_us FROM collection_sheet s WHERE "
    "($1 = '' OR s.form = $1) AND ($2 = '' OR s.unit = $2) AND ($3 = '' OR s.period = $3) AND ";
constexpr std::size_t kListValues = 3;

std::optional<std::string> or_null(const std::string& text) {
    return text.empty() ? std::nullopt : std::optional(text);
}

tl::unexpected<Diagnostic> damaged() {
    return unexpected(
        Diagnostic{"E-collect-stored", {}, "保存的填报单已损坏", "a stored sheet is damaged"}.hint(
            "校验日志，从备份恢复", "verify the journal and restore a backup"));
}

Result<Event> event_of(store::Rows& rows) {
    const auto step = parse_step(rows.get<std::string>(1));
    auto cells = parse_cells(rows.get<std::string_view>(7));
    if (!step) return damaged();
    if (!cells) return unexpected(cells.error());
    return Event{.version = rows.get<std::int64_t>(0),
                 .step = *step,
                 .actor = rows.get<std::string>(2),
                 .at_us = rows.get<std::int64_t>(3),
                 .text = rows.get<std::string>(4),
                 .field = rows.get<std::string>(5),
                 .question = rows.get<std::int64_t>(6),
                 .cells = std::move(*cells)};
}

Result<StoredSheet> replayed(Result<store::Rows> rows) {
    if (!rows) return unexpected(std::move(rows.error()));
    StoredSheet stored;
    auto more = rows->next();
    for (; more && *more; more = rows->next()) {
        auto event = event_of(*rows);
        if (!event) return unexpected(event.error());
        stored.sheet = applied(std::move(stored.sheet), *event);
        stored.events.push_back(std::move(*event));
    }
    if (!more) return unexpected(more.error());
    return stored;
}

Result<SheetRow> row_of(store::Rows& rows) {
    auto period = base::Period::parse(rows.get<std::string>(2));
    const auto state = parse_sheet_state(rows.get<std::string>(7));
    if (!period || !state) return damaged();
    return SheetRow{
        .key = {rows.get<std::string>(0), rows.get<std::string>(1), *period},
        .place = {rows.get<std::string>(3), rows.get<std::optional<std::string>>(4).value_or(""),
                  rows.get<std::optional<std::string>>(5).value_or("")},
        .state = *state,
        .version = rows.get<std::int64_t>(8),
        .published_revision = rows.get<std::int64_t>(9),
        .submitted_by = rows.get<std::optional<std::string>>(6).value_or(""),
        .changed_at_us = rows.get<std::int64_t>(10)};
}

// Whoever entered what it says now: for rules about one's own entries.
std::string entered_by(const Sheet& sheet) {
    if (!sheet.submitted_by.empty()) return sheet.submitted_by;
    return sheet.entered.empty() ? std::string() : *sheet.entered.rbegin();
}

Result<void> write_row(store::Transaction& transaction, const SheetKey& key,
                       const SheetPlace& place, const Sheet& sheet) {
    auto written = transaction.execute(
        sheet.version == 1 ? kInsertSheet : kUpdateSheet,
        {key.form, key.unit, base::to_string(key.period), place.region, or_null(place.section),
         or_null(place.body), or_null(entered_by(sheet)), to_string(sheet.state), sheet.version,
         sheet.published_revision, sheet.changed_at_us});
    if (!written) return unexpected(written.error());
    return {};
}

Result<std::int64_t> number_of(store::Transaction& transaction, const SheetKey& key) {
    auto rows = transaction.query(kFindSheet, {key.form, key.unit, base::to_string(key.period)});
    if (!rows) return unexpected(rows.error());
    const auto more = rows->next();
    if (!more) return unexpected(more.error());
    if (!*more) return damaged();
    return rows->get<std::int64_t>(0);
}

}  // namespace

store::Schema collection_schema() {
    return {"collection", kMigrations};
}

Result<StoredSheet> read_sheet(store::Connection& connection, const SheetKey& key) {
    return replayed(connection.query(kEvents, {key.form, key.unit, base::to_string(key.period)}));
}

Result<StoredSheet> read_sheet(store::Transaction& transaction, const SheetKey& key) {
    return replayed(transaction.query(kEvents, {key.form, key.unit, base::to_string(key.period)}));
}

Result<std::vector<SheetRow>> list_sheets(store::Connection& connection,
                                          const SheetFilter& filter) {
    const std::string period = filter.period ? base::to_string(*filter.period) : "";
    std::vector<store::Value> values{filter.form, filter.unit, period};
    for (const store::Value& one : store::values_of(filter.condition)) values.push_back(one);
    const std::string sql = std::string(kListSheets) +
                            store::numbered(filter.condition, kListValues + 1) +
                            " ORDER BY s.form, s.unit, s.period";
    auto rows = connection.query(sql, values);
    if (!rows) return unexpected(rows.error());
    std::vector<SheetRow> sheets;
    auto more = rows->next();
    for (; more && *more; more = rows->next()) {
        auto one = row_of(*rows);
        if (!one) return unexpected(one.error());
        sheets.push_back(std::move(*one));
    }
    if (!more) return unexpected(more.error());
    return sheets;
}

Result<TakenStep> take_step(store::Transaction& transaction, const SheetKey& key,
                            const SheetPlace& place, Event event, bool has_sign,
                            std::int64_t expected_version) {
    auto stored = read_sheet(transaction, key);
    if (!stored) return unexpected(stored.error());
    Sheet& sheet = stored->sheet;
    if (sheet.version != expected_version)
        return unexpected(Diagnostic{"E-collect-changed",
                                     {},
                                     "这份填报单已被别人改动",
                                     "somebody else has changed this sheet"}
                              .hint("刷新页面再办", "reload it and try again"));
    event.version = sheet.version + 1;
    event.actor = std::string(transaction.actor());
    event.at_us = transaction.known_at_us();
    if (auto fine = may_apply(sheet, event, has_sign); !fine) return unexpected(fine.error());
    TakenStep taken{sheet, applied(sheet, event)};
    if (auto written = write_row(transaction, key, place, taken.after); !written)
        return unexpected(written.error());
    auto number = number_of(transaction, key);
    if (!number) return unexpected(number.error());
    auto inserted = transaction.execute(
        kInsertEvent, {*number, event.version, to_string(event.step), event.actor, event.at_us,
                       event.text, event.field, event.question, to_text(event.cells)});
    if (!inserted) return unexpected(inserted.error());
    return taken;
}

Result<std::vector<ListedFirm>> listed_firms(store::Connection& connection,
                                             const std::string& form) {
    auto rows = connection.query(
        "SELECT unit, name, region FROM collection_listed WHERE form = $1 ORDER BY unit", {form});
    if (!rows) return unexpected(rows.error());
    std::vector<ListedFirm> firms;
    auto more = rows->next();
    for (; more && *more; more = rows->next())
        firms.push_back(
            {rows->get<std::string>(0), rows->get<std::string>(1), rows->get<std::string>(2)});
    if (!more) return unexpected(more.error());
    return firms;
}

Result<void> replace_list(store::Transaction& transaction, const std::string& form,
                          const std::vector<ListedFirm>& firms) {
    auto gone = transaction.execute("DELETE FROM collection_listed WHERE form = $1", {form});
    if (!gone) return unexpected(gone.error());
    for (const ListedFirm& one : firms) {
        auto inserted = transaction.execute(
            "INSERT INTO collection_listed (form, unit, name, region) VALUES ($1, $2, $3, $4)",
            {form, one.code, one.name, one.region});
        if (!inserted) return unexpected(inserted.error());
    }
    return {};
}

}  // namespace kc::collection
