// SPDX-License-Identifier: Apache-2.0
// A schema with a column of every type, and reading with it. For tests, fuzz targets and
// benchmarks. Names and figures are made up.
#pragma once

#include <string>
#include <string_view>

#include "base/check.hpp"
#include "exchange/table_import.hpp"

namespace kc::exchange {

inline TableSchema sample_schema() {
    const auto decimal = [](const char* text) { return *base::Decimal::parse(text); };
    TableSchema schema{.key = "firm", .zh = "企业表", .en = "Firms"};
    schema.columns = {
        {.key = "name",
         .zh = "企业名称",
         .en = "Name",
         .aliases = {"单位名称"},
         .required = true,
         .unique = true,
         .length_max = 20},
        {.key = "staff",
         .zh = "从业人员",
         .en = "Staff",
         .type = ColumnType::number,
         .unit = "人",
         .whole = true,
         .min = decimal("0"),
         .max = decimal("100000")},
        {.key = "rd",
         .zh = "研发经费",
         .en = "R&D spending",
         .aliases = {"研究开发费"},
         .type = ColumnType::money,
         .unit = "万元",
         .min = decimal("0"),
         .note_zh = "按规上企业研发统计口径",
         .note_en = "as in the R&D statistics"},
        {.key = "share",
         .zh = "研发占比",
         .en = "R&D share",
         .type = ColumnType::number,
         .unit = "%",
         .max = decimal("100")},
        {.key = "founded",
         .zh = "成立日期",
         .en = "Founded",
         .type = ColumnType::date,
         .first_date = *base::Date::of(1950, 1, 1),
         .last_date = *base::Date::of(2030, 12, 31)},
        {.key = "hightech", .zh = "是否高企", .en = "High-tech", .type = ColumnType::yes_no},
        {.key = "code", .zh = "编号", .en = "Number", .type = ColumnType::code, .length_max = 18},
        {.key = "county",
         .zh = "县区",
         .en = "County",
         .type = ColumnType::choice,
         .choices = {{"a", "甲县", "County A", {"甲"}}, {"b", "乙区", "District B", {}}}}};
    return schema;
}

struct ImportedTable {
    std::vector<TypedRow> rows = {};
    TableReport report = {};
    std::string failure = {};
};

inline ImportedTable import_all(std::string_view bytes, const TableSchema& schema,
                                const ImportOptions& options = {}, const TableLimits& limits = {}) {
    ImportedTable table;
    const auto fail = [&](const Diagnostic& why) {
        table.failure = why.code + ": " + why.en;
        return table;
    };
    const Result<TableFile> file = TableFile::open(bytes, limits);
    if (!file) return fail(file.error());
    Result<TableImport> import = TableImport::open(*file, schema, options);
    if (!import) return fail(import.error());
    TypedRow row;
    for (;;) {
        const Result<bool> more = import->next(row);
        table.report = import->report();
        if (!more) return fail(more.error());
        if (!*more) return table;
        table.rows.push_back(row);
    }
}

// "甲公司|120|50万…" of one row: money in yuan, missing as "".
inline std::string shown(const TypedRow& row) {
    std::string out;
    for (const FieldValue& value : row.values) {
        if (&value != row.values.data()) out += '|';
        if (const auto* amount = std::get_if<base::Money>(&value)) {
            out += base::to_string(*amount);
        } else {
            out += to_text(to_cell_value(value, ColumnSchema{}));
        }
    }
    return out;
}

// The codes of all findings, in order, parted by blanks.
inline std::string codes(const std::vector<CellFinding>& findings) {
    std::string out;
    for (const CellFinding& finding : findings) out += (out.empty() ? "" : " ") + finding.code;
    return out;
}

inline std::string codes(const Diagnostics& problems) {
    std::string out;
    for (const Diagnostic& problem : problems) out += (out.empty() ? "" : " ") + problem.code;
    return out;
}

}  // namespace kc::exchange
