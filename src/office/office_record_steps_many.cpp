// SPDX-License-Identifier: Apache-2.0
#include "office/office_record_steps_many.hpp"

#include <algorithm>
#include <map>
#include <set>
#include <utility>

#include "access/decide.hpp"
#include "base/check.hpp"
#include "record/json_line.hpp"
#include "record/messages.hpp"

namespace kc::office {
namespace {

using record::RecordId;
using record::Registry;

ManySteps refused(Diagnostic what) {
    ManySteps answer;
    answer.refused = std::move(what);
    return answer;
}

std::string payload_of(const std::string& registry, const std::vector<RecordVersion>& records,
                       const RecordStep& step, const std::string& reason) {
    record::JsonLine json;
    json.begin_object().key("registry").text(registry).key("state").text(step.to);
    json.key("reason").text(reason).key("records").begin_array();
    for (const RecordVersion& one : records) {
        json.begin_object().key("id").number(one.id);
        json.key("version").number(one.version).end_object();
    }
    json.end_array().end_object();
    return std::move(json).finish();
}

std::vector<ManySteps::Mistake> repeated_in(const std::vector<RecordVersion>& records) {
    std::vector<ManySteps::Mistake> mistakes;
    std::set<RecordId> seen;
    for (std::size_t at = 0; at < records.size(); ++at) {
        if (!seen.insert(records[at].id).second)
            mistakes.push_back(
                {at, {"E-record-twice", {}, "这条记录列了两次", "this record is named twice"}});
    }
    return mistakes;
}

// Why the step is not possible with this record; nothing where it is.
std::optional<Diagnostic> hindrance(const access::Actor& actor, const Registry& registry,
                                    const record::Record& present, std::int64_t version,
                                    const RecordStep& step) {
    if (present.correction_us) return under_correction();
    if (present.life == record::life::kMerged) return record::already_merged(present);
    if (present.version != version) return record::conflict(present, version);
    if (std::find(step.from.begin(), step.from.end(), present.state) == step.from.end())
        return step_impossible();
    const access::RowDecision decision =
        access::decide(actor, step.verb, record_shape(registry), record_subject(registry, present));
    if (decision.allowed()) return std::nullopt;
    return Diagnostic{"E-record-forbidden", {}, decision.zh, decision.en};
}

// Of a command that was refused: which of the records kept it back.
Result<std::vector<ManySteps::Mistake>> hindrances(Office& office, const access::Actor& actor,
                                                   const std::string& code,
                                                   const std::vector<RecordVersion>& records,
                                                   const RecordStep& step) {
    auto desk = RecordDesk::open(office, actor);
    if (!desk) return unexpected(std::move(desk.error()));
    auto registry = desk->require(code);
    if (!registry) return unexpected(std::move(registry.error()));
    std::vector<RecordId> ids;
    for (const RecordVersion& one : records) ids.push_back(one.id);
    auto seen = desk->some(**registry, ids);
    if (!seen) return unexpected(std::move(seen.error()));
    std::map<RecordId, const record::Record*> present;
    for (const SeenRecord& one : *seen) present.emplace(one.record.id, &one.record);

    std::vector<ManySteps::Mistake> mistakes;
    for (std::size_t at = 0; at < records.size(); ++at) {
        const auto found = present.find(records[at].id);
        std::optional<Diagnostic> what = no_record();
        if (found != present.end())
            what = hindrance(actor, **registry, *found->second, records[at].version, step);
        if (what) mistakes.push_back({at, std::move(*what)});
    }
    return mistakes;
}

}  // namespace

const RecordStep* find_step(std::string_view word) {
    for (const RecordStep& one : record_steps()) {
        if (one.word == word) return &one;
    }
    return nullptr;
}

ManySteps step_records(Office& office, const RecordAsker& asker, const std::string& code,
                       const std::vector<RecordVersion>& records, const RecordStep& step,
                       const std::string& reason) {
    KC_CHECK(records.size() <= kStepsAtOnce);
    ManySteps answer;
    answer.mistakes = repeated_in(records);
    if (!answer.mistakes.empty()) return answer;
    const record::SharedRegistries registries = office.live()->registries;
    auto registry = registries->require(code);
    if (!registry) return refused(std::move(registry.error()));

    const store::Condition allowed = open_to_step(asker.actor, **registry, step);
    store::Command command = record::record_command(
        registries, {.key = asker.key, .actor = asker.actor.name, .today = office.today()},
        "record.states", payload_of(code, records, step, reason),
        [code, records, allowed, state = std::string(step.to), reason](
            record::RecordWriter& writer,
            store::Transaction&) -> Result<std::vector<record::Written>> {
            std::vector<record::Written> all;
            for (const RecordVersion& one : records) {
                auto written = writer.set_state({.whom = {.registry = code,
                                                          .id = one.id,
                                                          .expected_version = one.version,
                                                          .allowed = allowed},
                                                 .state = state,
                                                 .reason = reason});
                if (!written) return unexpected(std::move(written.error()));
                all.push_back(std::move(*written));
            }
            return all;
        });
    auto written = office.store().write(std::move(command));
    if (written) {
        answer.written = record::read_answer(written->text);
        answer.is_repeated = written->is_repeated;
        return answer;
    }
    auto mistakes = hindrances(office, asker.actor, code, records, step);
    if (!mistakes || mistakes->empty()) return refused(std::move(written.error()));
    answer.mistakes = std::move(*mistakes);
    return answer;
}

}  // namespace kc::office
