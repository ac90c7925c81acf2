// SPDX-License-Identifier: Apache-2.0
// The rows of a CSV file (RFC 4180), as spreadsheets here write them: UTF-8 with or without a byte
// order mark, or GB18030; commas, semicolons or tabs; CR LF or LF.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.hpp"

namespace kc::office {

struct CsvRow {
    std::int32_t line = 0;  // where it begins
    std::vector<std::string> cells = {};
};

struct CsvLimits {
    std::size_t rows_max = 100'001;  // heading included
    std::size_t columns_max = 64;
    std::size_t cell_bytes_max = 4'096;
};

// UTF-8 throughout. Empty rows are left out. The first error ends the reading.
Result<std::vector<CsvRow>> read_csv(std::string_view bytes, const CsvLimits& limits = {});

// A row as it would stand in a file.
std::string csv_line(const std::vector<std::string>& cells);

}  // namespace kc::office
