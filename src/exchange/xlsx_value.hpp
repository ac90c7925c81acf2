// SPDX-License-Identifier: Apache-2.0
// The number of a workbook's cell: digits, dates counted in days, what its format shows. Private to
// the workbook reader.
#pragma once

#include <optional>
#include <string_view>

#include "exchange/table_sheet.hpp"
#include "exchange/xlsx_book.hpp"

namespace kc::exchange {

struct XlsxNumber {
    std::optional<base::Decimal> value = {};  // empty when it does not fit 18 digits
    bool digits_lost = false;                 // its whole part has more than 15 digits
};

// "2.6000000000000001", "1.2E-3". Rounded to the 15 digits that spreadsheets keep; empty when it is
// no number at all.
std::optional<XlsxNumber> read_xlsx_number(std::string_view text);

// Fills in kind, text, number and date from the text of a numeric cell and its look; false when
// the text is no number.
bool fill_number(SheetCell& cell, std::string_view text, const NumberLook& look, bool is_1904);

// The same for a cell of type "d": 2024-05-06 or 2024-05-06T12:30:00.
void fill_iso_date(SheetCell& cell, std::string_view text);

}  // namespace kc::exchange
