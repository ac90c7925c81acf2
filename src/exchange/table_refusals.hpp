// SPDX-License-Identifier: Apache-2.0
// The errors that end the reading of a table file, so that each is worded once.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>

#include "base/diagnostic.hpp"

namespace kc::exchange {

Diagnostic broken_workbook(std::string_view detail_zh, std::string_view detail_en);

// A part that unpacks to more than any honest workbook holds.
Diagnostic workbook_bomb(std::string_view part);

// One of the limits of TableLimits, named: "行" "rows".
Diagnostic table_too_large(std::string_view what_zh, std::string_view what_en, std::size_t max);

// A file that is no table, or one of a kind that is not read.
Diagnostic no_table(std::string_view code, std::string_view what_zh, std::string_view what_en);

}  // namespace kc::exchange
