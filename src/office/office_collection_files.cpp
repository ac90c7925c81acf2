// SPDX-License-Identifier: Apache-2.0
#include "office/office_collection_files.hpp"

#include <array>

#include <fmt/format.h>

#include "base/check.hpp"
#include "base/money.hpp"
#include "base/quantity.hpp"
#include "exchange/table_import.hpp"
#include "exchange/table_marks.hpp"
#include "exchange/table_reader.hpp"
#include "exchange/table_template.hpp"
#include "office/temporary_file.hpp"

namespace kc::office {
namespace {

using exchange::ColumnSchema;
using exchange::ColumnType;
using exchange::FieldValue;

constexpr std::string_view kUnitKey = "_unit";
constexpr std::string_view kPeriodKey = "_period";
constexpr std::string_view kExplanationKey = "_explanation";
constexpr std::array<std::string_view, 4> kChanges = {"same", "new", "changed", "cleared"};

bool is_money(base::Unit unit) {
    return unit.dimension() == base::Dimension::yuan && !unit.is_per();
}

ColumnSchema fixed_column(std::string_view key, std::string zh, std::string en, std::string code,
                          std::string name_zh, std::string name_en) {
    ColumnSchema column{.key = std::string(key),
                        .zh = std::move(zh),
                        .en = std::move(en),
                        .type = ColumnType::choice,
                        .required = true,
                        .note_zh = "不要改动",
                        .note_en = "Leave as it is"};
    if (name_en.empty()) name_en = name_zh;
    column.choices = {
        {.code = code, .zh = std::move(name_zh), .en = std::move(name_en), .aliases = {code}}};
    return column;
}

ColumnSchema column_of(const pack::FormField& field) {
    ColumnSchema column{.key = field.code,
                        .zh = field.name.zh,
                        .en = field.name.en.empty() ? field.code : field.name.en,
                        .type = is_money(field.unit) ? ColumnType::money : ColumnType::number,
                        .unit = base::to_string(field.unit),
                        .required = field.is_required,
                        .whole = field.places == 0 && !is_money(field.unit),
                        .min = field.min,
                        .max = field.max};
    if (field.help) {
        column.note_zh = field.help->zh;
        column.note_en = field.help->en.empty() ? field.help->zh : field.help->en;
    }
    return column;
}

std::optional<base::Decimal> value_of(const FieldValue& value, const pack::FormField& field) {
    if (const auto* number = std::get_if<base::Decimal>(&value)) return *number;
    if (const auto* money = std::get_if<base::Money>(&value)) {
        const auto yuan = base::Unit::parse("元");
        KC_CHECK(yuan.has_value());
        const auto converted = base::convert({money->to_yuan(), *yuan}, field.unit);
        if (converted) return converted->value;
    }
    return std::nullopt;
}

FieldValue field_value(const base::Decimal& value, const pack::FormField& field) {
    if (!is_money(field.unit)) return value;
    const auto yuan = base::Unit::parse("元");
    KC_CHECK(yuan.has_value());
    const auto converted = base::convert({value, field.unit}, *yuan);
    const auto money = converted ? base::Money::from_yuan(converted->value)
                                 : Result<base::Money>(unexpected(converted.error()));
    return money ? FieldValue(*money) : FieldValue();
}

Diagnostic not_one_row(std::size_t rows) {
    return Diagnostic{"E-sheet-rows",
                      {},
                      fmt::format("这里要有一行数据，文件里有{}行", rows),
                      fmt::format("one row of figures is needed, the file has {}", rows)}
        .hint("用本填报单下载的模板", "use the template of this very sheet");
}

// The one explanation of the file goes to every cell that needs one and has none.
void spread_explanation(collection::Cells& cells, const std::string& text,
                        const collection::SheetReport& report) {
    if (text.empty()) return;
    for (const collection::SheetFinding& finding : report.findings) {
        if (finding.what.severity != Severity::warning || finding.is_explained) continue;
        for (collection::CellEntry& cell : cells) {
            if (!finding.fields.empty() && cell.field == finding.fields.front())
                cell.explanation = text;
        }
    }
}

UploadedCell change_of(const CellView& before, const collection::CellEntry& now) {
    UploadedCell cell{.field = now.field, .value = now.value, .before = before.entry.value};
    if (cell.value == cell.before)
        cell.change = CellChange::same;
    else if (!cell.before)
        cell.change = CellChange::added;
    else
        cell.change = cell.value ? CellChange::changed : CellChange::cleared;
    return cell;
}

}  // namespace

std::string_view to_string(CellChange change) {
    return kChanges[static_cast<std::size_t>(change)];
}

exchange::TableSchema schema_of_sheet(const SheetView& view) {
    const pack::Form& form = *view.form;
    exchange::TableSchema schema{
        .key = form.code,
        .zh = fmt::format("{}（{}，{}）", form.name.zh, view.unit.name.zh,
                          base::to_chinese_string(view.period)),
        .en = fmt::format("{} ({}, {})", form.name.en.empty() ? form.code : form.name.en,
                          view.unit.name.en.empty() ? view.unit.code : view.unit.name.en,
                          base::to_string(view.period))};
    schema.columns.push_back(fixed_column(kUnitKey, "填报单位", "Unit", view.unit.code,
                                          view.unit.name.zh, view.unit.name.en));
    schema.columns.push_back(fixed_column(kPeriodKey, "报告期", "Period",
                                          base::to_string(view.period),
                                          base::to_chinese_string(view.period), ""));
    for (const pack::FormField& field : form.fields) schema.columns.push_back(column_of(field));
    schema.columns.push_back({.key = std::string(kExplanationKey),
                              .zh = "情况说明",
                              .en = "Explanation",
                              .note_zh = "数据异常时写明原因",
                              .note_en = "Why a figure is unusual"});
    schema.notes_zh = {form.definition.zh};
    schema.notes_en = {form.definition.en.empty() ? form.definition.zh : form.definition.en};
    if (!form.basis.empty()) {
        schema.notes_zh.push_back("依据：" + form.basis);
        schema.notes_en.push_back("By: " + form.basis);
    }
    return schema;
}

Result<std::string> sheet_template(const SheetView& view, Language language) {
    const exchange::TableSchema schema = schema_of_sheet(view);
    std::vector<FieldValue> row{view.unit.code, base::to_string(view.period)};
    for (const CellView& cell : view.cells) {
        const auto& value = cell.entry.value ? cell.entry.value : cell.prefill;
        row.push_back(value ? field_value(*value, *cell.field) : FieldValue());
    }
    row.emplace_back();
    return exchange::template_bytes(schema,
                                    {.language = language, .rows = 1, .prefill = {std::move(row)}});
}

Result<SheetUpload> read_sheet_file(Office& office, const SheetView& view, std::string_view bytes) {
    SheetUpload upload{.schema = schema_of_sheet(view)};
    auto file = exchange::TableFile::open(bytes);
    if (!file) return unexpected(file.error());
    auto import = exchange::TableImport::open(*file, upload.schema);
    if (!import) return unexpected(import.error());
    exchange::TypedRow row;
    exchange::TypedRow first;
    std::size_t rows = 0;
    for (;;) {
        auto more = import->next(row);
        if (!more) return unexpected(more.error());
        if (!*more) break;
        if (++rows == 1) first = row;
        for (const exchange::CellFinding& one : row.findings) upload.findings.push_back(one);
    }
    upload.problems = import->report().problems;
    if (rows != 1) upload.problems.push_back(not_one_row(rows));
    upload.is_readable = rows == 1 && import->report().is_clean();
    if (rows == 0) return upload;

    constexpr std::size_t kFixed = 2;
    for (std::size_t i = 0; i < view.cells.size(); ++i) {
        const pack::FormField& field = *view.cells[i].field;
        collection::CellEntry cell{.field = field.code,
                                   .value = value_of(first.values[i + kFixed], field),
                                   .explanation = view.cells[i].entry.explanation};
        upload.changes.push_back(change_of(view.cells[i], cell));
        upload.cells.push_back(std::move(cell));
    }
    std::string explanation;
    if (const auto* text = std::get_if<std::string>(&first.values.back())) explanation = *text;
    upload.report = report_on(office, view, upload.cells);
    spread_explanation(upload.cells, explanation, upload.report);
    upload.report = report_on(office, view, upload.cells);
    return upload;
}

Result<std::string> marked_sheet_file(const SheetView& view, std::string_view bytes,
                                      Language language) {
    auto file = exchange::TableFile::open(bytes);
    if (!file) return unexpected(file.error());
    const exchange::TableSchema schema = schema_of_sheet(view);
    const TemporaryFile marked(".xlsx");
    auto written =
        exchange::write_marked_table(marked.path(), *file, schema, {}, {.language = language});
    if (!written) return unexpected(written.error());
    return marked.bytes();
}

}  // namespace kc::office
