// SPDX-License-Identifier: Apache-2.0
#include "exchange/table_schema.hpp"

#include <fmt/format.h>

#include <set>
#include <string_view>
#include <utility>

#include "base/quantity.hpp"
#include "base/unit.hpp"
#include "exchange/table_header.hpp"

namespace kc::exchange {
namespace {

Diagnostic bad_schema(const std::string& column, std::string_view zh, std::string_view en) {
    return {.code = "E-table-schema",
            .zh = fmt::format("表格定义的列“{}”{}", column, zh),
            .en = fmt::format("column '{}' of the table: {}", column, en)};
}

void check_unit(const ColumnSchema& column, Diagnostics& found) {
    const bool is_money = column.type == ColumnType::money;
    const Result<base::Unit> unit = base::Unit::parse(column.unit);
    if (!column.unit.empty() && column.type != ColumnType::number && !is_money)
        found.push_back(bad_schema(column.key, "不该有单位", "has a unit but is no figure"));
    else if (!unit || (is_money && unit->dimension() != base::Dimension::yuan))
        found.push_back(bad_schema(column.key, "的单位不对", "its unit is wrong"));
}

void check_choices(const ColumnSchema& column, Diagnostics& found) {
    if (column.type != ColumnType::choice) return;
    if (column.choices.empty() || column.choices.size() > kSchemaChoicesMax)
        found.push_back(bad_schema(column.key, "的选项太少或太多", "too few or too many choices"));
    std::set<std::string> words;
    for (const ColumnChoice& choice : column.choices) {
        // The same word twice in one choice is no harm.
        std::set<std::string> own = {comparable(choice.code), comparable(choice.zh),
                                     comparable(choice.en)};
        for (const std::string& alias : choice.aliases) own.insert(comparable(alias));
        own.erase("");
        for (const std::string& word : own) {
            if (!words.insert(word).second)
                found.push_back(bad_schema(column.key, fmt::format("有两个选项都叫“{}”", word),
                                           fmt::format("two choices are called '{}'", word)));
        }
    }
}

void check_range(const ColumnSchema& column, Diagnostics& found) {
    const bool numbers = column.min && column.max && *column.max < *column.min;
    const bool dates =
        column.first_date && column.last_date && *column.last_date < *column.first_date;
    if (numbers || dates)
        found.push_back(bad_schema(column.key, "的范围上下颠倒", "its range is upside down"));
}

std::optional<base::Decimal> money_in(base::Money amount, const std::string& unit) {
    const Result<base::Unit> to = base::Unit::parse(unit);
    const Result<base::Unit> yuan = base::Unit::parse("元");
    if (!to || !yuan) return std::nullopt;
    const auto converted = base::convert({amount.to_yuan(), *yuan}, *to);
    return converted ? std::optional(converted->value) : std::nullopt;
}

}  // namespace

std::optional<std::size_t> TableSchema::find(const std::string& wanted) const {
    for (std::size_t i = 0; i < columns.size(); ++i) {
        if (columns[i].key == wanted) return i;
    }
    return std::nullopt;
}

Diagnostics check_schema(const TableSchema& schema) {
    Diagnostics found;
    if (schema.columns.empty() || schema.columns.size() > kSchemaColumnsMax)
        found.push_back(bad_schema("", "太少或太多", "too few or too many columns"));
    std::set<std::string> keys;
    std::set<std::string> names;
    for (const ColumnSchema& column : schema.columns) {
        if (column.key.empty() || !keys.insert(column.key).second)
            found.push_back(
                bad_schema(column.key, "的键为空或重复", "its key is empty or repeated"));
        std::set<std::string> own = {comparable(column.zh), comparable(column.en)};
        for (const std::string& alias : column.aliases) own.insert(comparable(alias));
        own.erase("");
        if (own.empty()) found.push_back(bad_schema(column.key, "没有名称", "it has no name"));
        for (const std::string& name : own) {
            if (!names.insert(name).second)
                found.push_back(bad_schema(column.key, fmt::format("与另一列同名“{}”", name),
                                           fmt::format("another one is called '{}' too", name)));
        }
        check_unit(column, found);
        check_choices(column, found);
        check_range(column, found);
    }
    for (const std::vector<std::string>& group : schema.unique_together) {
        for (const std::string& key : group) {
            if (!keys.contains(key))
                found.push_back(
                    bad_schema(key, "不存在，却要求唯一", "must be unique but is not there"));
        }
    }
    return found;
}

bool is_clear_word(std::string_view text) {
    constexpr std::size_t kLongest = 32;  // bytes, with blanks and full-width brackets
    if (text.size() > kLongest) return false;
    const std::string word = comparable(text);
    return word == "清空" || word == "(清空)" || word == "(clear)";
}

CellValue to_cell_value(const FieldValue& value, const ColumnSchema& column) {
    if (const auto* text = std::get_if<std::string>(&value)) {
        for (const ColumnChoice& choice : column.choices) {
            if (choice.code == *text && !choice.zh.empty()) return choice.zh;
        }
        return *text;
    }
    if (const auto* number = std::get_if<base::Decimal>(&value)) return *number;
    if (const auto* date = std::get_if<base::Date>(&value)) return *date;
    if (const auto* yes = std::get_if<bool>(&value)) return *yes;
    if (const auto* amount = std::get_if<base::Money>(&value)) {
        if (const auto number = money_in(*amount, column.unit)) return *number;
        return base::to_string(*amount);
    }
    return {};
}

std::string header_text(const ColumnSchema& column, Language language) {
    const bool english = column.zh.empty() || (language == Language::en && !column.en.empty());
    if (column.unit.empty()) return english ? column.en : column.zh;
    return english ? fmt::format("{} ({})", column.en, column.unit)
                   : fmt::format("{}（{}）", column.zh, column.unit);
}

}  // namespace kc::exchange
