// SPDX-License-Identifier: Apache-2.0
// What the writers of workbooks share: text that a cell and a sheet's name can hold.
#pragma once

#include <cstddef>
#include <filesystem>
#include <functional>
#include <set>
#include <string>
#include <string_view>

#include "base/result.hpp"

namespace kc::exchange {

// Valid UTF-8 without zero bytes, at most so many UTF-16 units; cut texts end in … .
std::string workbook_text(std::string_view text, std::size_t units_max, bool& was_cut);

// A name that spreadsheets accept and that is not in `taken` (which holds lower case and gets it).
std::string legal_sheet_name(std::string_view wanted, std::set<std::string>& taken);

// Columns a text takes on screen: Chinese characters take two.
std::size_t shown_width(std::string_view text);

// What `write` leaves at the path it is given; the file is removed afterwards.
Result<std::string> bytes_of_written_file(
    const std::function<Result<void>(const std::filesystem::path&)>& write);

}  // namespace kc::exchange
