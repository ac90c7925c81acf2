// SPDX-License-Identifier: Apache-2.0
// Records and versions out of rows, and into them. For the files of this room only.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "base/result.hpp"
#include "record/record.hpp"
#include "store/command.hpp"
#include "store/condition.hpp"
#include "store/connection.hpp"

namespace kc::record {

// "id, version, …, f_name, …", each with `prefix` ("h.") before it.
std::string record_columns(const Registry& registry, std::string_view prefix = {});
std::vector<std::string> record_column_names(const Registry& registry);
int record_column_count(const Registry& registry);
std::string version_columns(const Registry& registry);
std::string yearly_columns(const Registry& registry);

// Carries a whole statement out.
Result<store::Rows> ask(store::Connection& connection, const store::Condition& statement);

// From the columns above, which begin at `first`.
Record read_record(store::Rows& rows, const Registry& registry, int first = 0);
Version read_version(store::Rows& rows, const Registry& registry);
YearFigures read_figures(store::Rows& rows, const Registry& registry);

// Looks at the cell: keep it alive meanwhile.
store::Value value_of(const Cell& cell);
store::Value value_of(const std::optional<base::Date>& day);

// Calls use(rows) for each row.
template <typename Use>
Result<void> for_each_row(Result<store::Rows> rows, Use use) {
    if (!rows) return unexpected(std::move(rows.error()));
    Result<bool> more = rows->next();
    for (; more && *more; more = rows->next()) use(*rows);
    if (!more) return unexpected(std::move(more.error()));
    return {};
}

// Source is a Connection or a Transaction. Empty where there is no such record.
template <typename Source>
Result<std::optional<Record>> read_present(Source& source, const Registry& registry, RecordId id) {
    std::optional<Record> found;
    const std::string sql =
        "SELECT " + record_columns(registry) + " FROM " + registry.table() + " WHERE id = $1";
    auto read = for_each_row(source.query(sql, {id}),
                             [&](store::Rows& rows) { found = read_record(rows, registry); });
    if (!read) return unexpected(std::move(read.error()));
    return found;
}

// In the order of their numbers; those known at the moment, or all.
template <typename Source>
Result<std::vector<Version>> read_versions(Source& source, const Registry& registry, RecordId id,
                                           std::optional<std::int64_t> known_at_us = {}) {
    std::vector<Version> versions;
    const std::string sql = "SELECT " + version_columns(registry) + " FROM " +
                            registry.history_table() +
                            " WHERE id = $1 AND known_at_us <= $2 ORDER BY version";
    auto read =
        for_each_row(source.query(sql, {id, known_at_us.value_or(INT64_MAX)}),
                     [&](store::Rows& rows) { versions.push_back(read_version(rows, registry)); });
    if (!read) return unexpected(std::move(read.error()));
    return versions;
}

}  // namespace kc::record
