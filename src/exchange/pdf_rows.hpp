// SPDX-License-Identifier: Apache-2.0
// Which row of a table each piece of its text belongs to, told by places alone. Private to
// pdf_table.
#pragma once

#include <cstddef>
#include <string_view>
#include <vector>

namespace kc::exchange {

// Words of one line in one column.
struct PdfPiece {
    std::size_t column = 0;
    std::size_t line = 0;
    double top = 0;
    double bottom = 0;
    std::string_view text = {};
};

struct PdfRows {
    std::size_t count = 0;
    std::vector<std::size_t> of_piece = {};  // row of each piece, from 0
};

// Pieces come line by line, from the top. Where the first column numbers the rows (序号), its
// numbers are the rows, and the other cells are centred on them or hang from them. Otherwise
// pieces that are as close as the closest make a cell, and the column with most cells sets the
// rows.
PdfRows assign_rows(const std::vector<PdfPiece>& pieces, std::size_t columns);

}  // namespace kc::exchange
