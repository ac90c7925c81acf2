// SPDX-License-Identifier: Apache-2.0
// A list as seen, out as a workbook, CSV or JSON, row by row in constant memory.
//
// Figures are frozen: values as they were, with their sources, the moment and the filter in a
// sheet behind the rows (in JSON beside them; CSV holds the rows alone, so that programs can read
// it). Nothing that is written starts a formula: in CSV a ' stands before such a text, and our own
// reader takes it off again.
#pragma once

#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <memory>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "base/result.hpp"
#include "exchange/table_value.hpp"
#include "exchange/workbook.hpp"

namespace kc::exchange {

enum class ExportFormat : std::uint8_t { xlsx, csv, json };

struct ExportColumn {
    std::string key = {};  // the name in JSON; the title when empty
    WorkbookColumn form = {};
};

// A published figure and where it comes from, as it stood when the file was made.
struct FrozenFigure {
    std::string name = {};
    CellValue value = {};
    std::string unit = {};
    std::string source = {};  // facts, documents, query
    std::string as_of = {};   // the moment it was known at
    std::string proof = {};   // a digest or a place in the journal
};

struct ExportSpec {
    std::string name = {};  // of the sheet, and of the list in JSON
    std::vector<ExportColumn> columns = {};
    std::vector<std::pair<std::string, std::string>> remarks = {};  // 筛选条件, 数据截至, 导出人 …
    std::vector<FrozenFigure> figures = {};
    WorkbookOptions workbook = {};
};

class TableExport {
public:
    // Nothing is at `path` before finish has succeeded.
    static Result<TableExport> create(const std::filesystem::path& path, ExportFormat format,
                                      ExportSpec spec);

    TableExport(TableExport&&) noexcept;
    TableExport& operator=(TableExport&&) noexcept;
    ~TableExport();

    // As many values as there are columns. A workbook goes on in a further sheet after 1,048,575.
    Result<void> add_row(std::span<const CellValue> values);

    Result<void> finish();

private:
    struct Sink;
    struct CsvSink;
    struct JsonSink;
    struct XlsxSink;
    explicit TableExport(std::unique_ptr<Sink> sink);

    std::unique_ptr<Sink> sink_;
};

// A field of CSV as it stands in a file: guarded, and quoted where needed.
std::string csv_field(const CellValue& value);

// With quotes and escapes (RFC 8259); broken UTF-8 becomes U+FFFD.
std::string json_text(std::string_view text);

}  // namespace kc::exchange
