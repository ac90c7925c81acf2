// SPDX-License-Identifier: Apache-2.0
// The records that a typed total is held against.
#pragma once

#include <functional>
#include <optional>
#include <string>

#include "office/office_collection.hpp"
#include "office/office_records.hpp"

namespace kc::office {

// `behind` holds those of the sheet's unit that meet the condition, `counted` is the figure whoever
// reads it. Errors: E-sheet-not-counted.
struct CellRecords {
    const pack::FormField* field = nullptr;
    base::Period period;
    std::optional<base::Decimal> counted = {};  // in the field's unit
    Behind behind;
};
Result<CellRecords> records_of_cell(
    Office& office, const SheetView& view, const std::string& field,
    const std::function<store::Condition(const record::Registry&)>& allowed);

}  // namespace kc::office
