// SPDX-License-Identifier: Apache-2.0
// Several records where there was one.
//
// All of them keep a trace of it (office_record_traces.hpp). Who splits a record needs the right to
// change it, and to enter what comes out of it.
#pragma once

#include <string>
#include <vector>

#include "office/office_record_changes.hpp"

namespace kc::office {

struct RecordSplit {
    // What each part says otherwise than the whole; its name, and what no two may share, at least.
    std::vector<std::vector<record::FieldText>> parts = {};
    base::Date on = {};        // the first day of the parts
    bool whole_stays = false;  // a part breaks off, the rest goes on
    std::string reason = {};
};

// The answer is the whole as it is then. A mistake's field is "0/fields/name" for the name of the
// first part. Errors beside those of update_record: E-record-split.
RecordAnswer split_record(Office& office, const RecordAsker& asker, const std::string& registry,
                          record::RecordId id, std::int64_t version, const RecordSplit& split);

}  // namespace kc::office
