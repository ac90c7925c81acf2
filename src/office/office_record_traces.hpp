// SPDX-License-Identifier: Apache-2.0
// Where a record comes from and what became of it: former names, what it was split from or merged
// with. Read out of its history; other records are told as far as the reader may see them.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "office/office_record_lists.hpp"

namespace kc::office {

struct FormerName {
    std::string title = {};  // as the reader sees it
    std::optional<base::Date> until = {};
};

struct RecordTrace {
    bool is_split = false;  // else a merging
    std::optional<base::Date> on = {};
    SeenRecord record = {};
};

struct RecordTraces {
    std::vector<FormerName> names = {};  // the oldest first
    std::vector<RecordTrace> came_from = {};
    std::vector<RecordTrace> went_into = {};
};

// `versions` is the whole history, the oldest first, `seen` the same as the reader sees it.
Result<RecordTraces> traces_of(RecordDesk& desk, const record::Registry& registry,
                               const std::vector<record::Version>& versions,
                               const std::vector<SeenRecord>& seen);

}  // namespace kc::office
