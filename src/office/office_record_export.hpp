// SPDX-License-Identifier: Apache-2.0
// A list of records as a file: what its reader sees, with the right to take it out.
#pragma once

#include <cstddef>
#include <string>
#include <vector>

#include "exchange/table_export.hpp"
#include "office/office_record_lists.hpp"

namespace kc::office {

inline constexpr std::size_t kExportRecordsMax = 200'000;

// `desk` was opened to take out. `columns` are codes of fields the reader sees; all of them where
// there are none. Nothing in the file starts a formula. Errors: E-record-export-size.
Result<std::string> export_records(RecordDesk& desk, const record::Registry& registry,
                                   RecordListQuery query, const std::vector<std::string>& columns,
                                   exchange::ExportFormat format, Language language,
                                   const std::string& who);

}  // namespace kc::office
