// SPDX-License-Identifier: Apache-2.0
// The merged ranges of a sheet. They stand behind its rows in the file, so they are read first.
// Private to the workbook reader.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "base/result.hpp"
#include "exchange/table_sheet.hpp"
#include "exchange/xlsx_package.hpp"

namespace kc::exchange {

struct CellReference {
    std::uint32_t row = 0;
    std::uint32_t column = 0;
};

// "AB12", of the 16,384 columns and 1,048,576 rows that there can be.
std::optional<CellReference> read_cell_reference(std::string_view text);

// Ranges of more than one cell, by first row.
struct MergedRange {
    CellReference first = {};
    CellReference last = {};
};

Result<std::vector<MergedRange>> read_xlsx_merges(const XlsxPackage& package,
                                                  const std::string& part);

// Copies the upper left cell of merged ranges into the cells they cover, row by row.
class MergeFiller {
public:
    MergeFiller() = default;
    MergeFiller(std::vector<MergedRange> ranges, std::uint32_t columns_max)
        : ranges_(std::move(ranges)), columns_max_(columns_max) {}

    // Rows must come in order. False when ranges overlap so that there is no telling.
    bool fill(SheetRow& row);

private:
    struct Open {
        MergedRange range = {};
        SheetCell value = {};
    };

    bool fill_from(SheetRow& row, Open& open) const;

    std::vector<MergedRange> ranges_ = {};
    std::size_t next_ = 0;
    std::vector<Open> open_ = {};
    std::uint32_t columns_max_ = 0;
};

}  // namespace kc::exchange
