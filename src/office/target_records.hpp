// SPDX-License-Identifier: Apache-2.0
// The records that a target's figure is counted from, as one person may see them: those counted,
// those of them that run out, and of a coverage every firm of the fixed set, item by item.
//
//   auto desk = RecordDesk::open(office, actor);
//   Result<TargetRecords> records = target_records(*desk, "xc2024.htfirms", day);
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "base/date.hpp"
#include "office/office_record_lists.hpp"
#include "record/count.hpp"

namespace kc::office {

struct TargetRecords {
    // They live as long as the desk.
    const pack::Target* target = nullptr;
    const pack::Indicator* indicator = nullptr;
    const record::Registry* registry = nullptr;
    std::vector<record::CountedRecord> counted = {};  // of a coverage, those cleared
    std::optional<record::CoverageResult> coverage = {};
};

// Under the desk's condition and as its moment knew it: a stock on the day, a flow from the first
// day of its year. Errors: E-no-target, E-office-not-counted, E-record-registry.
Result<TargetRecords> target_records(RecordDesk& desk, const std::string& target, base::Date day);

// Whether records of the registry end, on a day that the reader sees.
bool sees_ends(RecordDesk& desk, const record::Registry& registry);

// Ends between the day and the end of its year.
bool runs_out(const record::Record& record, base::Date day);

}  // namespace kc::office
