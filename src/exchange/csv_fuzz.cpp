// SPDX-License-Identifier: Apache-2.0
// Any bytes as a CSV file, read as cells, by a schema, and written out again: what was read comes
// back the same.
#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

#include "base/check.hpp"
#include "base/utf8.hpp"
#include "exchange/table_export.hpp"
#include "exchange/table_sample.hpp"
#include "exchange/xlsx_sample.hpp"

namespace {

using namespace kc::exchange;

// The rows again as CSV, each behind a fixed first field, so that blank ones stay.
std::string written(const ReadTable& table) {
    std::string csv = "k,k\r\n";
    for (const SheetRow& row : table.rows) {
        csv += "k";
        std::uint32_t column = 1;
        for (const SheetCell& cell : row.cells) {
            for (; column < cell.column + 1; ++column) csv += ',';
            csv += csv_field(CellValue(cell.text));
        }
        csv += "\r\n";
    }
    return "\xEF\xBB\xBF" + csv;
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    const std::string_view bytes(reinterpret_cast<const char*>(data), size);
    TableLimits limits;
    limits.columns_max = 64;
    const ReadTable table = read_all(bytes, 0, limits);
    bool is_plain = table.format.starts_with("csv");
    for (const SheetRow& row : table.rows) {
        for (const SheetCell& cell : row.cells) {
            KC_CHECK(kc::base::is_valid_utf8(cell.text));
            // UTF-16 is guessed from zero bytes.
            if (cell.text.find('\0') != std::string::npos) is_plain = false;
        }
    }
    if (is_plain) {
        limits.columns_max = 65;
        const ReadTable again = read_all(written(table), 0, limits);
        KC_CHECK(again.rows.size() == table.rows.size() + 1);
        for (std::size_t i = 0; i < table.rows.size(); ++i) {
            const auto& cells = again.rows[i + 1].cells;
            KC_CHECK(cells.size() == table.rows[i].cells.size() + 1);
            for (std::size_t k = 0; k + 1 < cells.size(); ++k)
                KC_CHECK(cells[k + 1].text == table.rows[i].cells[k].text);
        }
    }
    static const TableSchema schema = sample_schema();
    const ImportedTable imported = import_all(bytes, schema, {}, limits);
    for (const TypedRow& row : imported.rows) KC_CHECK(row.values.size() == schema.columns.size());
    return 0;
}
