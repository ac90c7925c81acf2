// SPDX-License-Identifier: Apache-2.0
// A list of records as a file: what its reader sees, with the right to take it out.
//
// It is written to the disk, a page of records in memory at a time, from one snapshot of the
// database; a workbook goes on in a further sheet where one is full.
#pragma once

#include <cstdint>
#include <functional>
#include <memory>
#include <string>
#include <vector>

#include "exchange/table_export.hpp"
#include "office/office_record_lists.hpp"
#include "office/office_record_table.hpp"
#include "office/temporary_file.hpp"

namespace kc::office {

// A workbook to be edited is one sheet, with a title and headings above the records.
inline constexpr std::int64_t kRecordsToEditMax = 1'048'000;

struct RecordExport {
    RecordListQuery query = {};
    std::vector<std::string> columns = {};  // codes of fields the reader sees; all without any
    exchange::ExportFormat format = exchange::ExportFormat::xlsx;
    Language language = Language::zh;
    std::string who = {};
    // With numbers, versions and the headings of the template, to be edited and imported again; a
    // workbook then has the template's drop-downs and notes. Not as JSON.
    bool is_to_edit = false;
    // Told how many records there are before the first is written; an error ends it there.
    std::function<Result<void>(std::int64_t total)> begin = {};
    // Asked again and again: nobody wants it any more. Then it ends with E-record-export-left.
    std::function<bool()> is_left = {};
};

// Of which years figures go out; both ends included.
struct YearSpan {
    std::int32_t first = 0;
    std::int32_t last = 0;
};
inline constexpr std::int32_t kExportYearsMax = 30;
// "2024" or "2022-2024", as people write it; nothing for anything else.
std::optional<YearSpan> read_years(std::string_view text);

// `desk` was opened to take out. Nothing in the file starts a formula. Errors:
// E-record-export-size, E-record-export-form, E-export-write.
Result<std::unique_ptr<TemporaryFile>> export_records(RecordDesk& desk,
                                                      const record::Registry& registry,
                                                      const RecordExport& wanted);

// Positions of the fields that the desk's reader sees anything of, as wanted; all without any.
std::vector<std::size_t> taken_columns(RecordDesk& desk, const record::Registry& registry,
                                       const std::vector<std::string>& wanted);
// How such a field stands in a file that is to be read.
exchange::ExportColumn taken_column(const pack::RegistryField& field, Language language);
exchange::CellValue taken_value(const pack::RegistryField& field, const SeenCell& cell,
                                Language language);

// The empty table that people fill in; as CSV its header alone.
Result<std::string> record_template(const Office& office, const access::Actor& actor,
                                    const record::Registry& registry, exchange::ExportFormat format,
                                    Language language, RowsAre rows = RowsAre::records);

// The yearly figures of the records of a list, a row for each record and year, in the table that is
// read in again (office_record_table.hpp). To be edited also those years that have none yet. Errors
// beside those of export_records: E-record-no-years, E-record-export-years.
Result<std::unique_ptr<TemporaryFile>> export_years(RecordDesk& desk, const access::Actor& actor,
                                                    const record::Registry& registry,
                                                    const RecordExport& wanted,
                                                    const YearSpan& years);

}  // namespace kc::office
