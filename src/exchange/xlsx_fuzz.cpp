// SPDX-License-Identifier: Apache-2.0
// Any bytes as a workbook; and, where they are none, as the parts inside one, set apart by zero
// bytes: the first sheet, shared texts, styles, workbook. Packing them here spares the fuzzer the
// checksums. What is read is read by a schema too.
#include <array>
#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

#include "base/check.hpp"
#include "base/utf8.hpp"
#include "exchange/table_sample.hpp"
#include "exchange/xlsx_sample.hpp"

namespace {

using namespace kc::exchange;

TableLimits small_limits() {
    TableLimits limits;
    limits.part_bytes_max = 1 << 22;
    limits.small_part_bytes_max = 1 << 20;
    limits.cells_max = 20'000;
    limits.columns_max = 64;
    limits.cell_bytes_max = 4'096;
    return limits;
}

void check(std::string_view bytes) {
    const ReadTable table = read_all(bytes, 0, small_limits());
    std::uint32_t last_row = 0;
    for (const SheetRow& row : table.rows) {
        KC_CHECK(row.number > last_row);
        last_row = row.number;
        std::uint32_t last_column = 0;
        for (const SheetCell& cell : row.cells) {
            KC_CHECK(cell.column > last_column && cell.column <= small_limits().columns_max);
            last_column = cell.column;
            KC_CHECK(kc::base::is_valid_utf8(cell.text));
            KC_CHECK((cell.kind == CellKind::date) == cell.date.has_value());
        }
    }
    static const TableSchema schema = sample_schema();
    const ImportedTable imported = import_all(bytes, schema, {}, small_limits());
    for (const TypedRow& row : imported.rows) KC_CHECK(row.values.size() == schema.columns.size());
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    std::string_view bytes(reinterpret_cast<const char*>(data), size);
    if (bytes.starts_with("PK")) {
        check(bytes);
        return 0;
    }
    ZipParts parts = xlsx_parts({.sheets = {""}});
    for (const std::string_view name :
         {"xl/worksheets/sheet1.xml", "xl/sharedStrings.xml", "xl/styles.xml", "xl/workbook.xml"}) {
        const std::size_t end = bytes.find('\0');
        for (auto& [part, content] : parts) {
            if (part == name) content = bytes.substr(0, end);
        }
        if (end == std::string_view::npos) break;
        bytes.remove_prefix(end + 1);
    }
    check(make_zip(parts, nullptr, ZIP_CM_STORE));
    return 0;
}
