// SPDX-License-Identifier: Apache-2.0
#include "record/past.hpp"

#include <utility>

#include <fmt/format.h>

#include "record/limits.hpp"
#include "record/read.hpp"
#include "record/rows.hpp"

namespace kc::record {

Result<std::vector<YearFigures>> year_history(store::Connection& connection,
                                              const Registry& registry, RecordId id,
                                              std::int32_t year, const store::Condition& allowed) {
    std::vector<YearFigures> all;
    auto seen = get(connection, registry, id, allowed);
    if (!seen) return unexpected(std::move(seen.error()));
    if (!*seen) return all;
    auto read = for_each_row(
        connection.query(fmt::format("SELECT {} FROM {} WHERE id = $1 AND year = $2 "
                                     "ORDER BY version",
                                     yearly_columns(registry), registry.yearly_table()),
                         {id, year}),
        [&](store::Rows& rows) { all.push_back(read_figures(rows, registry)); });
    if (!read) return unexpected(std::move(read.error()));
    return all;
}

// One command numbers its records one after another, so they are found without reading them all.
Result<std::vector<RecordId>> split_into(store::Connection& connection, const Registry& registry,
                                         RecordId id, RecordId first) {
    std::vector<RecordId> parts;
    auto read = for_each_row(
        connection.query(fmt::format("SELECT id FROM {} WHERE id >= $1 AND id < $2 AND "
                                     "version = 1 AND other = $3 AND change = $4 ORDER BY id",
                                     registry.history_table()),
                         {first, first + kMaxSplitParts, id, change::kSplit}),
        [&](store::Rows& rows) { parts.push_back(rows.get<std::int64_t>(0)); });
    if (!read) return unexpected(std::move(read.error()));
    return parts;
}

}  // namespace kc::record
