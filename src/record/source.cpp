// SPDX-License-Identifier: Apache-2.0
#include "record/source.hpp"

#include <fmt/format.h>

#include <map>

#include "base/check.hpp"
#include "record/limits.hpp"
#include "record/rows.hpp"

namespace kc::record {
namespace {

store::Condition known_then(const Registry& registry, std::int64_t known_at_us) {
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
    values.emplace_back(known_at_us);
    values.emplace_back(known_at_us);
    return {fmt::format(
                "(SELECT {0} FROM {1} AS c WHERE c.known_at_us <= ? AND c.until IS NULL AND NOT "
                "EXISTS (SELECT 1 FROM {1} AS later WHERE later.id = c.id AND later.version > "
                "c.version AND later.known_at_us <= ? AND later.until IS NULL)) AS {2}",
                columns, versions, registry.table()),
            std::move(values)};
}

std::string placeholders(std::size_t count) {
    std::string out;
    for (std::size_t i = 0; i < count; ++i) out += i == 0 ? "?" : ", ?";
    return out;
}

}  // namespace

RowSource rows_at(const Registry& registry, std::optional<std::int64_t> known_at_us) {
    if (!known_at_us) return {&registry, {registry.table(), {}}, true};
    return {&registry, known_then(registry, *known_at_us), false};
}

RowSource rows_of(const Registry& registry, const std::vector<VersionKey>& versions) {
    KC_CHECK(versions.size() <= static_cast<std::size_t>(kMaxPage));
    // By number, then by version: a pair is no value that both databases compare alike.
    std::map<std::int64_t, std::vector<RecordId>> by_version;
    for (const auto& [id, version] : versions) by_version[version].push_back(id);
    store::Condition from{
        fmt::format("(SELECT * FROM {} AS v WHERE 1 = 0", registry.history_table()), {}};
    for (const auto& [version, ids] : by_version) {
        from.sql += fmt::format(" OR (v.version = ? AND v.id IN ({}))", placeholders(ids.size()));
        from.values.emplace_back(version);
        from.values.insert(from.values.end(), ids.begin(), ids.end());
    }
    from.sql += ") AS " + registry.table();
    return {&registry, std::move(from), false};
}

store::Condition seen_in(const RowSource& source, const store::Condition& allowed) {
    if (source.is_present || allowed == store::always()) return allowed;
    return store::both(allowed, {fmt::format("(id IN (SELECT id FROM {} WHERE {}))",
                                             source.registry->table(), allowed.sql),
                                 allowed.values});
}

store::Condition select_from(const RowSource& source, const std::string& columns,
                             const store::Condition& where, const std::string& rest) {
    store::Condition all{fmt::format("SELECT {} FROM {} WHERE {}{}{}", columns, source.from.sql,
                                     where.sql, rest.empty() ? "" : " ", rest),
                         source.from.values};
    all.values.insert(all.values.end(), where.values.begin(), where.values.end());
    return all;
}

}  // namespace kc::record
