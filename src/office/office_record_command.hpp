// SPDX-License-Identifier: Apache-2.0
// What every change of one record has in common: the request, what may not be typed, the command
// that is sent, why it was refused. For the files office_record_* only.
#pragma once

#include <vector>

#include "office/office_record_changes.hpp"

namespace kc::office {

RecordAnswer refused(Diagnostic what);

record::SharedRegistries registries_of(const Office& office);
record::Request request_of(const Office& office, const RecordAsker& asker);

// What somebody sees masked he can replace, but not by the mask itself; what he does not see he
// cannot change. `cells` in the order of `fields`.
void check_sights(const std::vector<pack::RegistryField>& fields,
                  const std::vector<SeenCell>& cells, const std::vector<record::FieldText>& given,
                  std::vector<record::FieldError>& mistakes);

// The record as it is now. Errors: E-record-not-found; E-record-forbidden where only what was
// approved of it is seen.
Result<SeenRecord> record_to_change(RecordDesk& desk, const record::Registry& registry,
                                    record::RecordId id);

// The first of what the command wrote is the answer.
RecordAnswer write_record(Office& office, store::Command command);

// A record that may not be changed is none to the writer. Whoever may read it is told why.
RecordAnswer explained(Office& office, const access::Actor& actor, const record::Registry& registry,
                       record::RecordId id, access::Verb verb, RecordAnswer answer);

}  // namespace kc::office
