// SPDX-License-Identifier: Apache-2.0
// The uploaded table given back as a workbook with what was found in it: wrong cells red,
// unusual ones yellow, each with a comment, the words of a row together behind its last column,
// and a summary sheet.
//
// Every cell stays in its row and column, so that "C5" of a message is C5 here too. The workbook
// can be mended and uploaded again; the added column is not recognised and does no harm.
#pragma once

#include <cstddef>
#include <filesystem>
#include <functional>
#include <string>

#include "base/result.hpp"
#include "exchange/table_import.hpp"
#include "exchange/workbook.hpp"

namespace kc::exchange {

struct MarkOptions {
    Language language = Language::zh;
    bool only_wrong_rows = false;       // then rows stand close together and have their old number
    std::size_t comments_max = 20'000;  // they are kept in memory; the row's words say the rest
    // What the caller has to say about a row besides, by TableImport::note; rows come in order.
    std::function<Result<void>(TableImport&, TypedRow&)> judge = {};
    WorkbookOptions workbook = {};
};

// Reads the table once more. Gives the report of that reading.
Result<TableReport> write_marked_table(const std::filesystem::path& path, const TableFile& file,
                                       const TableSchema& schema, const ImportOptions& import,
                                       const MarkOptions& options = {});

}  // namespace kc::exchange
