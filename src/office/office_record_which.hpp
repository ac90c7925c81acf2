// SPDX-License-Identifier: Apache-2.0
// Which record a row of a file is: by its number, else by its key fields, else a new one; and
// whether two rows are the same.
#pragma once

#include <string>
#include <unordered_map>

#include "office/office_record_cells.hpp"
#include "office/office_record_row.hpp"

namespace kc::office {

class RecordFinder {
public:
    // Both must outlive it. Of records each is there once in a file; of their yearly figures there
    // are several rows.
    RecordFinder(const RowContext& context, CellReader& cells, RowsAre rows = RowsAre::records);

    // Sets `present` of the row where the record is there, and says why the row cannot be it.
    Result<void> find(RowOnItsWay& one);

    // The row became this record.
    void made(record::RecordId id, std::uint32_t row) { rows_by_id_.try_emplace(id, row); }

private:
    void settle(RowOnItsWay& one, record::RecordId id);
    void see(PresentRecord& present) const;
    Result<std::optional<record::RecordId>> by_keys(RowOnItsWay& one);

    const RowContext& context_;
    CellReader& cells_;
    RowsAre rows_;
    store::Condition asked_ = {};  // the statement that reads a record with the rights to it
    std::string asked_sql_ = {};
    std::unordered_map<record::RecordId, std::uint32_t> rows_by_id_ = {};
    std::unordered_map<std::string, std::uint32_t> rows_by_key_ = {};
};

}  // namespace kc::office
