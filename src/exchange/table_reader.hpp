// SPDX-License-Identifier: Apache-2.0
// Table files of any kind as sheets of rows: .xlsx and .xlsm, CSV and TSV. The bytes decide which,
// not the name.
//
//   Result<TableFile> file = TableFile::open(bytes);
//   Result<SheetRows> rows = file->rows(0);
//   SheetRow row;
//   while (*rows->next(row)) …            // each call may fail: look at the Result
#pragma once

#include <cstddef>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.hpp"
#include "exchange/table_sheet.hpp"

namespace kc::exchange {

class SheetRows {
public:
    SheetRows(SheetRows&&) noexcept;
    SheetRows& operator=(SheetRows&&) noexcept;
    ~SheetRows();

    // Puts the next row that has something in it into `row`; false at the end.
    Result<bool> next(SheetRow& row);

private:
    friend class TableFile;
    struct Source;
    explicit SheetRows(std::unique_ptr<Source> source);

    std::unique_ptr<Source> source_;
};

class TableFile {
public:
    // `bytes` must outlive the file and the rows taken from it.
    static Result<TableFile> open(std::string_view bytes, const TableLimits& limits = {});

    TableFile(TableFile&&) noexcept;
    TableFile& operator=(TableFile&&) noexcept;
    ~TableFile();

    [[nodiscard]] const std::vector<SheetInfo>& sheets() const;

    // "xlsx", or "csv" with its encoding and separator: "csv, GB18030, ;".
    [[nodiscard]] const std::string& format() const;
    [[nodiscard]] bool is_typed() const;  // false for CSV

    // The workbook counts its days from 1904; matters for dates that were left as numbers.
    [[nodiscard]] bool has_days_from_1904() const;

    // From the first row on; may be asked for again and again. `sheet` is an index of sheets().
    [[nodiscard]] Result<SheetRows> rows(std::size_t sheet) const;

private:
    struct Content;
    explicit TableFile(std::unique_ptr<Content> content);

    std::unique_ptr<Content> content_;
};

}  // namespace kc::exchange
