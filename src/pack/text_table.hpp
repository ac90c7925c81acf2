// SPDX-License-Identifier: Apache-2.0
// Columns that line up on a terminal, Chinese characters being two cells wide.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace kc::pack {

// Cells a terminal needs.
std::size_t display_width(std::string_view text);

// Rows of equally many cells, the first being the heading; two blanks between columns, none at the
// end of a line.
std::string text_table(const std::vector<std::vector<std::string>>& rows);

}  // namespace kc::pack
