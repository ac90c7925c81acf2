// SPDX-License-Identifier: Apache-2.0
#include "office/office_record_command.hpp"

#include <utility>

#include "office/office_record_findings.hpp"

namespace kc::office {

using access::Sight;
using record::Registry;

RecordAnswer refused(Diagnostic what) {
    RecordAnswer answer;
    answer.refused = std::move(what);
    return answer;
}

record::SharedRegistries registries_of(const Office& office) {
    return office.live()->registries;
}

record::Request request_of(const Office& office, const RecordAsker& asker) {
    return {.key = asker.key, .actor = asker.actor.name, .today = office.today()};
}

void check_sights(const std::vector<pack::RegistryField>& fields,
                  const std::vector<SeenCell>& cells, const std::vector<record::FieldText>& given,
                  std::vector<record::FieldError>& mistakes) {
    for (std::size_t i = 0; i < fields.size(); ++i) {
        for (const record::FieldText& one : given) {
            if (one.field != fields[i].code) continue;
            const SeenCell& cell = cells[i];
            const bool is_mask = cell.sight == Sight::masked && one.text == cell.zh;
            if (cell.sight == Sight::hidden || (is_mask && !one.text.empty()))
                mistakes.push_back({one.field, hidden_value(fields[i])});
        }
    }
}

Diagnostic under_correction() {
    return Diagnostic{"E-record-forbidden",
                      {},
                      "这条记录正在更正，您看到的是核准的内容，不能办理",
                      "the record is being corrected: you see what was approved, which cannot be "
                      "changed"}
        .hint("等更正办完，或请经办人办理", "wait for the correction, or ask whoever works on it");
}

Result<SeenRecord> record_to_change(RecordDesk& desk, const Registry& registry,
                                    record::RecordId id) {
    auto present = desk.one(registry, id);
    if (!present) return unexpected(std::move(present.error()));
    if (!*present) return unexpected(no_record());
    if ((*present)->record.correction_us) return unexpected(under_correction());
    return std::move(**present);
}

RecordAnswer write_record(Office& office, store::Command command) {
    auto answer = office.store().write(std::move(command));
    if (!answer) return refused(std::move(answer.error()));
    const auto written = record::read_answer(answer->text);
    RecordAnswer out;
    if (!written.empty()) out.written = written.front();
    out.is_repeated = answer->is_repeated;
    return out;
}

RecordAnswer explained(Office& office, const access::Actor& actor, const Registry& registry,
                       record::RecordId id, access::Verb verb, RecordAnswer answer) {
    if (!answer.refused || answer.refused->code != "E-record-not-found") return answer;
    auto desk = RecordDesk::open(office, actor);
    if (!desk) return answer;
    auto record = desk->one(registry, id);
    if (!record || !*record) return refused(no_record());
    if ((*record)->record.correction_us) return refused(under_correction());
    const access::RowDecision decision = access::decide(
        actor, verb, record_shape(registry), record_subject(registry, (*record)->record));
    // What was refused is another record, or was allowed a moment later.
    if (decision.allowed()) return answer;
    answer.refused = Diagnostic{"E-record-forbidden", {}, decision.zh, decision.en};
    return answer;
}

}  // namespace kc::office
