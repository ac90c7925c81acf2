// SPDX-License-Identifier: Apache-2.0
// A list as a file: the one way out for every list of the office.
#pragma once

#include <functional>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "exchange/table_export.hpp"
#include "office/temporary_file.hpp"

namespace kc::office {

// Puts the next row's values in place; false at the end.
using ListRows = std::function<Result<bool>(std::vector<exchange::CellValue>& row)>;

// Row by row onto the disk, however long it is. Nothing in it starts a formula; what is frozen of
// it stands in `spec`. E-export-write when the disk does not take it.
Result<std::unique_ptr<TemporaryFile>> list_on_disk(exchange::ExportFormat format,
                                                    exchange::ExportSpec spec,
                                                    const ListRows& next_row);

// The same as bytes, for lists that are never long.
Result<std::string> list_file(exchange::ExportFormat format, exchange::ExportSpec spec,
                              const ListRows& next_row);

// ".xlsx"
std::string_view suffix_of(exchange::ExportFormat format);

exchange::CellValue whole_cell(std::int64_t number);

}  // namespace kc::office
