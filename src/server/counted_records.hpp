// SPDX-License-Identifier: Apache-2.0
// Lists of the records that a figure was counted from, as their reader may see them.
#pragma once

#include <cstddef>
#include <vector>

#include "office/office_record_lists.hpp"
#include "record/count.hpp"
#include "server/answers.hpp"
#include "server/json_writer.hpp"

namespace kc::server {

inline constexpr std::size_t kCountedShownMax = 500;  // of one list; `total` tells of all

// {"total": …, "items": […]} under the name: what is listed is what was counted, so while a
// correction is under way what was approved before. `records` were counted under the reader's
// condition.
Result<void> write_counted_list(office::RecordDesk& desk, const record::Registry& registry,
                                const std::vector<record::CountedRecord>& records, const char* name,
                                JsonWriter& json);

// The status that fits an error of office::target_records.
Response target_refusal(const Request& request, const Diagnostic& what);

// Code and name of the fields that the items hold, under "fields".
void write_listed_fields(const record::Registry& registry, JsonWriter& json);

}  // namespace kc::server
