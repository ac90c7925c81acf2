// SPDX-License-Identifier: Apache-2.0
// What stands around the sheets of a workbook: their names, the shared texts, the number formats.
// Private to the workbook reader.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.hpp"
#include "exchange/table_sheet.hpp"
#include "exchange/xlsx_package.hpp"

namespace kc::exchange {

// The texts that many cells share, one after the other in one piece of memory.
class SharedTexts {
public:
    void add(std::string_view text);
    [[nodiscard]] std::size_t size() const { return ends_.size(); }
    [[nodiscard]] std::size_t bytes() const { return bytes_.size(); }
    // `index` must be below size.
    [[nodiscard]] std::string_view at(std::size_t index) const;

private:
    std::string bytes_ = {};
    std::vector<std::uint32_t> ends_ = {};
};

// What a cell's number format says about the number.
struct NumberLook {
    enum class Kind : std::uint8_t { plain, percent, date, date_time, time };

    Kind kind = Kind::plain;
    bool is_scaled = false;       // "0,": shown in thousands
    std::uint8_t zero_width = 0;  // "000000": shown with leading zeros up to this width

    bool operator==(const NumberLook&) const = default;
};

// From a number format code such as "yyyy\-mm\-dd" or "0.00%".
NumberLook look_of_format(std::string_view code);

struct XlsxBook {
    struct Sheet {
        SheetInfo info = {};
        std::string part = {};
    };

    std::vector<Sheet> sheets = {};  // worksheets alone; charts are left out
    bool is_1904 = false;            // days are counted from 1904-01-01
    SharedTexts texts = {};
    std::vector<NumberLook> looks = {};  // by the style index of a cell
};

Result<XlsxBook> read_xlsx_book(const XlsxPackage& package);

// "_x000D_" and its like stand for characters that XML cannot hold.
std::string without_xlsx_escapes(std::string_view text);

}  // namespace kc::exchange
