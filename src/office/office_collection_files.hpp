// SPDX-License-Identifier: Apache-2.0
// A sheet as a workbook and back: the template that is filled in, what an uploaded one says, and
// the same file again with its failing cells marked.
//
// The template has one row: unit, period, a column for each field, and one for the explanation of
// whatever is unusual. Unit and period are read back, so that last month's file is noticed.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "exchange/table_finding.hpp"
#include "exchange/table_schema.hpp"
#include "office/office_collection.hpp"

namespace kc::office {

inline constexpr std::size_t kSheetFileBytesMax = std::size_t{4} << 20;

exchange::TableSchema schema_of_sheet(const SheetView& view);

// .xlsx bytes, filled with what is saved, or with the prefill while nothing is.
Result<std::string> sheet_template(const SheetView& view, Language language);

enum class CellChange : std::uint8_t { same, added, changed, cleared };
std::string_view to_string(CellChange change);  // "new" for added

struct UploadedCell {
    std::string field = {};
    std::optional<base::Decimal> value = {};
    std::optional<base::Decimal> before = {};
    CellChange change = CellChange::same;
};

struct SheetUpload {
    bool is_readable = false;                          // every cell could be read
    Diagnostics problems = {};                         // of the file as a whole
    std::vector<exchange::CellFinding> findings = {};  // of its cells
    exchange::TableSchema schema = {};                 // whose columns the findings name
    collection::Cells cells = {};
    std::vector<UploadedCell> changes = {};
    collection::SheetReport report = {};  // of the form's checks
};

// An error when the bytes are no table at all. Nothing is kept.
Result<SheetUpload> read_sheet_file(Office& office, const SheetView& view, std::string_view bytes);

Result<std::string> marked_sheet_file(const SheetView& view, std::string_view bytes,
                                      Language language);

}  // namespace kc::office
