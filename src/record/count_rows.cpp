// SPDX-License-Identifier: Apache-2.0
#include "record/count_rows.hpp"

#include <fmt/format.h>

#include <utility>

#include "record/rows.hpp"
#include "record/value.hpp"

namespace kc::record {
namespace {

using pack::RegistryField;

Cell read_any(store::Rows& rows, int column, const RegistryField& field) {
    if (is_whole_number(field.type)) {
        const auto number = rows.get<std::optional<std::int64_t>>(column);
        return number ? Cell(*number) : Cell();
    }
    auto text = rows.get<std::optional<std::string>>(column);
    return text ? Cell(std::move(*text)) : Cell();
}

CountedRow read_row(store::Rows& rows, const Selection& selection) {
    CountedRow row;
    row.record.id = rows.get<std::int64_t>(0);
    row.record.title = rows.get<std::string>(1);
    row.record.unit = rows.get<std::optional<std::string>>(2).value_or(std::string());
    row.record.version = rows.get<std::int64_t>(3);
    row.record.correction_us = rows.get<std::optional<std::int64_t>>(4);
    row.truth = rows.get<std::int64_t>(5);
    int column = 6;
    if (selection.distinct != nullptr) {
        row.distinct = read_any(rows, column++, *selection.distinct);
    }
    if (selection.sum != nullptr) {
        const auto amount = rows.get<std::optional<std::int64_t>>(column++);
        row.has_amount = amount.has_value();
        row.record.amount = amount.value_or(0);
    }
    for (std::size_t i = 0; i < selection.dimensions.size(); ++i) {
        row.record.members.push_back(
            rows.get<std::optional<std::string>>(column++).value_or(std::string()));
    }
    return row;
}

}  // namespace

Place place_in(const pack::Located& text) {
    return {{}, text.line, text.column + (text.quoted ? 1 : 0)};
}

base::Date last_day(const CountQuery& query) {
    const base::Date last = query.period.last_day();
    return query.until && *query.until < last ? *query.until : last;
}

FilterRows filter_rows(const Registry& registry, const Registries& registries,
                       const pack::Counts& counts, base::Date first, base::Date last,
                       const CountQuery& query) {
    return {registry, registries,        std::string(kAlias), first,
            last,     query.known_at_us, counts.state};
}

Standing standing_on(const Registry& registry, const pack::Counts& counts, base::Date day,
                     const CountQuery& query) {
    return {registry,
            counts.state,
            "?",
            {std::int64_t{day.days_since_1970()}},
            query.known_at_us.value_or(INT64_MAX)};
}

Result<std::vector<CountedRow>> read_counted(store::Connection& connection,
                                             const Registry& registry, const Selection& selection,
                                             const store::Condition& filter,
                                             const store::Condition& where, bool with_no) {
    store::Condition truth{
        fmt::format("{0} AS correction, CASE WHEN {1} THEN 2 WHEN NOT {1} THEN 1 ELSE 0 END",
                    selection.correction_us.sql, filter.sql),
        selection.correction_us.values};
    for (int i = 0; i < 2; ++i) {
        truth.values.insert(truth.values.end(), filter.values.begin(), filter.values.end());
    }
    std::string more;
    const auto add = [&](const RegistryField& field) {
        more += fmt::format(", h.{}", Registry::column(field.code));
    };
    if (selection.distinct != nullptr) add(*selection.distinct);
    if (selection.sum != nullptr)
        more += fmt::format(", h.{} AS amount", Registry::column(selection.sum->code));
    for (const RegistryField* field : selection.dimensions) {
        more += fmt::format(", h.{} AS dimension_{}", Registry::column(field->code), field->code);
    }
    store::Condition all{
        fmt::format("SELECT h.id AS id, h.title AS title, h.unit AS unit, h.version AS version, "
                    "{} AS truth{} FROM {} AS h WHERE {}",
                    truth.sql, more, registry.history_table(), where.sql),
        truth.values};
    all.values.insert(all.values.end(), where.values.begin(), where.values.end());
    all.sql = fmt::format("SELECT * FROM ({}) AS counted{} ORDER BY id", all.sql,
                          with_no ? "" : " WHERE truth <> 1");
    std::vector<CountedRow> found;
    auto read =
        for_each_row(connection.query(store::numbered(all, 1), store::values_of(all)),
                     [&](store::Rows& rows) { found.push_back(read_row(rows, selection)); });
    if (!read) return unexpected(std::move(read.error()));
    return found;
}

}  // namespace kc::record
