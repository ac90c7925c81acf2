// SPDX-License-Identifier: Apache-2.0
#include "evaluation/data.hpp"

#include <algorithm>
#include <array>
#include <unordered_map>

#include <fmt/format.h>

#include "base/suggest.hpp"
#include "base/utf8.hpp"
#include "evaluation/definition_limits.hpp"
#include "evaluation/definition_number.hpp"
#include "pack/number_text.hpp"

namespace kc::evaluation {
namespace {

Place place_in(const Table& table, const TableRow& row, std::size_t column) {
    return {table.file, row.line, static_cast<std::int32_t>(column + 1)};
}

std::optional<Diagnostic> heading_fault(const Table& table, std::int32_t line) {
    std::unordered_map<std::string_view, std::size_t> seen;
    for (std::size_t i = 0; i < table.heading.size(); ++i) {
        const std::string& name = table.heading[i];
        if (name.empty())
            return Diagnostic{.code = "E-heading",
                              .at = {table.file, line, static_cast<std::int32_t>(i + 1)},
                              .zh = fmt::format("第 {} 列没有列名", i + 1),
                              .en = fmt::format("column {} has no heading", i + 1)};
        if (!seen.emplace(name, i).second)
            return Diagnostic{.code = "E-heading",
                              .at = {table.file, line, static_cast<std::int32_t>(i + 1)},
                              .zh = fmt::format("列名“{}”出现了两次", name),
                              .en = fmt::format("two columns are called '{}'", name)};
    }
    return std::nullopt;
}

Diagnostic bad_cell(const Table& table, const TableRow& row, std::size_t column) {
    const std::string& cell = row.cells[column];
    const pack::NumberAdvice advice = pack::why_no_number(cell);
    return Diagnostic{
        .code = "E-cell",
        .at = place_in(table, row, column),
        .zh = fmt::format("列“{}”需要有限的数，这里是“{}”：{}", table.heading[column],
                          base::shortened(cell), advice.problem.zh),
        .en = fmt::format("column '{}' needs a finite number, here is '{}': {}",
                          table.heading[column], base::shortened(cell), advice.problem.en)}
        .hint("缺数据的格子留空", "leave the cell empty where there is no figure");
}

}  // namespace

bool is_missing_text(std::string_view cell) {
    static constexpr std::array<std::string_view, 7> kMissing = {"",  "NA", "-", "--",
                                                                 "—", "…",  "——"};
    return std::find(kMissing.begin(), kMissing.end(), cell) != kMissing.end();
}

Result<Table> table_of(std::string file, std::vector<TableRow> rows) {
    Table table;
    table.file = std::move(file);
    if (rows.size() < 2)
        return unexpected(Diagnostic{.code = "E-no-rows",
                                     .at = {table.file},
                                     .zh = "数据里没有行",
                                     .en = "there are no rows of data"}
                              .hint("第一行是列名，以下每行一个单位",
                                    "the first line names the columns, each other is one unit"));
    table.heading = std::move(rows.front().cells);
    if (auto fault = heading_fault(table, rows.front().line)) return unexpected(*std::move(fault));
    rows.erase(rows.begin());
    for (const TableRow& row : rows) {
        if (row.cells.size() == table.heading.size()) continue;
        return unexpected(Diagnostic{
            .code = "E-row-length",
            .at = {table.file, row.line, 0},
            .zh = fmt::format("这一行有 {} 格，应有 {} 格", row.cells.size(), table.heading.size()),
            .en = fmt::format("this row has {} cells instead of {}", row.cells.size(),
                              table.heading.size())});
    }
    if (rows.size() * table.heading.size() > kMaxCells)
        return unexpected(Diagnostic{.code = "E-too-many",
                                     .at = {table.file},
                                     .zh = fmt::format("超过 {} 格", kMaxCells),
                                     .en = fmt::format("more than {} cells", kMaxCells)});
    table.rows = std::move(rows);
    return table;
}

std::optional<std::size_t> column_position(const Table& table, std::string_view name) {
    const auto found = std::find(table.heading.begin(), table.heading.end(), name);
    if (found == table.heading.end()) return std::nullopt;
    return static_cast<std::size_t>(found - table.heading.begin());
}

Diagnostic no_column(const Table& table, std::string_view name, const Place& wanted_at) {
    Diagnostic diagnostic{.code = "E-no-column",
                          .at = wanted_at,
                          .zh = fmt::format("数据里没有列“{}”", base::shortened(name)),
                          .en = fmt::format("the data have no column '{}'", base::shortened(name))};
    if (const auto near = base::nearest(name, table.heading))
        return std::move(diagnostic)
            .hint(fmt::format("是不是 {}？", *near), fmt::format("did you mean {}?", *near));
    return diagnostic;
}

Result<Column> number_column(const Table& table, std::size_t column,
                             const std::vector<std::size_t>& rows) {
    Column numbers(rows.size());
    for (std::size_t i = 0; i < rows.size(); ++i) {
        const TableRow& row = table.rows[rows[i]];
        const std::string& cell = row.cells[column];
        if (is_missing_text(cell)) continue;
        const auto value = read_number(cell);
        if (!value) return unexpected(bad_cell(table, row, column));
        numbers.set(i, *value);
    }
    return numbers;
}

std::vector<std::string> text_column(const Table& table, std::size_t column,
                                     const std::vector<std::size_t>& rows) {
    std::vector<std::string> texts;
    texts.reserve(rows.size());
    for (const std::size_t row : rows) texts.push_back(table.rows[row].cells[column]);
    return texts;
}

}  // namespace kc::evaluation
