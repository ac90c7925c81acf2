// SPDX-License-Identifier: Apache-2.0
#include "record/source.hpp"

#include <fmt/format.h>

#include <map>

#include "base/check.hpp"
#include "record/approved.hpp"
#include "record/limits.hpp"
#include "record/rows.hpp"

namespace kc::record {
namespace {

using store::Condition;

void append(Condition& to, std::string_view sql, const Condition& part = {}) {
    to.sql += sql;
    to.sql += part.sql;
    to.values.insert(to.values.end(), part.values.begin(), part.values.end());
}

// Every record with the number of its newest version known then, saying what was so from then on.
Condition known_then(const Registry& registry, std::int64_t known_at_us, std::string_view alias) {
    const std::string& versions = registry.history_table();
    const std::string newest = fmt::format(
        "(SELECT n.{{}} FROM {} AS n WHERE n.id = c.id AND n.known_at_us <= ? ORDER BY n.version "
        "DESC LIMIT 1)",
        versions);
    std::string columns;
    std::vector<store::OwnedValue> values;
    for (const std::string& name : record_column_names(registry)) {
        // A correction of a time that is over is the newest version, and not what is so now.
        const bool is_of_newest = name == columns::kVersion || name == columns::kKnownAt;
        const std::string value =
            is_of_newest ? fmt::format(fmt::runtime(newest), name) : "c." + name;
        if (is_of_newest) values.emplace_back(known_at_us);
        columns += fmt::format("{}{} AS {}", columns.empty() ? "" : ", ", value, name);
    }
    values.insert(values.end(), 2, known_at_us);
    return {fmt::format(
                "(SELECT {0} FROM {1} AS c WHERE c.known_at_us <= ? AND c.until IS NULL AND NOT "
                "EXISTS (SELECT 1 FROM {1} AS later WHERE later.id = c.id AND later.version > "
                "c.version AND later.known_at_us <= ? AND later.until IS NULL)) AS {2}",
                columns, versions, alias),
            std::move(values)};
}

Condition present_at(const Registry& registry, const Reading& reading, std::string_view alias) {
    if (reading.known_at_us) return known_then(registry, *reading.known_at_us, alias);
    const bool has_own_name = alias == registry.table();
    return {has_own_name ? registry.table() : fmt::format("{} AS {}", registry.table(), alias), {}};
}

Condition approved_at(const Registry& registry, const Reading& reading, std::string_view alias) {
    if (reading.known_at_us) return approved_then(registry, *reading.known_at_us, alias);
    return {fmt::format("{} AS {}", registry.approved_table(), alias), {}};
}

// The row is in reach, and no row of the record that goes before it is.
Condition first_in_reach(const Registry& registry, const Condition& reach, const Reading& reading) {
    Condition where{"(", {}};
    append(where, {}, reach);
    append(where, " AND NOT EXISTS (SELECT 1 FROM ", present_at(registry, reading, "present"));
    append(where, fmt::format(" WHERE present.id = {}.id AND ", registry.table()), reach);
    append(where, ") AND NOT EXISTS (SELECT 1 FROM ", approved_at(registry, reading, "newer"));
    append(where,
           fmt::format(" WHERE newer.id = {0}.id AND newer.version > {0}.version AND ",
                       registry.table()),
           reach);
    where.sql += "))";
    return where;
}

std::string placeholders(std::size_t count) {
    std::string out;
    for (std::size_t i = 0; i < count; ++i) out += i == 0 ? "?" : ", ?";
    return out;
}

Condition select_part(const RowSource::Part& part, const Condition& columns, const Condition& where,
                      const std::string& rest) {
    Condition all{"SELECT ", {}};
    append(all, {}, columns);
    append(all, " FROM ", part.from);
    append(all, " WHERE ", store::both(part.where, where));
    if (!rest.empty()) append(all, " " + rest);
    return all;
}

// `columns_of` gives those of a part.
template <typename Columns>
Condition select_each(const RowSource& source, const Columns& columns_of, const Condition& where,
                      const std::string& rest) {
    const auto select = [&](const RowSource::Part& part) {
        return select_part(part, columns_of(part), where, rest);
    };
    if (source.parts.size() == 1) return select(source.parts.front());
    Condition all;
    for (const RowSource::Part& part : source.parts) {
        append(all, all.sql.empty() ? "" : " UNION ALL ");
        // What orders and ends a part stands within it.
        append(all, rest.empty() ? "" : "SELECT * FROM (", select(part));
        if (!rest.empty()) append(all, part.is_approved ? ") AS approved_rows" : ") AS own_rows");
    }
    return all;
}

}  // namespace

RowSource rows_seen(const Registry& registry, const Condition& allowed, const Reading& reading) {
    const Condition reach = store::both(allowed, reading.picks);
    const Condition now = reading.known_at_us ? is_seen(registry, allowed) : store::always();
    RowSource source{&registry,
                     {{present_at(registry, reading, registry.table()), store::both(reach, now)}}};
    // Who sees every present row sees no other; who sees nothing sees nothing.
    const bool is_whole = reach == store::always() || reach == store::never();
    if (is_whole || reading.present_only) return source;
    source.parts.push_back({approved_at(registry, reading, registry.table()),
                            store::both(first_in_reach(registry, reach, reading), now), true});
    return source;
}

RowSource all_rows(const Registry& registry, bool is_approved,
                   std::optional<std::int64_t> known_at_us) {
    const Reading reading{.known_at_us = known_at_us};
    const std::string& name = registry.table();
    return {
        &registry,
        {{is_approved ? approved_at(registry, reading, name) : present_at(registry, reading, name),
          store::always(), is_approved}}};
}

RowSource versions_seen(const Registry& registry, const Condition& allowed,
                        const std::vector<VersionKey>& versions) {
    KC_CHECK(versions.size() <= static_cast<std::size_t>(kMaxPage));
    // By number, then by version: a pair is no value that both databases compare alike.
    std::map<std::int64_t, std::vector<RecordId>> by_version;
    for (const auto& [id, version] : versions) by_version[version].push_back(id);
    Condition from{fmt::format("(SELECT * FROM {} AS v WHERE 1 = 0", registry.history_table()), {}};
    for (const auto& [version, ids] : by_version) {
        from.sql += fmt::format(" OR (v.version = ? AND v.id IN ({}))", placeholders(ids.size()));
        from.values.emplace_back(version);
        from.values.insert(from.values.end(), ids.begin(), ids.end());
    }
    from.sql += ") AS " + registry.table();
    return {&registry, {{std::move(from), store::both(allowed, is_seen(registry, allowed))}}};
}

Condition is_seen(const Registry& registry, const Condition& allowed, std::string_view id) {
    if (allowed == store::always() || allowed == store::never()) return allowed;
    Condition seen{fmt::format("({} IN (SELECT id FROM {} WHERE ", id, registry.table()), {}};
    append(seen, {}, allowed);
    append(seen, fmt::format(" UNION ALL SELECT id FROM {} WHERE ", registry.approved_table()),
           allowed);
    seen.sql += "))";
    return seen;
}

Condition select_from(const RowSource& source, const Condition& columns, const Condition& where,
                      const std::string& rest) {
    return select_each(
        source, [&](const RowSource::Part&) { return columns; }, where, rest);
}

Condition select_records(const RowSource& source, const Condition& where, const std::string& rest) {
    const std::string columns = record_columns(*source.registry);
    const auto columns_of = [&](const RowSource::Part& part) -> Condition {
        return {columns + (part.is_approved ? ", correction_us" : ", CAST(NULL AS BIGINT)"), {}};
    };
    return select_each(source, columns_of, where, rest);
}

Condition count_rows(const RowSource& source, const Condition& where, std::int64_t at_most) {
    Condition all{"SELECT ", {}};
    for (const RowSource::Part& part : source.parts) {
        append(all, all.sql.ends_with(' ') ? "(" : " + (");
        append(all, "SELECT count(*) FROM (",
               select_part(part, {"1 AS one", {}}, where, fmt::format("LIMIT {}", at_most)));
        append(all, ") AS counted)");
    }
    return all;
}

Record read_seen(store::Rows& rows, const Registry& registry) {
    Record record = read_record(rows, registry);
    record.correction_us = rows.get<std::optional<std::int64_t>>(record_column_count(registry));
    return record;
}

}  // namespace kc::record
