// SPDX-License-Identifier: Apache-2.0
// Which sheet of a file is meant, and which rows of it are no data. Private to the table import.
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>

#include "base/result.hpp"
#include "exchange/table_header.hpp"
#include "exchange/table_reader.hpp"
#include "exchange/table_words.hpp"

namespace kc::exchange {

struct PickedSheet {
    std::size_t sheet = 0;
    ColumnMapping mapping = {};
    Diagnostics problems = {};
};

// The sheet called `wanted`, or the only visible one whose header fits the schema.
Result<PickedSheet> pick_sheet(const TableFile& file, const TableSchema& schema,
                               std::string_view wanted, const RememberedMapping& memory);

// Rows that people put below or between the data; the text that gives it away is `seen`.
struct OtherRow {
    Found found = Found::total_row;
    std::uint32_t column = 0;
    std::string seen = {};
};
std::optional<OtherRow> find_other_row(const SheetRow& row);

// Nothing in it but blanks.
bool is_blank_row(const SheetRow& row);

}  // namespace kc::exchange
