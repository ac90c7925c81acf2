// SPDX-License-Identifier: Apache-2.0
// What a table file holds, whatever wrote it: sheets of rows of cells, each with its place.
//
// Rows are sparse: only cells with something in them are there, in order of their columns. Numbers
// are exact decimals as written (a workbook keeps 15 digits; the binary noise behind them that
// writers leave, 2.6000000000000001, is no digit somebody typed).
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "base/date.hpp"
#include "base/decimal.hpp"

namespace kc::exchange {

enum class CellKind : std::uint8_t {
    missing,  // nothing, but worth naming: a formula without a value, a cell below a merged one
    text,     // text in a workbook
    untyped,  // a field of a CSV file, which does not say what it is
    number,
    date,
    boolean,
    error,  // #N/A, #DIV/0! …; also 29 February 1900, which spreadsheets know and nobody else
};

// Where a cell stands in a merged range.
enum class MergeRole : std::uint8_t {
    none,
    first,   // the upper left cell, which holds the value
    below,   // under it: carries a copy
    beside,  // to the right of it, in any row: carries a copy
};

struct SheetCell {
    std::uint32_t column = 0;  // from 1
    CellKind kind = CellKind::missing;
    MergeRole merge = MergeRole::none;
    bool is_formula = false;
    bool is_percent = false;   // the number is shown times 100 with a %: 0.58 means 58%
    bool is_scaled = false;    // its format shows thousands: what is seen is not what is stored
    bool digits_lost = false;  // a number of more than 15 digits; the last ones are no longer known
    bool has_time = false;     // a date with a time of day, which `text` tells
    std::string text = {};     // as a person sees it, dates as 2024-05-06
    std::optional<base::Decimal> number = {};  // empty also for a number beyond 18 digits
    std::optional<base::Date> date = {};

    bool operator==(const SheetCell&) const = default;
};

struct SheetRow {
    std::uint32_t number = 0;  // from 1, as a spreadsheet shows it; blank lines of CSV count too
    bool is_hidden = false;
    std::vector<SheetCell> cells = {};

    // Null when there is nothing in that column.
    [[nodiscard]] const SheetCell* find(std::uint32_t column) const;
};

// "A" for 1, "AA" for 27.
std::string column_letters(std::uint32_t column);

// "C5"
std::string cell_name(std::uint32_t row, std::uint32_t column);

struct SheetInfo {
    std::string name = {};  // "" in CSV
    bool is_hidden = false;

    bool operator==(const SheetInfo&) const = default;
};

// Every loop over a foreign table has its end here.
struct TableLimits {
    std::size_t file_bytes_max = std::size_t{256} << 20;
    std::size_t parts_max = 10'000;
    std::size_t part_bytes_max = std::size_t{2} << 30;  // unpacked, read as a stream
    std::size_t small_part_bytes_max = std::size_t{32} << 20;
    std::size_t ratio_max = 400;  // unpacked to packed, asked of parts above 8 MiB
    std::size_t shared_text_bytes_max = std::size_t{128} << 20;
    std::size_t shared_texts_max = 4'000'000;
    std::size_t token_bytes_max = std::size_t{4} << 20;  // one tag or comment
    std::size_t depth_max = 64;
    std::size_t sheets_max = 256;
    std::size_t styles_max = 65'536;
    std::size_t merges_max = 65'536;
    std::size_t rows_max = 1'048'576;  // with something in them
    std::size_t columns_max = 1'024;   // the last one used
    std::size_t cells_max = 40'000'000;
    std::size_t text_bytes_max = std::size_t{4} << 30;  // of all cells, one after the other
    std::size_t cell_bytes_max = 4 * std::size_t{32'767};
};

}  // namespace kc::exchange
