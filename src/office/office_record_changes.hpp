// SPDX-License-Identifier: Apache-2.0
// Changing one record, as far as the person who asks may.
//
// The right is asked for in the transaction that changes, of the record as it was and as it
// became: nobody moves a record out of his own reach, and nobody creates one outside it.
//
//   RecordAnswer answer = create_record(office, actor, key, "cn.enterprise", {.fields = {…}});
//   if (answer.refused) …               // not this, not now, not by you
//   if (!answer.mistakes.empty()) …     // by field, all at once
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "access/role.hpp"
#include "office/office_record_lists.hpp"
#include "record/commands.hpp"

namespace kc::office {

struct RecordAnswer {
    std::optional<Diagnostic> refused = {};
    std::vector<record::FieldError> mistakes = {};
    record::Written written = {};
    bool is_repeated = false;
};

// Who asks for what, once.
struct RecordAsker {
    const access::Actor& actor;
    std::string key = {};  // idempotency key
};

struct RecordInput {
    std::vector<record::FieldText> fields = {};
    std::string reason = {};
    bool submit = false;                   // of a new one: handed in at once, not kept as a draft
    std::optional<base::Date> since = {};  // of a change: since when it is so in the world
    std::optional<base::Date> until = {};
    bool is_rename = false;
};

// Errors, beside those of record: E-record-forbidden (may be read, not changed), E-record-outside
// (what it becomes lies outside the asker's reach), E-record-hidden-value (a field one cannot see).
RecordAnswer create_record(Office& office, const RecordAsker& asker, const std::string& registry,
                           const RecordInput& input);
RecordAnswer update_record(Office& office, const RecordAsker& asker, const std::string& registry,
                           record::RecordId id, std::int64_t version, const RecordInput& input);

// Ended, taken away or open again.
RecordAnswer close_record(Office& office, const RecordAsker& asker, const std::string& registry,
                          record::RecordId id, std::int64_t version, const std::string& life,
                          base::Date on, const std::string& reason);

// `id` was the same thing as `into`, which stays.
RecordAnswer merge_record(Office& office, const RecordAsker& asker, const std::string& registry,
                          record::RecordId id, std::int64_t version, record::RecordId into,
                          const std::string& reason);

// A step on the way to publication.
struct RecordStep {
    std::string_view word;
    access::Verb verb;
    std::vector<std::string_view> from;
    std::string_view to;
    bool needs_reason;
};
const std::vector<RecordStep>& record_steps();
RecordAnswer step_record(Office& office, const RecordAsker& asker, const std::string& registry,
                         record::RecordId id, std::int64_t version, const RecordStep& step,
                         const std::string& reason);

// The records with which somebody may take a step now: what waits for him.
store::Condition open_to_step(const access::Actor& actor, const record::Registry& registry,
                              const RecordStep& step);

// The steps somebody may take with a record as it stands.
std::vector<const RecordStep*> steps_open(const access::Actor& actor,
                                          const record::Registry& registry,
                                          const record::Record& record);

// What changes need at once: what somebody may edit or close.
store::Condition may_change(const access::Actor& actor, const record::Registry& registry);

// Whether all of these rows are among those of the condition, in a transaction. The numbers that
// are not.
Result<std::vector<record::RecordId>> outside_of(store::Transaction& transaction,
                                                 const record::Registry& registry,
                                                 const std::vector<record::RecordId>& ids,
                                                 const store::Condition& condition);
Diagnostic record_outside();
Diagnostic no_record();
// What is seen is what was approved; the record itself is being corrected by others.
Diagnostic under_correction();
Diagnostic step_impossible();  // from the state the record is in

}  // namespace kc::office
