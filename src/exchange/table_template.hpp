// SPDX-License-Identifier: Apache-2.0
// The empty workbook that people fill in, made from a schema: drop-downs, ranges and notes for each
// column, required columns marked, a frozen header, and a second sheet with the definitions (口径).
//
// What comes back is read by TableImport; the rules in the workbook guide whoever types and prove
// nothing, because pasting goes around them.
#pragma once

#include <cstddef>
#include <filesystem>
#include <functional>
#include <string>
#include <vector>

#include "base/result.hpp"
#include "exchange/table_schema.hpp"
#include "exchange/workbook.hpp"

namespace kc::exchange {

struct TemplateOptions {
    Language language = Language::zh;  // of headers and notes; `both` is zh with English notes
    std::size_t rows = 2'000;          // that get the rules; more rows may be filled in
    std::vector<std::vector<FieldValue>> prefill = {};  // what is known already, by schema column
    // Further rows behind them, one after another, false at the end: for lists too long to keep.
    std::function<Result<bool>(std::vector<CellValue>&)> next_row = {};
    WorkbookOptions workbook = {};
};

// The schema must be sound (check_schema).
Result<void> write_template(const std::filesystem::path& path, const TableSchema& schema,
                            const TemplateOptions& options = {});

Result<std::string> template_bytes(const TableSchema& schema, const TemplateOptions& options = {});

}  // namespace kc::exchange
