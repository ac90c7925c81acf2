// SPDX-License-Identifier: Apache-2.0
// One cell as a value of its column, with what there is to say about it.
//
// What people really type is understood and named: numbers as text, full-width digits, 1,234.5,
// 三百, 50万元, 58%, dates as 2024.5.6 or 45418, dashes for "none". What may mean two things is an
// error, never a guess: 01/02/2024, 2024.10 as a date, an amount in merged cells.
#pragma once

#include <cstddef>
#include <memory>
#include <optional>
#include <string>
#include <unordered_map>
#include <vector>

#include "base/unit.hpp"
#include "exchange/table_finding.hpp"
#include "exchange/table_schema.hpp"
#include "exchange/table_sheet.hpp"

namespace kc::exchange {

// A column of the schema made ready for many cells.
struct FieldReader {
    const ColumnSchema* schema = nullptr;
    base::Unit unit = {};          // of the schema
    base::Unit unit_in_file = {};  // what a bare number in the file is in
    bool is_unit_stated = false;   // by the file's header
    bool is_typed = true;          // false for CSV: there a number as text is nothing unusual
    bool days_from_1904 = false;   // for dates that were left as numbers
    // Comparable word of a choice to its code.
    std::unordered_map<std::string, std::string> choices = {};
    // How many wrong choices more are compared with the right ones; a column that is wrong from top
    // to bottom would take minutes. The only thing that cells of a column share.
    std::size_t suggestions_left = 1'000;
};

// `schema` must outlive the reader, and be sound (check_schema).
FieldReader make_field_reader(const ColumnSchema& schema,
                              const std::optional<base::Unit>& unit_in_file, bool is_typed,
                              bool days_from_1904);

struct FieldRead {
    FieldValue value = {};
    // Without row, column and field, which the caller knows.
    std::vector<CellFinding> findings = {};
    bool is_cleared = false;  // the cell says that the field is to be emptied

    [[nodiscard]] bool has_error() const;
};

// `cell` null: there is nothing. A missing value is an error only where the column is required.
FieldRead read_field(FieldReader& reader, const SheetCell* cell);

}  // namespace kc::exchange
