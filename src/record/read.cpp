// SPDX-License-Identifier: Apache-2.0
#include "record/read.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <utility>

#include "record/rows.hpp"
#include "record/source.hpp"
#include "record/text_key.hpp"

namespace kc::record {

Result<std::optional<Record>> get(store::Connection& connection, const Registry& registry,
                                  RecordId id, const store::Condition& allowed,
                                  std::optional<std::int64_t> known_at_us) {
    std::optional<Record> found;
    auto read = for_each_row(
        ask(connection,
            select_records(rows_seen(registry, allowed, {known_at_us}), {"id = ?", {id}})),
        [&](store::Rows& rows) { found = read_seen(rows, registry); });
    if (!read) return unexpected(std::move(read.error()));
    return found;
}

Result<const Registry*> home_of(store::Connection& connection, const Registries& registries,
                                RecordId id) {
    const Registry* home = nullptr;
    auto read = for_each_row(
        connection.query("SELECT registry FROM record_home WHERE id = $1", {id}),
        [&](store::Rows& rows) { home = registries.find(rows.get<std::string_view>(0)); });
    if (!read) return unexpected(std::move(read.error()));
    return home;
}

Result<std::vector<Version>> history(store::Connection& connection, const Registry& registry,
                                     RecordId id, const store::Condition& allowed,
                                     std::optional<std::int64_t> known_at_us) {
    auto seen = get(connection, registry, id, allowed, known_at_us);
    if (!seen) return unexpected(std::move(seen.error()));
    if (!*seen) return std::vector<Version>();
    auto versions = read_versions(connection, registry, id, known_at_us);
    // Who sees what was approved does not see what is being made of it.
    if (versions && (*seen)->correction_us) {
        std::erase_if(*versions,
                      [&](const Version& one) { return one.record.version > (*seen)->version; });
    }
    return versions;
}

std::optional<Version> at(const std::vector<Version>& versions, const When& when) {
    const Version* found = nullptr;
    for (const Version& version : versions) {
        if (when.known_at_us && version.record.known_at_us > *when.known_at_us) continue;
        // Without a day: what is so from now on, which only versions without an end say.
        const bool covers = when.on ? (!version.since || *version.since <= *when.on) &&
                                          (!version.until || *when.on <= *version.until)
                                    : !version.until;
        if (covers) found = &version;
    }
    return found == nullptr ? std::nullopt : std::optional(*found);
}

Result<std::vector<YearFigures>> yearly(store::Connection& connection, const Registry& registry,
                                        RecordId id, const store::Condition& allowed,
                                        std::optional<std::int64_t> known_at_us) {
    std::vector<YearFigures> all;
    auto seen = get(connection, registry, id, allowed);
    if (!seen) return unexpected(std::move(seen.error()));
    if (!*seen) return all;
    auto read = for_each_row(
        connection.query(fmt::format("SELECT {} FROM {} WHERE id = $1 AND known_at_us <= $2 "
                                     "ORDER BY year, version",
                                     yearly_columns(registry), registry.yearly_table()),
                         {id, known_at_us.value_or(INT64_MAX)}),
        [&](store::Rows& rows) {
            YearFigures figures = read_figures(rows, registry);
            if (!all.empty() && all.back().year == figures.year) {
                all.back() = std::move(figures);
            } else {
                all.push_back(std::move(figures));
            }
        });
    if (!read) return unexpected(std::move(read.error()));
    return all;
}

Result<std::vector<Relation>> relations(store::Connection& connection, const Registries& registries,
                                        const Registry& registry, RecordId id,
                                        const AllowedIn& allowed,
                                        std::optional<std::int64_t> known_at_us) {
    std::vector<Relation> all;
    for (const Registries::Referrer& referrer : registries.referrers_of(registry.code())) {
        const Registry& other = *referrer.registry;
        const RowSource source = rows_seen(other, allowed(other), {known_at_us});
        const store::Condition where{
            fmt::format("({} = ? AND life <> 'merged')", Registry::column(referrer.field->code)),
            {id}};
        Relation relation{&other, referrer.field};
        auto counted =
            for_each_row(ask(connection, count_rows(source, where, INT64_MAX)),
                         [&](store::Rows& rows) { relation.count = rows.get<std::int64_t>(0); });
        if (!counted) return unexpected(std::move(counted.error()));
        if (relation.count == 0) continue;
        auto read = for_each_row(
            ask(connection, select_records(source, where,
                                           fmt::format("ORDER BY id DESC LIMIT {}", kMaxRelated))),
            [&](store::Rows& rows) { relation.newest.push_back(read_seen(rows, other)); });
        if (!read) return unexpected(std::move(read.error()));
        std::sort(relation.newest.begin(), relation.newest.end(),
                  [](const Record& a, const Record& b) { return a.id > b.id; });
        if (relation.newest.size() > static_cast<std::size_t>(kMaxRelated))
            relation.newest.resize(kMaxRelated);
        all.push_back(std::move(relation));
    }
    return all;
}

Result<std::vector<Candidate>> duplicates_of(store::Connection& connection,
                                             const Registry& registry, const Record& record,
                                             const store::Condition& allowed) {
    std::vector<Candidate> found;
    const RowSource source = rows_seen(registry, allowed);
    const auto look = [&](const std::string& column, store::OwnedValue value,
                          Likeness likeness) -> Result<void> {
        return for_each_row(
            ask(connection,
                select_records(source,
                               {fmt::format("({} = ? AND id <> ? AND life = 'open')", column),
                                {std::move(value), record.id}},
                               fmt::format("ORDER BY id LIMIT {}", kMaxRelated))),
            [&](store::Rows& rows) {
                Record other = read_seen(rows, registry);
                const bool is_known =
                    std::any_of(found.begin(), found.end(),
                                [&](const Candidate& one) { return one.record.id == other.id; });
                if (!is_known && found.size() < kMaxRelated) {
                    found.push_back({std::move(other), likeness});
                }
            });
    };
    for (const pack::RegistryField& field : registry.definition().fields) {
        if (field.type != pack::ValueType::code) continue;
        const auto& keys = registry.definition().keys;
        const bool is_key = std::find(keys.begin(), keys.end(), field.code) != keys.end();
        const Cell& cell = record.cell(registry, field.code);
        if ((!is_key && !field.is_unique) || is_empty(cell)) continue;
        auto looked = look(Registry::column(field.code), cell, Likeness::same_code);
        if (!looked) return unexpected(std::move(looked.error()));
    }
    const std::string key = name_key(record.title);
    if (!key.empty()) {
        auto looked = look("title_key", key, Likeness::same_name);
        if (!looked) return unexpected(std::move(looked.error()));
    }
    return found;
}

Result<std::vector<NameGroup>> duplicate_names(store::Connection& connection,
                                               const Registry& registry,
                                               const store::Condition& allowed,
                                               std::int32_t limit) {
    std::vector<std::pair<std::string, NameGroup>> groups;
    const std::string where = store::numbered(allowed, 1);
    const std::string sql = fmt::format(
        "SELECT title_key, id, title FROM {0} WHERE life = 'open' AND {1} AND title_key IN (SELECT "
        "title_key FROM {0} WHERE life = 'open' GROUP BY title_key HAVING count(*) > 1) ORDER BY "
        "title_key, id",
        registry.table(), where);
    auto read =
        for_each_row(connection.query(sql, store::values_of(allowed)), [&](store::Rows& rows) {
            const auto key = rows.get<std::string_view>(0);
            if (groups.empty() || groups.back().first != key) {
                groups.emplace_back(key, NameGroup{rows.get<std::string>(2), {}});
            }
            groups.back().second.ids.push_back(rows.get<std::int64_t>(1));
        });
    if (!read) return unexpected(std::move(read.error()));
    std::vector<NameGroup> all;
    for (auto& [key, group] : groups) {
        if (group.ids.size() > 1) all.push_back(std::move(group));
    }
    std::stable_sort(all.begin(), all.end(), [](const NameGroup& a, const NameGroup& b) {
        return a.ids.size() > b.ids.size();
    });
    if (all.size() > static_cast<std::size_t>(limit)) all.resize(static_cast<std::size_t>(limit));
    return all;
}

}  // namespace kc::record
