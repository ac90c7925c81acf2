// SPDX-License-Identifier: Apache-2.0
// The rows of one sheet of a workbook, as a stream. Private to the table reader.
#pragma once

#include <cstddef>
#include <memory>

#include "base/result.hpp"
#include "exchange/table_sheet.hpp"
#include "exchange/xlsx_book.hpp"
#include "exchange/xlsx_package.hpp"

namespace kc::exchange {

class XlsxSheetReader {
public:
    // Package and book must outlive the reader. `sheet` is an index of book.sheets.
    static Result<XlsxSheetReader> open(const XlsxPackage& package, const XlsxBook& book,
                                        std::size_t sheet);

    XlsxSheetReader(XlsxSheetReader&&) noexcept;
    XlsxSheetReader& operator=(XlsxSheetReader&&) noexcept;
    ~XlsxSheetReader();

    // False at the end. Rows without cells are left out.
    Result<bool> next(SheetRow& row);

private:
    struct State;
    explicit XlsxSheetReader(std::unique_ptr<State> state);

    std::unique_ptr<State> state_;
};

}  // namespace kc::exchange
