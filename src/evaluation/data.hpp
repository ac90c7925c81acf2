// SPDX-License-Identifier: Apache-2.0
// The table an evaluation is made from: one row a unit, or a unit and year, and a heading.
//
// Cells are text until a column is asked for as numbers. An empty cell, `NA`, `-`, `—` and `…` are
// missing; anything else that is no finite number is an error with its line and column.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.hpp"
#include "evaluation/matrix.hpp"

namespace kc::evaluation {

struct TableRow {
    std::int32_t line = 0;
    std::vector<std::string> cells = {};
};

struct Table {
    std::string file = {};
    std::vector<std::string> heading = {};
    std::vector<TableRow> rows = {};
};

// Makes a table of rows as a CSV reader gives them, the heading first. Headings must be there, be
// different, and every row must have as many cells.
Result<Table> table_of(std::string file, std::vector<TableRow> rows);

std::optional<std::size_t> column_position(const Table& table, std::string_view name);

// E-no-column, with the nearest name.
Diagnostic no_column(const Table& table, std::string_view name, const Place& wanted_at);

bool is_missing_text(std::string_view cell);

// One column of chosen rows as numbers.
Result<Column> number_column(const Table& table, std::size_t column,
                             const std::vector<std::size_t>& rows);

std::vector<std::string> text_column(const Table& table, std::size_t column,
                                     const std::vector<std::size_t>& rows);

}  // namespace kc::evaluation
