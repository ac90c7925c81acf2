// SPDX-License-Identifier: Apache-2.0
// One step with many records at once: whoever signs or publishes what a file brought in does not
// open each of them.
//
//   ManySteps done = step_records(office, {actor, key}, "cn.certificate", {{12, 1}, {15, 3}},
//                                 *find_step("sign"), "");
//   if (!done.mistakes.empty()) …      // which records keep the others back, and why
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "office/office_record_changes.hpp"

namespace kc::office {

inline constexpr std::size_t kStepsAtOnce = 500;

struct RecordVersion {
    record::RecordId id = 0;
    std::int64_t version = 0;  // as it was looked at
};

struct ManySteps {
    struct Mistake {
        std::size_t at = 0;  // among the records asked for
        Diagnostic what;
    };

    std::optional<Diagnostic> refused = {};
    std::vector<Mistake> mistakes = {};
    std::vector<record::Written> written = {};  // in the order asked for
    bool is_repeated = false;
};

// Null where there is no such step.
const RecordStep* find_step(std::string_view word);

// All of them or none, in one command. The right is asked for each record in the transaction that
// changes it, as for a single one. Errors of a record: E-record-not-found, E-record-step,
// E-record-conflict, E-record-forbidden, E-record-twice.
ManySteps step_records(Office& office, const RecordAsker& asker, const std::string& registry,
                       const std::vector<RecordVersion>& records, const RecordStep& step,
                       const std::string& reason);

}  // namespace kc::office
