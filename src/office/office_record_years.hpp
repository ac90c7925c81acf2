// SPDX-License-Identifier: Apache-2.0
// Yearly figures of one record as one person may see and change them.
//
// The right is that of changing the record. Figures have versions of their own, so that two people
// can enter different years at once. What is not seen is not overwritten, and the year of a record
// that has no figures yet is at version 0.
//
//   RecordAnswer answer = set_record_year(office, asker, "cn.enterprise", id,
//                                         {.year = 2023, .version = 0, .fields = {{"staff",
//                                         "80"}}});
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "office/office_record_changes.hpp"

namespace kc::office {

struct SeenFigures {
    std::int32_t year = 0;
    std::int64_t version = 0;
    std::int64_t known_at_us = 0;
    std::string entered_by = {};
    std::string source = {};
    std::vector<SeenCell> cells = {};  // in the order of the definition's yearly fields
};

// All years as they stand, the oldest first. `row` is the record, with the parts that people have
// in it; `verb` is read or take_out.
Result<std::vector<SeenFigures>> years_of(RecordDesk& desk, const access::Actor& actor,
                                          const record::Registry& registry, record::RecordId id,
                                          const access::SubjectRow& row,
                                          access::Verb verb = access::Verb::read);
// Every version of one year, the oldest first; none where there are no figures.
Result<std::vector<SeenFigures>> versions_of_year(RecordDesk& desk, const access::Actor& actor,
                                                  const record::Registry& registry,
                                                  record::RecordId id,
                                                  const access::SubjectRow& row, std::int32_t year);

// The registry has none.
Diagnostic no_years(const record::Registry& registry);

// How a registry's yearly figures look to decisions.
access::SubjectShape yearly_shape(const record::Registry& registry);

struct YearInput {
    std::int32_t year = 0;
    std::int64_t version = 0;                    // of the figures as the asker saw them
    std::vector<record::FieldText> fields = {};  // others stay as they are
    std::optional<std::string> source = {};      // without one the former stands
};

// `written.version` of the answer is the figures'. Errors beside those of update_record:
// E-record-no-years (the registry has no yearly figures), E-record-year.
RecordAnswer set_record_year(Office& office, const RecordAsker& asker, const std::string& registry,
                             record::RecordId id, YearInput input);

}  // namespace kc::office
