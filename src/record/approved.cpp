// SPDX-License-Identifier: Apache-2.0
#include "record/approved.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <utility>

#include "record/row_texts.hpp"
#include "record/rows.hpp"

namespace kc::record {
namespace {

// How far somebody approved it.
int approval_of(std::string_view state) {
    if (state == "published" || state == "closed") return 2;
    return state == "verified" ? 1 : 0;
}

bool has_left(const Record& record) {
    return record.state == "withdrawn" || record.life == life::kMerged;
}

// What the record says now: of the versions that have no end, the newest.
const Version* newest_of(const std::vector<Version>& versions) {
    for (auto one = versions.rbegin(); one != versions.rend(); ++one) {
        if (!one->until) return &*one;
    }
    return nullptr;
}

bool is_of_the_end(std::string_view column) {
    return column == columns::kLife || column == columns::kClosedOn || column == "merged_into";
}

}  // namespace

bool is_approved(const Record& record) {
    return approval_of(record.state) > 0;
}

std::vector<ApprovedVersion> approved_versions(const std::vector<Version>& versions) {
    std::vector<ApprovedVersion> stand;
    const Version* newer = nullptr;
    int approved = 0;
    for (auto one = versions.rbegin(); one != versions.rend(); ++one) {
        if (one->until) continue;  // of a time that is over
        if (has_left(one->record)) return stand;
        const int approval = approval_of(one->record.state);
        if (newer != nullptr && approval > approved)
            stand.push_back({&*one, newer->record.known_at_us});
        approved = std::max(approved, approval);
        newer = &*one;
    }
    return stand;
}

std::vector<Record> approved_rows(const std::vector<Version>& versions) {
    const Version* newest = newest_of(versions);
    std::vector<Record> rows;
    for (const ApprovedVersion& one : approved_versions(versions)) {
        Record& row = rows.emplace_back(one.version->record);
        row.life = newest->record.life;
        row.closed_on = newest->record.closed_on;
        row.merged_into = newest->record.merged_into;
        row.correction_us = one.correction_us;
    }
    return rows;
}

std::optional<ApprovedVersion> correction_under_way(const std::vector<Version>& versions) {
    const Version* newest = newest_of(versions);
    if (newest == nullptr || is_approved(newest->record)) return std::nullopt;
    const std::vector<ApprovedVersion> stand = approved_versions(versions);
    return stand.empty() ? std::nullopt : std::optional(stand.front());
}

store::Condition approved_then(const Registry& registry, std::int64_t known_at_us,
                               std::string_view alias) {
    const std::string& versions = registry.history_table();
    const std::string newer = fmt::format(
        "FROM {} AS l WHERE l.id = c.id AND l.version > c.version AND l.known_at_us <= ? AND "
        "l.until IS NULL",
        versions);
    store::Condition rows{"(SELECT ", {}};
    for (const std::string& name : record_column_names(registry)) {
        const bool is_newest = is_of_the_end(name);
        rows.sql += is_newest ? fmt::format(
                                    "(SELECT l.{0} {1} ORDER BY l.version DESC LIMIT 1) "
                                    "AS {0}, ",
                                    name, newer)
                              : fmt::format("c.{0} AS {0}, ", name);
        if (is_newest) rows.values.emplace_back(known_at_us);
    }
    rows.sql += fmt::format(
        "(SELECT min(l.known_at_us) {0}) AS correction_us FROM {1} AS c WHERE c.known_at_us <= ? "
        "AND c.until IS NULL AND c.state IN ('verified', 'published', 'closed') AND c.life <> "
        "'merged' AND EXISTS (SELECT 1 {0}) AND NOT EXISTS (SELECT 1 {0} AND (l.state IN "
        "('withdrawn', 'published', 'closed') OR l.life = 'merged' OR (c.state = 'verified' AND "
        "l.state = 'verified')))) AS {2}",
        newer, versions, alias);
    rows.values.insert(rows.values.end(), 4, known_at_us);
    return rows;
}

Result<void> keep_approved(store::Transaction& transaction, const Registry& registry,
                           const std::vector<Version>& versions) {
    const Record& first = versions.front().record;
    auto gone = transaction.execute("DELETE FROM " + registry.approved_table() + " WHERE id = $1",
                                    {first.id});
    if (!gone) return unexpected(std::move(gone.error()));
    for (const Record& row : approved_rows(versions)) {
        const RowTexts texts =
            texts_of(registry, row, former_names(versions, row.version), first.known_at_us);
        std::vector<store::Value> values = row_values(row, texts, first.known_at_us);
        values.emplace_back(*row.correction_us);
        auto written = transaction.execute(
            fmt::format("INSERT INTO {} ({}, {}, created_us, correction_us) VALUES ({})",
                        registry.approved_table(), record_columns(registry), kTextColumns,
                        numbered_places(values.size())),
            values);
        if (!written) return unexpected(std::move(written.error()));
    }
    return {};
}

Result<void> fill_approved(store::Transaction& transaction, const Registry& registry) {
    std::vector<RecordId> ids;
    auto read = for_each_row(
        transaction.query(fmt::format(
            "SELECT DISTINCT h.id FROM {} AS h JOIN {} AS p ON p.id = h.id WHERE h.version < "
            "p.version AND h.until IS NULL AND h.state IN ('verified', 'published', 'closed') AND "
            "p.state NOT IN ('published', 'closed', 'withdrawn') ORDER BY h.id",
            registry.history_table(), registry.table())),
        [&](store::Rows& rows) { ids.push_back(rows.get<std::int64_t>(0)); });
    if (!read) return read;
    for (const RecordId id : ids) {
        auto versions = read_versions(transaction, registry, id);
        if (!versions) return unexpected(std::move(versions.error()));
        if (auto kept = keep_approved(transaction, registry, *versions); !kept) return kept;
    }
    return {};
}

}  // namespace kc::record
