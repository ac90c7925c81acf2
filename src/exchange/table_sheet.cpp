// SPDX-License-Identifier: Apache-2.0
#include "exchange/table_sheet.hpp"

#include <algorithm>

namespace kc::exchange {

const SheetCell* SheetRow::find(std::uint32_t column) const {
    const auto found = std::lower_bound(
        cells.begin(), cells.end(), column,
        [](const SheetCell& cell, std::uint32_t wanted) { return cell.column < wanted; });
    return found != cells.end() && found->column == column ? &*found : nullptr;
}

std::string column_letters(std::uint32_t column) {
    std::string letters;
    for (; column > 0; column = (column - 1) / 26)
        letters.insert(letters.begin(), static_cast<char>('A' + (column - 1) % 26));
    return letters;
}

std::string cell_name(std::uint32_t row, std::uint32_t column) {
    return column_letters(column) + std::to_string(row);
}

}  // namespace kc::exchange
