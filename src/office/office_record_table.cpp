// SPDX-License-Identifier: Apache-2.0
#include "office/office_record_table.hpp"

#include <algorithm>
#include <set>
#include <utility>

#include "base/quantity.hpp"
#include "exchange/table_header.hpp"
#include "record/limits.hpp"

namespace kc::office {
namespace {

using exchange::CodeForm;
using exchange::ColumnSchema;
using exchange::ColumnType;
using pack::RegistryField;
using pack::ValueType;

constexpr std::size_t kTextCharactersMax = record::kMaxTextBytes / 4;
constexpr std::size_t kCodeCharactersMax = 200;

CodeForm form_of(pack::Format format) {
    switch (format) {
        case pack::Format::credit_code: return CodeForm::credit_code;
        case pack::Format::citizen_number: return CodeForm::citizen_number;
        case pack::Format::patent_number: return CodeForm::patent_number;
        default: return CodeForm::any;
    }
}

// Codes that people write with blanks are texts to the file's reader; their own rules come later.
bool is_code_without_blanks(const RegistryField& field) {
    if (field.type != ValueType::code) return false;
    return field.format != pack::Format::phone && field.format != pack::Format::document_number;
}

ColumnType type_of(const RegistryField& field) {
    switch (field.type) {
        case ValueType::number:
        case ValueType::year: return ColumnType::number;
        case ValueType::money: return ColumnType::money;
        case ValueType::date: return ColumnType::date;
        case ValueType::yes_no: return ColumnType::yes_no;
        case ValueType::choice: return ColumnType::choice;
        case ValueType::code:
            return is_code_without_blanks(field) ? ColumnType::code : ColumnType::text;
        default: return ColumnType::text;
    }
}

// The regions of the plan, offered; others may be written by code or full name.
void offer_regions(const LivePack& live, base::Date today, ColumnSchema& column) {
    const record::Regions& regions = live.registries->regions();
    for (const std::string& code : regions.with_all_below(live.manifest().region)) {
        const record::Region* region = regions.find(code);
        if (region == nullptr || !region->is_in_force(today)) continue;
        column.choices.push_back({.code = code, .zh = region->zh, .en = region->en});
    }
}

void add_note(ColumnSchema& column, std::string_view zh, std::string_view en) {
    column.note_zh += (column.note_zh.empty() ? "" : "；") + std::string(zh);
    column.note_en += (column.note_en.empty() ? "" : "; ") + std::string(en);
}

ColumnSchema column_of(const LivePack& live, const RegistryField& field, base::Date today) {
    ColumnSchema column{.key = field.code,
                        .zh = field.name.zh,
                        .en = field.name.en,
                        .type = type_of(field),
                        .code_form = form_of(field.format),
                        .min = field.min,
                        .max = field.max,
                        .length_max = kTextCharactersMax,
                        .note_zh = field.help.zh,
                        .note_en = field.help.en.empty() ? field.help.zh : field.help.en};
    switch (field.type) {
        case ValueType::number:
            column.unit = file_unit(field);
            column.whole = field.places == 0;
            break;
        case ValueType::money: column.unit = file_unit(field); break;
        case ValueType::year:
            column.whole = true;
            if (!column.min) column.min = base::Decimal(record::kMinYear);
            if (!column.max) column.max = base::Decimal(record::kMaxYear);
            break;
        case ValueType::choice:
            for (const pack::Choice& one : field.choices)
                column.choices.push_back({one.code, one.name.zh, one.name.en, {}});
            break;
        case ValueType::region:
            offer_regions(live, today, column);
            add_note(column, "写全称或行政区划代码", "the full name or the code of the region");
            break;
        case ValueType::reference: {
            const record::Registry* other = live.registries->find(field.of);
            if (other == nullptr) break;
            const pack::Bilingual& name = other->definition().name;
            add_note(column, name.zh + "登记库里的一条：写统一社会信用代码等编号、全称或登记号",
                     "one of " + (name.en.empty() ? name.zh : name.en) +
                         ": its code, its full name or its number");
            break;
        }
        case ValueType::code: column.length_max = kCodeCharactersMax; break;
        default: break;
    }
    return column;
}

// Names are compared as the header's are: two alike could not be told apart in a file.
void name_apart(ColumnSchema& column, std::set<std::string>& taken) {
    for (std::string* name : {&column.zh, &column.en}) {
        const std::string own = exchange::comparable(*name);
        const bool same_as_zh = name == &column.en && own == exchange::comparable(column.zh);
        if (!own.empty() && !same_as_zh && !taken.insert(own).second) {
            *name += " " + column.key;
            taken.insert(exchange::comparable(*name));
        }
    }
}

ColumnSchema number_column(std::string_view key, std::string zh, std::string en,
                           std::string note_zh, std::string note_en) {
    return {.key = std::string(key),
            .zh = std::move(zh),
            .en = std::move(en),
            .type = ColumnType::number,
            .whole = true,
            .min = base::Decimal(1),
            .note_zh = std::move(note_zh),
            .note_en = std::move(note_en)};
}

void add_own_columns(exchange::TableSchema& schema, std::vector<std::size_t>& fields, TableUse use,
                     std::set<std::string>& taken) {
    std::vector<ColumnSchema> own;
    own.push_back(number_column(kNumberKey, "登记号", "Record number",
                                "新登记的留空；修改已登记的不要改动",
                                "Empty for what is new; of what is registered, leave it as it is"));
    own.push_back(number_column(
        kVersionKey, "登记版本", "Record version", "导出时的版本，不要改动；他人改过的会提示",
        "As it was exported, leave it as it is; changes by others are then noticed"));
    // Lists say the state of each record; a file does not change it.
    if (use == TableUse::read_in && !taken.contains("状态"))
        own.push_back({.key = std::string(kStateKey), .zh = "状态", .en = "Record state"});
    for (ColumnSchema& column : own) name_apart(column, taken);
    schema.columns.insert(schema.columns.begin(), own.begin(), own.end());
    fields.insert(fields.begin(), own.size(), kNoFieldHere);
}

std::string english(const pack::Bilingual& name) {
    return name.en.empty() ? name.zh : name.en;
}

}  // namespace

std::string file_unit(const RegistryField& field) {
    std::string unit = base::to_string(field.unit);
    return field.type == ValueType::money && unit.empty() ? "元" : unit;
}

Result<RecordTable> record_table(const LivePack& live, const record::Registry& registry,
                                 const std::vector<access::FieldView>& views, TableUse use,
                                 base::Date today) {
    const pack::Registry& definition = registry.definition();
    RecordTable table;
    table.schema.key = definition.code;
    table.schema.zh = definition.name.zh;
    table.schema.en = english(definition.name);
    std::set<std::string> taken;
    for (std::size_t i = 0; i < definition.fields.size(); ++i) {
        const RegistryField& field = definition.fields[i];
        // Without what is required nobody could enter anything.
        if (views[i].most == access::Sight::hidden && !field.is_required) continue;
        ColumnSchema column = column_of(live, field, today);
        column.required = use == TableUse::fill_in && field.is_required;
        column.unique = use == TableUse::fill_in && field.is_unique;
        column.may_clear = !field.is_required;
        name_apart(column, taken);
        table.schema.columns.push_back(std::move(column));
        table.fields.push_back(i);
    }
    add_own_columns(table.schema, table.fields, use, taken);
    table.schema.notes_zh = {
        definition.definition.zh,
        "空着的格子表示不改动；要清空某一项，写“清空”；0 就是 0，不等于没填。",
        "导出的清单改好以后可以直接导入：按登记号找到原记录，只改有变化的格子。"};
    table.schema.notes_en = {
        english(definition.definition),
        "An empty cell leaves the field as it is; write (clear) to empty it. 0 is zero, not "
        "nothing.",
        "A list that was exported can be edited and imported: records are found by their numbers, "
        "and only what differs is changed."};
    const Diagnostics wrong = exchange::check_schema(table.schema);
    if (!wrong.empty()) return unexpected(wrong.front());
    return table;
}

std::vector<std::size_t> naming_fields(const record::Registry& registry) {
    const pack::Registry& definition = registry.definition();
    std::vector<std::size_t> positions;
    for (std::size_t i = 0; i < definition.fields.size(); ++i) {
        const std::string& code = definition.fields[i].code;
        const bool is_key = std::find(definition.keys.begin(), definition.keys.end(), code) !=
                            definition.keys.end();
        if (is_key || code == definition.title) positions.push_back(i);
    }
    return positions;
}

Result<RecordTable> year_table(const LivePack& live, const record::Registry& registry,
                               const std::vector<access::FieldView>& views, TableUse use,
                               base::Date today) {
    const pack::Registry& definition = registry.definition();
    RecordTable table;
    table.schema.key = definition.code;
    table.schema.zh = definition.name.zh + "年度数据";
    table.schema.en = english(definition.name) + " - yearly figures";
    std::set<std::string> taken;
    const auto add = [&](ColumnSchema column, std::size_t field) {
        name_apart(column, taken);
        table.schema.columns.push_back(std::move(column));
        table.fields.push_back(field);
    };
    add(number_column(kNumberKey, "登记号", "Record number", "有登记号就按登记号找记录",
                      "Where it is there, it tells which record is meant"),
        kNoFieldHere);
    for (const std::size_t i : naming_fields(registry)) {
        ColumnSchema column = column_of(live, definition.fields[i], today);
        column.key = std::string(kWhichKey) + column.key;
        add(std::move(column), kNoFieldHere);
    }
    ColumnSchema year =
        number_column(kYearKey, "年度", "Year", "哪一年的数据", "Which year the figures are of");
    year.required = true;
    year.min = base::Decimal(record::kMinYear);
    year.max = base::Decimal(today.year());
    add(std::move(year), kNoFieldHere);
    add(number_column(kVersionKey, "数据版本", "Version of the figures",
                      "导出时的版本，不要改动；他人改过的会提示",
                      "As it was exported, leave it as it is; changes by others are then noticed"),
        kNoFieldHere);
    for (std::size_t i = 0; i < definition.yearly.size(); ++i) {
        if (views[i].most == access::Sight::hidden) continue;
        ColumnSchema column = column_of(live, definition.yearly[i], today);
        column.required = use == TableUse::fill_in && definition.yearly[i].is_required;
        column.may_clear = !definition.yearly[i].is_required;
        add(std::move(column), i);
    }
    add({.key = std::string(kSourceKey),
         .zh = "数据来源",
         .en = "Source",
         .length_max = record::kMaxReasonBytes / 4},
        kNoFieldHere);
    table.schema.notes_zh = {
        "每条记录每一年一行；记录要先登记好，本表不新增记录。",
        "空着的格子表示不改动；要清空某一项，写“清空”；0 就是 0，不等于没填。"};
    table.schema.notes_en = {
        "A row for each record and year. The records have to be registered; this table makes none.",
        "An empty cell leaves the figure as it is; write (clear) to empty it. 0 is zero, not "
        "nothing."};
    const Diagnostics wrong = exchange::check_schema(table.schema);
    if (!wrong.empty()) return unexpected(wrong.front());
    return table;
}

std::optional<std::string> field_text(const exchange::FieldValue& value) {
    if (const auto* text = std::get_if<std::string>(&value)) return *text;
    if (const auto* number = std::get_if<base::Decimal>(&value)) return base::to_string(*number);
    if (const auto* amount = std::get_if<base::Money>(&value))
        return base::to_string(amount->to_yuan()) + "元";
    if (const auto* date = std::get_if<base::Date>(&value)) return base::to_string(*date);
    if (const auto* yes = std::get_if<bool>(&value)) return *yes ? "yes" : "no";
    return std::nullopt;
}

exchange::CellValue file_value(const RegistryField& field, const SeenCell& cell,
                               Language language) {
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
        default: return words;
    }
}

}  // namespace kc::office
