// SPDX-License-Identifier: Apache-2.0
#include "workbook_table.hpp"

#include <gtest/gtest.h>

#include <algorithm>

#include "exchange/table_reader.hpp"
#include "exchange/workbook.hpp"

namespace kc::test {

Table read_table(const std::string& bytes, std::size_t sheet, std::size_t above) {
    Table table;
    auto file = exchange::TableFile::open(bytes);
    EXPECT_TRUE(file) << to_string(file.error(), Language::en);
    auto rows = file->rows(sheet);
    exchange::SheetRow row;
    for (std::size_t i = 0; *rows->next(row); ++i) {
        if (i < above) continue;
        std::vector<std::string>& cells = table.emplace_back();
        for (const exchange::SheetCell& cell : row.cells) {
            cells.resize(std::max<std::size_t>(cells.size(), cell.column));
            cells[cell.column - 1] = cell.text;
        }
    }
    return table;
}

std::string workbook(const char* name, const Table& table) {
    exchange::WorkbookSheet sheet{.name = name};
    for (const std::string& head : table.front()) sheet.columns.push_back({.title = head});
    for (std::size_t i = 1; i < table.size(); ++i)
        sheet.rows.emplace_back(table[i].begin(), table[i].end());
    return *exchange::workbook_bytes({&sheet, 1});
}

}  // namespace kc::test
