// SPDX-License-Identifier: Apache-2.0
#include "office/office_record_export.hpp"

#include <algorithm>

#include <fmt/format.h>

#include "base/quantity.hpp"
#include "office/temporary_file.hpp"
#include "record/limits.hpp"

namespace kc::office {
namespace {

using exchange::CellValue;
using pack::ValueType;

std::string_view suffix_of(exchange::ExportFormat format) {
    switch (format) {
        case exchange::ExportFormat::xlsx: return ".xlsx";
        case exchange::ExportFormat::csv: return ".csv";
        case exchange::ExportFormat::json: return ".json";
    }
    return "";
}

std::string name_of(const pack::Bilingual& name, Language language) {
    return language == Language::en && !name.en.empty() ? name.en : name.zh;
}

std::string unit_of(const pack::RegistryField& field) {
    const std::string unit = base::to_string(field.unit);
    return field.type == ValueType::money && unit.empty() ? "元" : unit;
}

exchange::ExportColumn column_of(const pack::RegistryField& field, Language language) {
    exchange::ExportColumn column{.key = field.code,
                                  .form = {.title = name_of(field.name, language)}};
    const std::string unit = unit_of(field);
    if (!unit.empty())
        column.form.title += language == Language::en ? " (" + unit + ")" : "（" + unit + "）";
    column.form.as_text = field.type == ValueType::code;
    return column;
}

CellValue value_of(const pack::RegistryField& field, const SeenCell& cell, Language language) {
    const std::string& words = language == Language::en ? cell.en : cell.zh;
    if (words.empty()) return {};
    if (cell.sight != access::Sight::clear) return words;
    switch (field.type) {
        case ValueType::number:
        case ValueType::year:
            if (const auto number = base::Decimal::parse(cell.text)) return *number;
            return words;
        case ValueType::money:
            if (const auto amount = base::Quantity::parse(cell.text)) return amount->value;
            return words;
        case ValueType::date:
            if (const auto day = base::Date::parse(cell.text)) return *day;
            return words;
        case ValueType::yes_no: return cell.text == "yes";
        default: return words;
    }
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
        fmt::format("有{}条记录，一次最多导出{}条", total, kExportRecordsMax),
        fmt::format("{} records are too many: at most {} go out at once", total, kExportRecordsMax)}
        .hint("先筛选再导出", "filter the list first");
}

}  // namespace

Result<std::string> export_records(RecordDesk& desk, const record::Registry& registry,
                                   RecordListQuery query, const std::vector<std::string>& wanted,
                                   exchange::ExportFormat format, Language language,
                                   const std::string& who) {
    auto total = desk.count(registry, query);
    if (!total) return unexpected(std::move(total.error()));
    if (*total > static_cast<std::int64_t>(kExportRecordsMax)) return unexpected(too_long(*total));
    const auto& fields = registry.definition().fields;
    const std::vector<std::size_t> columns = columns_of(desk, registry, wanted);
    const bool is_zh = language != Language::en;
    exchange::ExportSpec spec{.name = name_of(registry.definition().name, language)};
    spec.columns.push_back({.key = "id", .form = {.title = is_zh ? "登记号" : "Number"}});
    spec.columns.push_back({.key = "state", .form = {.title = is_zh ? "状态" : "State"}});
    for (const std::size_t i : columns) spec.columns.push_back(column_of(fields[i], language));
    spec.remarks = {{is_zh ? "导出日期" : "Taken out on", base::to_string(desk.today())},
                    {is_zh ? "导出人" : "By", who},
                    {is_zh ? "记录数" : "Records", std::to_string(*total)}};
    if (!query.search.empty()) spec.remarks.emplace_back(is_zh ? "搜索" : "Search", query.search);
    for (const RecordFilter& one : query.filters)
        spec.remarks.emplace_back(is_zh ? "筛选条件" : "Filter", one.field + " " + one.text);

    const TemporaryFile file(suffix_of(format));
    auto out = exchange::TableExport::create(file.path(), format, std::move(spec));
    if (!out) return unexpected(std::move(out.error()));
    query.limit = record::kMaxPage;
    do {
        auto page = desk.rows(registry, query);
        if (!page) return unexpected(std::move(page.error()));
        for (const SeenRecord& one : page->records) {
            std::vector<CellValue> row{base::Decimal(*base::Decimal::of(one.record.id)),
                                       one.record.state};
            for (const std::size_t i : columns)
                row.push_back(value_of(fields[i], one.cells[i], language));
            if (auto added = out->add_row(row); !added) return unexpected(added.error());
        }
        query.cursor = page->next;
    } while (!query.cursor.empty());
    if (auto finished = out->finish(); !finished) return unexpected(finished.error());
    return file.bytes();
}

}  // namespace kc::office
