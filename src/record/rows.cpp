// SPDX-License-Identifier: Apache-2.0
#include "record/rows.hpp"

#include <array>

namespace kc::record {
namespace {

constexpr std::array<std::string_view, 14> kCommon = {
    "id",         "version", "state",      "life",     "unit",      "owner",       "body",
    "entered_by", "title",   "valid_from", "valid_to", "closed_on", "merged_into", "known_at_us"};
constexpr std::array<std::string_view, 6> kOfVersion = {"since",  "until", "change",
                                                        "reason", "other", "changed_by"};
constexpr std::array<std::string_view, 5> kOfFigures = {"year", "version", "known_at_us",
                                                        "entered_by", "source"};

template <std::size_t N>
std::string list_of(const std::array<std::string_view, N>& names, std::string_view prefix) {
    std::string list;
    for (const std::string_view name : names) {
        if (!list.empty()) list += ", ";
        list.append(prefix).append(name);
    }
    return list;
}

std::string fields_after(const std::vector<pack::RegistryField>& fields, std::string_view prefix) {
    std::string list;
    for (const pack::RegistryField& field : fields) {
        list += ", ";
        list.append(prefix).append(Registry::column(field.code));
    }
    return list;
}

std::optional<base::Date> day_of(std::optional<std::int64_t> days) {
    return days ? base::Date::of_days(*days) : std::nullopt;
}

std::vector<Cell> read_cells(store::Rows& rows, const std::vector<pack::RegistryField>& fields,
                             int first) {
    std::vector<Cell> cells;
    cells.reserve(fields.size());
    for (const pack::RegistryField& field : fields) {
        if (is_whole_number(field.type)) {
            const auto number = rows.get<std::optional<std::int64_t>>(first++);
            cells.push_back(number ? Cell(*number) : Cell());
        } else {
            auto text = rows.get<std::optional<std::string>>(first++);
            cells.push_back(text ? Cell(std::move(*text)) : Cell());
        }
    }
    return cells;
}

}  // namespace

const Cell& Record::cell(const Registry& registry, std::string_view field) const {
    static const Cell kNothing;
    const auto& fields = registry.definition().fields;
    for (std::size_t i = 0; i < fields.size() && i < cells.size(); ++i) {
        if (fields[i].code == field) return cells[i];
    }
    return kNothing;
}

std::string record_columns(const Registry& registry, std::string_view prefix) {
    return list_of(kCommon, prefix) + fields_after(registry.definition().fields, prefix);
}

std::vector<std::string> record_column_names(const Registry& registry) {
    std::vector<std::string> names(kCommon.begin(), kCommon.end());
    for (const pack::RegistryField& field : registry.definition().fields)
        names.push_back(Registry::column(field.code));
    return names;
}

int record_column_count(const Registry& registry) {
    return static_cast<int>(kCommon.size() + registry.definition().fields.size());
}

std::string version_columns(const Registry& registry) {
    return record_columns(registry) + ", " + list_of(kOfVersion, {});
}

std::string yearly_columns(const Registry& registry) {
    return list_of(kOfFigures, {}) + fields_after(registry.definition().yearly, {});
}

Result<store::Rows> ask(store::Connection& connection, const store::Condition& statement) {
    return connection.query(store::numbered(statement, 1), store::values_of(statement));
}

Record read_record(store::Rows& rows, const Registry& registry, int first) {
    Record record;
    record.id = rows.get<std::int64_t>(first++);
    record.version = rows.get<std::int64_t>(first++);
    record.state = rows.get<std::string>(first++);
    record.life = rows.get<std::string>(first++);
    record.unit = rows.get<std::optional<std::string>>(first++);
    record.owner = rows.get<std::optional<std::int64_t>>(first++);
    record.body = rows.get<std::optional<std::string>>(first++);
    record.entered_by = rows.get<std::string>(first++);
    record.title = rows.get<std::string>(first++);
    record.valid_from = day_of(rows.get<std::optional<std::int64_t>>(first++));
    record.valid_to = day_of(rows.get<std::optional<std::int64_t>>(first++));
    record.closed_on = day_of(rows.get<std::optional<std::int64_t>>(first++));
    record.merged_into = rows.get<std::optional<std::int64_t>>(first++);
    record.known_at_us = rows.get<std::int64_t>(first++);
    record.cells = read_cells(rows, registry.definition().fields, first);
    return record;
}

Version read_version(store::Rows& rows, const Registry& registry) {
    Version version;
    version.record = read_record(rows, registry);
    int column = record_column_count(registry);
    version.since = day_of(rows.get<std::optional<std::int64_t>>(column++));
    version.until = day_of(rows.get<std::optional<std::int64_t>>(column++));
    version.change = rows.get<std::string>(column++);
    version.reason = rows.get<std::string>(column++);
    version.other = rows.get<std::optional<std::int64_t>>(column++);
    // Versions older than the column: until then it was who had entered it.
    version.changed_by =
        rows.get<std::optional<std::string>>(column++).value_or(version.record.entered_by);
    return version;
}

YearFigures read_figures(store::Rows& rows, const Registry& registry) {
    YearFigures figures;
    figures.year = static_cast<std::int32_t>(rows.get<std::int64_t>(0));
    figures.version = rows.get<std::int64_t>(1);
    figures.known_at_us = rows.get<std::int64_t>(2);
    figures.entered_by = rows.get<std::string>(3);
    figures.source = rows.get<std::string>(4);
    figures.cells = read_cells(rows, registry.definition().yearly, 5);
    return figures;
}

store::Value value_of(const Cell& cell) {
    if (const auto* number = std::get_if<std::int64_t>(&cell)) return *number;
    if (const auto* text = std::get_if<std::string>(&cell)) return *text;
    return std::nullopt;
}

store::Value value_of(const std::optional<base::Date>& day) {
    if (!day) return std::nullopt;
    return day->days_since_1970();
}

}  // namespace kc::record
