// SPDX-License-Identifier: Apache-2.0
#include "office/office_record_export.hpp"

#include <algorithm>
#include <ctime>

#include <fmt/chrono.h>
#include <fmt/format.h>

#include "office/list_file.hpp"
#include "office/office_record_rows.hpp"
#include "office/office_record_years.hpp"
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
        spec.columns.push_back(taken_column(registry.definition().fields[i], wanted.language));
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
        return unexpected(too_many_to_edit(total));
    auto all =
        record_table(desk.live(), registry, desk.fields(registry), TableUse::fill_in, desk.today());
    if (!all) return unexpected(std::move(all.error()));
    const RecordTable table = only(std::move(*all), columns);
    RecordPages pages(desk, registry, wanted);
    const auto& fields = registry.definition().fields;
    return write_record_table(
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

exchange::ExportColumn taken_column(const pack::RegistryField& field, Language language) {
    exchange::ExportColumn column{.key = field.code,
                                  .form = {.title = name_of(field.name, language)}};
    const std::string unit = file_unit(field);
    if (!unit.empty())
        column.form.title += language == Language::en ? " (" + unit + ")" : "（" + unit + "）";
    column.form.as_text = field.type == ValueType::code;
    return column;
}

CellValue taken_value(const pack::RegistryField& field, const SeenCell& cell, Language language) {
    const bool is_clear = cell.sight == access::Sight::clear && !cell.text.empty();
    if (is_clear && field.type == ValueType::yes_no) return cell.text == "yes";
    return file_value(field, cell, language);
}

std::vector<std::size_t> taken_columns(RecordDesk& desk, const record::Registry& registry,
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

Result<std::unique_ptr<TemporaryFile>> export_records(RecordDesk& desk,
                                                      const record::Registry& registry,
                                                      const RecordExport& wanted) {
    auto total = desk.count(registry, query_of(wanted));
    if (!total) return unexpected(std::move(total.error()));
    if (wanted.begin) {
        auto begun = wanted.begin(*total);
        if (!begun) return unexpected(std::move(begun.error()));
    }
    const auto& fields = registry.definition().fields;
    const std::vector<std::size_t> columns = taken_columns(desk, registry, wanted.columns);
    if (wanted.is_to_edit) return export_to_edit(desk, registry, wanted, columns, *total);
    RecordPages pages(desk, registry, wanted);
    return list_on_disk(
        wanted.format, spec_of(desk, registry, wanted, columns, *total),
        [&](std::vector<CellValue>& row) -> Result<bool> {
            auto next = pages.next();
            if (!next) return unexpected(std::move(next.error()));
            if (*next == nullptr) return false;
            const SeenRecord& one = **next;
            row = {whole_cell(one.record.id), one.record.state};
            for (const std::size_t i : columns)
                row.push_back(taken_value(fields[i], one.cells[i], wanted.language));
            return true;
        });
}

Result<std::string> record_template(const Office& office, const access::Actor& actor,
                                    const record::Registry& registry, exchange::ExportFormat format,
                                    Language language, RowsAre rows) {
    const auto live = office.live();
    const bool is_of_years = rows == RowsAre::years;
    if (is_of_years && registry.definition().yearly.empty()) return unexpected(no_years(registry));
    auto table =
        is_of_years
            ? year_table(*live, registry, access::visible_fields(actor, yearly_shape(registry)),
                         TableUse::fill_in, office.today())
            : record_table(*live, registry, access::visible_fields(actor, record_shape(registry)),
                           TableUse::fill_in, office.today());
    if (!table) return unexpected(std::move(table.error()));
    constexpr std::size_t kRows = 2'000;
    auto file = write_record_table(table->schema, format, language, kRows,
                                   [](std::vector<CellValue>&) -> Result<bool> { return false; });
    if (!file) return unexpected(std::move(file.error()));
    return (*file)->bytes();
}

}  // namespace kc::office
