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

struct RecordExport {
    RecordListQuery query = {};
    std::vector<std::string> columns = {};  // codes of fields the reader sees; all without any
    exchange::ExportFormat format = exchange::ExportFormat::xlsx;
    Language language = Language::zh;
    std::string who = {};
    // With numbers, versions and the headings of the template, to be edited and imported again; a
    // workbook then has the template's drop-downs and notes. Not as JSON.
    bool is_to_edit = false;
};

// `desk` was opened to take out. Nothing in the file starts a formula. Errors:
// E-record-export-size, E-record-export-form.
Result<std::string> export_records(RecordDesk& desk, const record::Registry& registry,
                                   const RecordExport& wanted);

// The empty table that people fill in; as CSV its header alone.
Result<std::string> record_template(const Office& office, const access::Actor& actor,
                                    const record::Registry& registry, exchange::ExportFormat format,
                                    Language language);

}  // namespace kc::office
