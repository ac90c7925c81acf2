// SPDX-License-Identifier: Apache-2.0
// Workbooks as a person fills them in: the cells of a sheet as text, to be changed and sent back.
#pragma once

#include <cstddef>
#include <string>
#include <vector>

namespace kc::test {

// Rows of cells; the first one is the header.
using Table = std::vector<std::vector<std::string>>;

// A sheet from its header row on; `above` rows stand before that.
Table read_table(const std::string& bytes, std::size_t sheet, std::size_t above);

// A workbook of one sheet with that name.
std::string workbook(const char* name, const Table& table);

}  // namespace kc::test
