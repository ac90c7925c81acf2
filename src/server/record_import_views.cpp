// SPDX-License-Identifier: Apache-2.0
#include "server/record_import_views.hpp"

#include <algorithm>

#include "server/time_text.hpp"

namespace kc::server {
namespace {

// Enough to mend a file by; the marked file has them all.
constexpr std::size_t kFindingsShown = 500;

void write_counts(const office::RecordImportCounts& counts, std::size_t skipped, JsonWriter& json) {
    json.key("counts").begin_object().key("rows").number(counts.rows());
    json.key("create").number(counts.create).key("update").number(counts.update);
    json.key("same").number(counts.same).key("conflict").number(counts.conflict);
    json.key("wrong").number(counts.wrong).key("skipped").number(skipped).end_object();
}

void write_unknown(const char* key, const std::vector<exchange::UnknownColumn>& columns,
                   bool with_nearest, JsonWriter& json) {
    json.key(key).begin_array();
    for (const exchange::UnknownColumn& one : columns) {
        json.begin_object().key("column").text(exchange::column_letters(one.column));
        json.key("header").text(one.header);
        if (with_nearest) json.key("nearest").text_or_null(one.meant);
        json.end_object();
    }
    json.end_array();
}

void write_columns(const office::RecordImportReport& report, JsonWriter& json) {
    const exchange::ColumnMapping& mapping = report.table.mapping;
    json.key("mapping").begin_object().key("header_row").number(mapping.header_row);
    json.key("columns").begin_array();
    for (const exchange::MappedColumn& one : mapping.columns) {
        std::string_view by = one.by == exchange::MappedBy::alias ? "alias" : "name";
        if (one.by == exchange::MappedBy::memory)
            by = report.mapping_was_given ? "given" : "memory";
        json.begin_object().key("column").text(exchange::column_letters(one.column));
        json.key("header").text(one.header);
        json.key("field").text(report.schema.columns[one.field].key);
        json.key("unit").text(one.unit ? base::to_string(*one.unit) : std::string());
        json.key("by").text(by).end_object();
    }
    json.end_array();
    write_unknown("unknown", mapping.unknown, true, json);
    write_unknown("left_out", mapping.left_out, false, json);
    json.key("missing").begin_array();
    for (const std::size_t field : mapping.missing) {
        const std::string& key = report.schema.columns[field].key;
        if (!key.starts_with('_')) json.text(key);
    }
    json.end_array().end_object();
}

void write_finding(const exchange::CellFinding& one, const exchange::TableSchema& schema,
                   JsonWriter& json) {
    json.begin_object().key("row").number(one.row).key("column").number(one.column);
    json.key("cell").text(one.column == 0 ? "" : exchange::cell_name(one.row, one.column));
    const bool has_field = one.field < schema.columns.size();
    json.key("field").text_or_null(has_field ? std::string_view(schema.columns[one.field].key)
                                             : std::string_view());
    json.key("severity").text(one.severity == Severity::error ? "error" : "warning");
    json.key("code").text(one.code).key("zh").text(one.zh).key("en").text(one.en);
    json.key("hint_zh").text(one.hint_zh).key("hint_en").text(one.hint_en).end_object();
}

// Of the whole file first, then errors before warnings, each in the order of the file.
void write_findings(const office::RecordImportReport& report, JsonWriter& json) {
    std::size_t total = report.table.problems.size();
    for (const exchange::FindingCount& one : report.table.counts) total += one.count;
    json.key("findings").begin_array();
    std::size_t shown = 0;
    for (const Diagnostic& one : report.table.problems) {
        ++shown;
        write_finding({.severity = one.severity,
                       .code = one.code,
                       .zh = one.zh,
                       .en = one.en,
                       .hint_zh = one.hint_zh,
                       .hint_en = one.hint_en},
                      report.schema, json);
    }
    for (const Severity severity : {Severity::error, Severity::warning}) {
        for (const exchange::CellFinding& one : report.table.findings) {
            if (one.severity != severity || shown >= kFindingsShown) continue;
            ++shown;
            write_finding(one, report.schema, json);
        }
    }
    json.end_array().key("findings_total").number(total);
    json.key("findings_cut").boolean(shown < total);
}

void write_row(const office::JudgedRow& row, JsonWriter& json) {
    json.begin_object().key("row").number(row.row);
    json.key("outcome").text(office::to_string(row.outcome)).key("id");
    row.id == 0 ? json.null() : json.number(row.id);
    json.key("title").text(row.title).key("handed_in").boolean(row.hands_in).key("year");
    row.year == 0 ? json.null() : json.number(row.year);
    json.key("changes").begin_array();
    for (const office::RecordFieldChange& one : row.changes) {
        json.begin_object().key("field").text(one.field);
        json.key("from").words(one.from.zh, one.from.en);
        json.key("to").words(one.to.zh, one.to.en).end_object();
    }
    json.end_array().end_object();
}

void write_earlier(const std::optional<office::RecordImportDone>& earlier, JsonWriter& json) {
    json.key("earlier");
    if (!earlier) {
        json.null();
        return;
    }
    json.begin_object();
    write_import_done(*earlier, json);
    json.end_object();
}

}  // namespace

void write_import_done(const office::RecordImportDone& done, JsonWriter& json) {
    json.key("id").number(done.id).key("at").text(time_text(done.at_us)).key("by").text(done.by);
    json.key("sha256").text(done.sha256).key("submit").boolean(done.submitted);
    json.key("proof").text(done.proof);
    write_counts(done.counts, 0, json);
}

void write_imported_row(const office::ImportedRow& row, JsonWriter& json) {
    json.begin_object().key("row").number(row.line).key("outcome").text(row.outcome);
    json.key("id").number(row.record).key("version").number(row.version).end_object();
}

void write_mapping(const exchange::RememberedMapping& mapping, JsonWriter& json) {
    json.begin_object().key("columns").begin_array();
    for (const auto& [header, column] : mapping.by_header) {
        json.begin_object().key("header").text(header).key("field").text(column.key);
        json.key("unit").text(column.unit).end_object();
    }
    json.end_array().end_object();
}

void write_record_import(const office::RecordImportReport& report, JsonWriter& json) {
    json.begin_object().key("id");
    report.id == 0 ? json.null() : json.number(report.id);
    json.key("dry_run").boolean(report.is_dry_run).key("done").boolean(report.is_done);
    json.key("repeated").boolean(report.is_repeated);
    json.key("clean").boolean(report.is_clean());
    write_earlier(report.earlier, json);
    json.key("file").begin_object().key("sha256").text(report.sha256);
    json.key("format").text(report.table.format).key("sheet").text(report.table.sheet);
    json.key("sheets").begin_array();
    for (const exchange::SheetInfo& one : report.sheets) {
        json.begin_object().key("name").text(one.name);
        json.key("hidden").boolean(one.is_hidden).end_object();
    }
    json.end_array().end_object().key("submit").boolean(report.submit);
    write_columns(report, json);
    write_counts(report.counts, report.table.rows_skipped, json);
    write_findings(report, json);
    json.key("rows").begin_array();
    for (const office::JudgedRow& one : report.rows) write_row(one, json);
    json.end_array().end_object();
}

}  // namespace kc::server
