// SPDX-License-Identifier: Apache-2.0
// What exports of records and of their yearly figures have in common: the list page by page, and a
// table of a schema around its rows.
#pragma once

#include <memory>

#include "office/list_file.hpp"
#include "office/office_record_export.hpp"
#include "record/limits.hpp"

namespace kc::office {

// What is to be edited is what is there now, or was then: not what was approved before.
RecordListQuery query_of(const RecordExport& wanted);

// The records of a list, a page at a time in memory.
class RecordPages {
public:
    RecordPages(RecordDesk& desk, const record::Registry& registry, const RecordExport& wanted)
        : desk_(desk), registry_(registry), wanted_(wanted), query_(query_of(wanted)) {
        query_.limit = record::kMaxPage;
        query_.cursor.clear();
    }

    // Null at the end; valid until it is called again.
    Result<const SeenRecord*> next();

private:
    RecordDesk& desk_;
    const record::Registry& registry_;
    const RecordExport& wanted_;
    RecordListQuery query_;
    RecordPage page_ = {};
    std::size_t at_ = 0;
    bool is_last_ = false;
};

// A schema's headings over rows; as a workbook with everything that helps to fill in so many rows.
// JSON is no form to edit: E-record-export-form.
Result<std::unique_ptr<TemporaryFile>> write_record_table(const exchange::TableSchema& schema,
                                                          exchange::ExportFormat format,
                                                          Language language, std::size_t rows,
                                                          const ListRows& next_row);

// More rows than a sheet to be edited holds.
Diagnostic too_many_to_edit(std::int64_t total);

}  // namespace kc::office
