// SPDX-License-Identifier: Apache-2.0
#include "office/office_record_rows.hpp"

#include <utility>

#include <fmt/format.h>

#include "exchange/table_template.hpp"

namespace kc::office {
namespace {

Diagnostic left() {
    return Diagnostic{
        "E-record-export-left", {}, "导出没有人等了，已停止", "nobody waits for the export"};
}

Diagnostic not_to_edit() {
    return Diagnostic{"E-record-export-form",
                      {},
                      "可编辑的清单只有 xlsx 和 csv",
                      "a list to be edited is xlsx or csv"}
        .hint("换一种格式", "choose another format");
}

}  // namespace

Diagnostic too_many_to_edit(std::int64_t total) {
    return Diagnostic{
        "E-record-export-size",
        {},
        fmt::format("有{}条记录，一张可编辑的工作表最多{}条", total, kRecordsToEditMax),
        fmt::format("{} records are too many: a sheet to be edited holds at most {}", total,
                    kRecordsToEditMax)}
        .hint("先筛选，或导出为 CSV", "filter the list first, or take it as CSV");
}

RecordListQuery query_of(const RecordExport& wanted) {
    RecordListQuery query = wanted.query;
    query.present_only = query.present_only || wanted.is_to_edit;
    return query;
}

Result<const SeenRecord*> RecordPages::next() {
    while (at_ == page_.records.size()) {
        if (is_last_) return nullptr;
        if (wanted_.is_left && wanted_.is_left()) return unexpected(left());
        auto page = desk_.rows(registry_, query_);
        if (!page) return unexpected(std::move(page.error()));
        page_ = std::move(*page);
        query_.cursor = page_.next;
        is_last_ = page_.next.empty();
        at_ = 0;
    }
    return &page_.records[at_++];
}

Result<std::unique_ptr<TemporaryFile>> write_record_table(const exchange::TableSchema& schema,
                                                          exchange::ExportFormat format,
                                                          Language language, std::size_t rows,
                                                          const ListRows& next_row) {
    if (format == exchange::ExportFormat::json) return unexpected(not_to_edit());
    if (format == exchange::ExportFormat::xlsx) {
        auto file = std::make_unique<TemporaryFile>(suffix_of(format));
        auto written = exchange::write_template(
            file->path(), schema, {.language = language, .rows = rows, .next_row = next_row});
        if (!written) return unexpected(std::move(written.error()));
        return file;
    }
    exchange::ExportSpec spec{.name = language == Language::en ? schema.en : schema.zh};
    for (const exchange::ColumnSchema& column : schema.columns)
        spec.columns.push_back(
            {.key = column.key, .form = {.title = exchange::header_text(column, language)}});
    return list_on_disk(format, std::move(spec), next_row);
}

}  // namespace kc::office
