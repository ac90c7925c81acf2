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
    unknown, number, metric, unit, target, result, content, owner, due, attribute, quarter, scope,
};

struct Column {
    ColumnRole role = ColumnRole::unknown;
    std::u32string heading;
    std::u32string horizon;  // 2025, 2024-Q1 …
};

// One table: its heading row and the rows below it, as indices into the blocks.
struct Table {
    std::vector<Column> columns;
    std::vector<std::size_t> rows;
};

// Finds runs of table rows; a table whose first rows name no column has none.
std::vector<Table> find_tables(const std::vector<Block>& blocks, std::int32_t plan_year);

}  // namespace kc::plan
