// SPDX-License-Identifier: Apache-2.0
// Tables of any source as lines of text: one line a row, cells joined by " | ".
//
// A cell that spans rows is repeated in every row it covers, so that each row can be read alone;
// the copies are marked as repeats. A cell that spans columns stands in its first column and
// leaves the others empty, but a short one in the header rows is repeated over its columns, for
// there it names each of them. A table that only arranges a page (one column, whole articles in
// its cells, tables inside) is no table to its reader: its cells become lines of their own.
#pragma once

#include <cstdint>
#include <vector>

#include "exchange/lines.hpp"

namespace kc::exchange {

struct TableCell {
    Lines lines = {};
    std::uint32_t column_span = 1;
    std::uint32_t row_span = 1;  // clipped to the table
    bool is_header = false;
};

struct TableRow {
    std::vector<TableCell> cells = {};
    bool is_header = false;
};

struct Table {
    std::vector<TableRow> rows = {};
    std::uint32_t number = 0;  // for LineStyle::table
};

inline constexpr std::uint32_t kTableColumnsMax = 256;

void append_table(Lines& out, Table&& table);

}  // namespace kc::exchange
