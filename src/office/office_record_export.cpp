// SPDX-License-Identifier: Apache-2.0
#include "office/office_record_export.hpp"

#include <algorithm>
#include <ctime>

#include <fmt/chrono.h>
#include <fmt/format.h>

#include "exchange/table_template.hpp"
#include "office/list_file.hpp"
#include "office/office_record_table.hpp"
#include "record/limits.hpp"

namespace kc::office {
namespace {

using exchange::CellValue;
using exchange::ExportFormat;
using pack::ValueType;

constexpr std::size_t kRowsToAdd = 500;  // of a list to edit that get drop-downs below it

std::string name_of(const pack::Bilingual& name, Language language) {
    return language == Language::en && !name.en.empty() ? name.en : name.zh;
}

exchange::ExportColumn column_of(const pack::RegistryField& field, Language language) {
    exchange::ExportColumn column{.key = field.code,
                                  .form = {.title = name_of(field.name, language)}};
    const std::string unit = file_unit(field);
    if (!unit.empty())
        column.form.title += language == Language::en ? " (" + unit + ")" : "（" + unit + "）";
    column.form.as_text = field.type == ValueType::code;
    return column;
}

CellValue value_of(const pack::RegistryField& field, const SeenCell& cell, Language language) {
    const bool is_clear = cell.sight == access::Sight::clear && !cell.text.empty();
    if (is_clear && field.type == ValueType::yes_no) return cell.text == "yes";
    return file_value(field, cell, language);
}

std::vector<std::size_t> columns_of(RecordDesk& desk, const record::Registry& registry,
                                    const std::vector<std::string>& wanted) {
    std::vector<std::size_t> columns;
    const auto& views = desk.fields(registry);
    const auto add = [&](std::size_t i) {
        if (views[i].most != access::Sight::hidden) columns.push_back(i);
    };
    for (const std::string& code : wanted) {
        for (std::size_t i = 0; i < views.size(); ++i) {
            if (views[i].name == code) add(i);
        }
    }
    if (!wanted.empty()) return columns;
    for (std::size_t i = 0; i < views.size(); ++i) add(i);
    return columns;
}

Diagnostic too_long(std::int64_t total) {
    return Diagnostic{
        "E-record-export-size",
        {},
        fmt::format("有{}条记录，一张可编辑的工作表最多{}条", total, kRecordsToEditMax),
        fmt::format("{} records are too many: a sheet to be edited holds at most {}", total,
                    kRecordsToEditMax)}
        .hint("先筛选，或导出为 CSV", "filter the list first, or take it as CSV");
}

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

// The records of a list, a page at a time in memory.
class Pages {
public:
    Pages(RecordDesk& desk, const record::Registry& registry, const RecordExport& wanted)
        : desk_(desk), registry_(registry), wanted_(wanted), query_(wanted.query) {
        query_.limit = record::kMaxPage;
        query_.cursor.clear();
    }

    // Null at the end.
    Result<const SeenRecord*> next() {
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

private:
    RecordDesk& desk_;
    const record::Registry& registry_;
    const RecordExport& wanted_;
    RecordListQuery query_;
    RecordPage page_ = {};
    std::size_t at_ = 0;
    bool is_last_ = false;
};

std::string moment_text(std::int64_t at_us) {
    const auto seconds = static_cast<std::time_t>(at_us / 1'000'000);
    return fmt::format("{:%Y-%m-%dT%H:%M:%SZ}", fmt::gmtime(seconds));
}

exchange::ExportSpec spec_of(const RecordDesk& desk, const record::Registry& registry,
                             const RecordExport& wanted, const std::vector<std::size_t>& columns,
                             std::int64_t total) {
    const bool is_zh = wanted.language != Language::en;
    exchange::ExportSpec spec{.name = name_of(registry.definition().name, wanted.language)};
    spec.columns.push_back({.key = "id", .form = {.title = is_zh ? "登记号" : "Record number"}});
    spec.columns.push_back({.key = "state", .form = {.title = is_zh ? "状态" : "Record state"}});
    for (const std::size_t i : columns)
        spec.columns.push_back(column_of(registry.definition().fields[i], wanted.language));
    // What was known at a moment of the past is the same file whenever it is taken out.
    const bool is_now = desk.moment().is_now;
    const char* const when_zh = is_now ? "导出日期" : "当时所知，截至";
    const char* const when_en = is_now ? "Taken out on" : "As known at";
    spec.remarks = {{is_zh ? when_zh : when_en,
                     is_now ? base::to_string(desk.today()) : moment_text(desk.moment().at_us)},
                    {is_zh ? "导出人" : "By", wanted.who},
                    {is_zh ? "记录数" : "Records", std::to_string(total)}};
    if (!wanted.query.search.empty())
        spec.remarks.emplace_back(is_zh ? "搜索" : "Search", wanted.query.search);
    for (const RecordFilter& one : wanted.query.filters)
        spec.remarks.emplace_back(is_zh ? "筛选条件" : "Filter", one.field + " " + one.text);
    return spec;
}

using File = Result<std::unique_ptr<TemporaryFile>>;

// A schema's headings over rows; as a workbook with everything that helps to fill it in.
File write_table(const exchange::TableSchema& schema, ExportFormat format, Language language,
                 std::size_t rows, const ListRows& next_row) {
    if (format == ExportFormat::json) return unexpected(not_to_edit());
    if (format == ExportFormat::xlsx) {
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

// Of the template's columns those that were asked for and are seen, in the template's order.
RecordTable only(RecordTable table, const std::vector<std::size_t>& columns) {
    RecordTable out;
    out.schema = table.schema;
    out.schema.columns.clear();
    for (std::size_t i = 0; i < table.fields.size(); ++i) {
        const bool is_own = table.fields[i] == kNoFieldHere;
        if (!is_own && std::find(columns.begin(), columns.end(), table.fields[i]) == columns.end())
            continue;
        out.schema.columns.push_back(std::move(table.schema.columns[i]));
        out.fields.push_back(table.fields[i]);
    }
    return out;
}

File export_to_edit(RecordDesk& desk, const record::Registry& registry, const RecordExport& wanted,
                    const std::vector<std::size_t>& columns, std::int64_t total) {
    if (wanted.format == ExportFormat::xlsx && total > kRecordsToEditMax)
        return unexpected(too_long(total));
    auto all =
        record_table(desk.live(), registry, desk.fields(registry), TableUse::fill_in, desk.today());
    if (!all) return unexpected(std::move(all.error()));
    const RecordTable table = only(std::move(*all), columns);
    Pages pages(desk, registry, wanted);
    const auto& fields = registry.definition().fields;
    return write_table(
        table.schema, wanted.format, wanted.language, static_cast<std::size_t>(total) + kRowsToAdd,
        [&](std::vector<CellValue>& row) -> Result<bool> {
            auto next = pages.next();
            if (!next) return unexpected(std::move(next.error()));
            if (*next == nullptr) return false;
            const SeenRecord& one = **next;
            row.clear();
            for (std::size_t i = 0; i < table.fields.size(); ++i) {
                const std::size_t field = table.fields[i];
                if (table.schema.columns[i].key == kNumberKey)
                    row.push_back(whole_cell(one.record.id));
                else if (field == kNoFieldHere)
                    row.push_back(whole_cell(one.record.version));
                else
                    row.push_back(file_value(fields[field], one.cells[field], wanted.language));
            }
            return true;
        });
}

}  // namespace

Result<std::unique_ptr<TemporaryFile>> export_records(RecordDesk& desk,
                                                      const record::Registry& registry,
                                                      const RecordExport& wanted) {
    auto total = desk.count(registry, wanted.query);
    if (!total) return unexpected(std::move(total.error()));
    if (wanted.begin) {
        auto begun = wanted.begin(*total);
        if (!begun) return unexpected(std::move(begun.error()));
    }
    const auto& fields = registry.definition().fields;
    const std::vector<std::size_t> columns = columns_of(desk, registry, wanted.columns);
    if (wanted.is_to_edit) return export_to_edit(desk, registry, wanted, columns, *total);
    Pages pages(desk, registry, wanted);
    return list_on_disk(wanted.format, spec_of(desk, registry, wanted, columns, *total),
                        [&](std::vector<CellValue>& row) -> Result<bool> {
                            auto next = pages.next();
                            if (!next) return unexpected(std::move(next.error()));
                            if (*next == nullptr) return false;
                            const SeenRecord& one = **next;
                            row = {whole_cell(one.record.id), one.record.state};
                            for (const std::size_t i : columns)
                                row.push_back(value_of(fields[i], one.cells[i], wanted.language));
                            return true;
                        });
}

Result<std::string> record_template(const Office& office, const access::Actor& actor,
                                    const record::Registry& registry, exchange::ExportFormat format,
                                    Language language) {
    const auto live = office.live();
    auto table =
        record_table(*live, registry, access::visible_fields(actor, record_shape(registry)),
                     TableUse::fill_in, office.today());
    if (!table) return unexpected(std::move(table.error()));
    constexpr std::size_t kRows = 2'000;
    auto file = write_table(table->schema, format, language, kRows,
                            [](std::vector<CellValue>&) -> Result<bool> { return false; });
    if (!file) return unexpected(std::move(file.error()));
    return (*file)->bytes();
}

}  // namespace kc::office
