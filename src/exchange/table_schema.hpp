// SPDX-License-Identifier: Apache-2.0
// What a table should hold: its columns, declared as values. Registries, forms and figures declare
// theirs; this room makes the template from it, recognises the header, reads the cells and says
// what is wrong with each.
//
// Amounts of money become exact 分 and other figures are converted to the column's unit, whatever
// unit the header of the file names.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "base/date.hpp"
#include "base/decimal.hpp"
#include "base/money.hpp"
#include "base/result.hpp"
#include "exchange/table_value.hpp"

namespace kc::exchange {

enum class ColumnType : std::uint8_t { text, number, money, date, yes_no, code, choice };

// Codes with a form of their own are checked for it; `any` is any text without blanks.
enum class CodeForm : std::uint8_t { any, credit_code, region_code, citizen_number, patent_number };

struct ColumnChoice {
    std::string code = {};  // what is stored
    std::string zh = {};    // what people see and type
    std::string en = {};
    std::vector<std::string> aliases = {};
};

struct ColumnSchema {
    std::string key = {};
    std::string zh = {};
    std::string en = {};
    std::vector<std::string> aliases = {};
    ColumnType type = ColumnType::text;
    CodeForm code_form = CodeForm::any;
    std::string unit = {};  // of a number; of money: what the template asks for, 万元 or 元
    bool required = false;
    bool unique = false;
    bool whole = false;                     // a number without digits after the point
    std::optional<base::Decimal> min = {};  // inclusive, in `unit`
    std::optional<base::Decimal> max = {};
    std::optional<base::Date> first_date = {};  // inclusive
    std::optional<base::Date> last_date = {};
    std::size_t length_max = 500;  // characters of text and codes
    // Of a choice, all there are. Of a text they are offered, and anything else may be written.
    std::vector<ColumnChoice> choices = {};
    bool may_clear = false;    // 清空 or (clear) in a cell says that the field is to be emptied
    std::string note_zh = {};  // how the figure is defined (口径), what to fill in
    std::string note_en = {};
    std::string example = {};
};

// Whether a cell says so.
bool is_clear_word(std::string_view text);

struct TableSchema {
    std::string key = {};
    std::string zh = {};
    std::string en = {};
    std::vector<ColumnSchema> columns = {};
    // Keys of columns whose values together may stand in one row alone: {{"county", "period"}}.
    std::vector<std::vector<std::string>> unique_together = {};
    std::vector<std::string> notes_zh = {};
    std::vector<std::string> notes_en = {};

    [[nodiscard]] std::optional<std::size_t> find(const std::string& key) const;
};

inline constexpr std::size_t kSchemaColumnsMax = 500;
inline constexpr std::size_t kSchemaChoicesMax = 20'000;

// What is wrong with the schema itself: keys and names given twice, a unit that is none, choices
// missing, a range upside down. Everything else here needs a sound one.
Diagnostics check_schema(const TableSchema& schema);

// One value of a row: std::monostate is missing, which is neither 0 nor "". A choice is its code.
using FieldValue =
    std::variant<std::monostate, std::string, base::Decimal, base::Money, base::Date, bool>;

// For going out again, money in `unit`.
CellValue to_cell_value(const FieldValue& value, const ColumnSchema& column);

// "研发经费（万元）", as the template's header has it.
std::string header_text(const ColumnSchema& column, Language language = Language::zh);

}  // namespace kc::exchange
