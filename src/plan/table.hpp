// SPDX-License-Identifier: Apache-2.0
// Tables of targets: which column names the metric, which holds targets and which results.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "plan/layout.hpp"

namespace kc::plan {

enum class ColumnRole : std::uint8_t {
    unknown,
    number,
    metric,
    unit,
    target,
    result,
    content,
    owner,
    due,
    attribute,
    quarter,
    scope,
    place,   // a target column for one place: its heading is the scope
    figure,  // a target column for one metric: rows are places
    growth,  // yearly growth beside a base and a target value
};

struct Column {
    ColumnRole role = ColumnRole::unknown;
    std::u32string heading;
    std::u32string horizon;  // 2025, 2024-Q1 …
    std::u32string unit;     // from a heading such as 高企(家)
    bool stretch = false;    // 奋斗目标 beside 底线目标
};

// One table: its heading row and the rows below it, as indices into the blocks.
struct Table {
    std::vector<Column> columns;
    std::vector<std::size_t> rows;
};

struct TableReading {
    std::int32_t plan_year = 0;
    bool tells_results = false;  // a bulletin or scoring rules: columns of years are no targets
};

// The column a cell of a row belongs to, or nullptr; rows may lack cells at either end.
const Column* column_of(const Table& table, const Text& row, const std::vector<Cell>& cells,
                        std::size_t cell);

// Splits 技术合同成交额(累计,亿元) into name and unit; false when no unit stands in brackets.
bool split_unit(std::u32string& name, std::u32string& unit);

// Finds runs of table rows; a table whose first rows name no column has none.
std::vector<Table> find_tables(const std::vector<Block>& blocks, const TableReading& reading);

}  // namespace kc::plan
