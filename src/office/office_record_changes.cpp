// SPDX-License-Identifier: Apache-2.0
#include "office/office_record_changes.hpp"

#include <algorithm>
#include <set>
#include <utility>

#include <fmt/format.h>

#include "office/office_record_command.hpp"
#include "record/rows.hpp"

namespace kc::office {
namespace {

using access::Verb;
using record::RecordId;
using record::Registry;

constexpr std::size_t kIdsAtOnce = 500;

// What the command did has to lie within this afterwards, or nothing of it happened.
void require_after(store::Command& command, const Registry& registry, store::Condition reach) {
    command.run = [inner = std::move(command.run), &registry, reach = std::move(reach)](
                      store::Transaction& transaction) -> Result<std::string> {
        auto answer = inner(transaction);
        if (!answer) return answer;
        const auto written = record::read_answer(*answer);
        std::vector<RecordId> ids;
        for (const record::Written& one : written) ids.push_back(one.id);
        auto outside = outside_of(transaction, registry, ids, reach);
        if (!outside) return unexpected(std::move(outside.error()));
        if (!outside->empty()) return unexpected(record_outside());
        return answer;
    };
}

std::vector<record::FieldError> mistakes_in(const Office& office, const Registry& registry,
                                            const std::vector<record::FieldText>& fields,
                                            bool is_new) {
    return record::check_fields(registry, registries_of(office)->regions(), fields, office.today(),
                                is_new);
}

// A name that was never another is a correction; one that changed did so on a day.
void check_rename(const Registry& registry, const RecordInput& input,
                  std::vector<record::FieldError>& mistakes) {
    const std::string& title = registry.definition().title;
    const bool has_title =
        std::any_of(input.fields.begin(), input.fields.end(),
                    [&](const record::FieldText& one) { return one.field == title; });
    if (input.is_rename && !has_title)
        mistakes.push_back(
            {title,
             Diagnostic{"E-record-rename", {}, "更名要写新名称", "a renaming needs the new name"}
                 .hint("写上新名称", "write the new name")});
}

store::Condition states_before(const RecordStep& step) {
    std::vector<store::OwnedValue> states;
    for (const std::string_view state : step.from) states.emplace_back(std::string(state));
    return store::one_of(std::string(record::columns::kState), std::move(states));
}

}  // namespace

Diagnostic no_record() {
    return {"E-record-not-found", {}, "没有这条记录", "there is no such record"};
}

Diagnostic step_impossible() {
    return Diagnostic{"E-record-step",
                      {},
                      "记录现在的状态不能走这一步",
                      "this step is not possible in the record's present state"}
        .hint("刷新后再试", "reload and try again");
}

Diagnostic record_outside() {
    return Diagnostic{"E-record-outside",
                      {},
                      "记录会落在授权范围之外",
                      "the record would lie outside what was granted to you"}
        .hint("检查所属地区和所属单位", "check the region and whose it is");
}

store::Condition may_change(const access::Actor& actor, const Registry& registry) {
    const access::SubjectShape shape = record_shape(registry);
    return store::either(access::compile(actor, Verb::edit, shape),
                         access::compile(actor, Verb::close, shape));
}

Result<std::vector<RecordId>> outside_of(store::Transaction& transaction, const Registry& registry,
                                         const std::vector<RecordId>& ids,
                                         const store::Condition& condition) {
    std::vector<RecordId> outside;
    for (std::size_t begin = 0; begin < ids.size(); begin += kIdsAtOnce) {
        const std::size_t end = std::min(ids.size(), begin + kIdsAtOnce);
        std::vector<store::OwnedValue> values;
        for (std::size_t i = begin; i < end; ++i) values.emplace_back(ids[i]);
        const store::Condition where =
            store::both(store::one_of("id", std::move(values)), condition);
        std::set<RecordId> within;
        const auto owned = store::values_of(where);
        auto read = record::for_each_row(
            transaction.query(fmt::format("SELECT id FROM {} WHERE {}", registry.table(),
                                          store::numbered(where, 1)),
                              owned),
            [&](store::Rows& rows) { within.insert(rows.get<std::int64_t>(0)); });
        if (!read) return unexpected(std::move(read.error()));
        for (std::size_t i = begin; i < end; ++i) {
            if (!within.contains(ids[i])) outside.push_back(ids[i]);
        }
    }
    return outside;
}

RecordAnswer create_record(Office& office, const RecordAsker& asker, const std::string& code,
                           const RecordInput& input) {
    const record::SharedRegistries registries = registries_of(office);
    auto registry = registries->require(code);
    if (!registry) return refused(std::move(registry.error()));
    RecordAnswer answer;
    answer.mistakes = mistakes_in(office, **registry, input.fields, true);
    if (!answer.mistakes.empty()) return answer;
    const access::SubjectShape shape = record_shape(**registry);
    store::Condition reach = access::compile(asker.actor, Verb::create, shape);
    if (input.submit)
        reach = store::both(std::move(reach), access::compile(asker.actor, Verb::submit, shape));
    const record::NewRecord draft{
        .registry = code, .fields = input.fields, .state = "draft", .reason = input.reason};
    const std::string kind = input.submit ? "record.create_submitted" : "record.create";
    // The rights are about a draft; only then is it handed in.
    store::Command command = record::record_command(
        registries, request_of(office, asker), kind, record::payload_of(*registries, draft),
        [draft, reach = std::move(reach), registry = *registry, submit = input.submit](
            record::RecordWriter& writer,
            store::Transaction& transaction) -> Result<std::vector<record::Written>> {
            auto made = writer.create(draft);
            if (!made) return unexpected(std::move(made.error()));
            auto outside = outside_of(transaction, *registry, {made->id}, reach);
            if (!outside) return unexpected(std::move(outside.error()));
            if (!outside->empty()) return unexpected(record_outside());
            if (!submit) return std::vector<record::Written>{std::move(*made)};
            auto submitted = writer.set_state(
                {.whom = {.registry = draft.registry, .id = made->id, .allowed = store::always()},
                 .state = "submitted"});
            if (!submitted) return unexpected(std::move(submitted.error()));
            return std::vector<record::Written>{std::move(*submitted)};
        });
    return write_record(office, std::move(command));
}

RecordAnswer update_record(Office& office, const RecordAsker& asker, const std::string& code,
                           RecordId id, std::int64_t version, const RecordInput& input) {
    const record::SharedRegistries registries = registries_of(office);
    auto registry = registries->require(code);
    if (!registry) return refused(std::move(registry.error()));
    RecordAnswer answer;
    {
        auto desk = RecordDesk::open(office, asker.actor);
        if (!desk) return refused(std::move(desk.error()));
        auto present = record_to_change(*desk, **registry, id);
        if (!present) return refused(std::move(present.error()));
        answer.mistakes = mistakes_in(office, **registry, input.fields, false);
        check_sights((*registry)->definition().fields, present->cells, input.fields,
                     answer.mistakes);
        check_rename(**registry, input, answer.mistakes);
    }
    if (!answer.mistakes.empty()) return answer;
    const store::Condition reach =
        access::compile(asker.actor, Verb::edit, record_shape(**registry));
    store::Command command = record::update_command(
        registries, request_of(office, asker),
        {.whom = {.registry = code, .id = id, .expected_version = version, .allowed = reach},
         .fields = input.fields,
         .since = input.since,
         .until = input.until,
         .reason = input.reason,
         .is_rename = input.is_rename});
    require_after(command, **registry, reach);
    return explained(office, asker.actor, **registry, id, Verb::edit,
                     write_record(office, std::move(command)));
}

RecordAnswer close_record(Office& office, const RecordAsker& asker, const std::string& code,
                          RecordId id, std::int64_t version, const std::string& life, base::Date on,
                          const std::string& reason) {
    const record::SharedRegistries registries = registries_of(office);
    auto registry = registries->require(code);
    if (!registry) return refused(std::move(registry.error()));
    store::Command command =
        record::close_command(registries, request_of(office, asker),
                              {.whom = {.registry = code,
                                        .id = id,
                                        .expected_version = version,
                                        .allowed = may_change(asker.actor, **registry)},
                               .life = life,
                               .on = on,
                               .reason = reason});
    return explained(office, asker.actor, **registry, id, Verb::edit,
                     write_record(office, std::move(command)));
}

RecordAnswer merge_record(Office& office, const RecordAsker& asker, const std::string& code,
                          RecordId id, std::int64_t version, RecordId into,
                          const std::string& reason) {
    const record::SharedRegistries registries = registries_of(office);
    auto registry = registries->require(code);
    if (!registry) return refused(std::move(registry.error()));
    const store::Condition reach = may_change(asker.actor, **registry);
    store::Command command = record::merge_command(
        registries, request_of(office, asker),
        {.from = {.registry = code, .id = id, .expected_version = version, .allowed = reach},
         .into = {.registry = code, .id = into, .allowed = reach},
         .reason = reason});
    return explained(office, asker.actor, **registry, id, Verb::edit,
                     write_record(office, std::move(command)));
}

const std::vector<RecordStep>& record_steps() {
    static const std::vector<RecordStep> kSteps = {
        {"submit", Verb::submit, {"draft", "returned"}, "submitted", false},
        {"sign", Verb::sign, {"submitted"}, "signed", false},
        {"check", Verb::check, {"submitted", "signed"}, "checked", false},
        {"verify", Verb::verify, {"submitted", "signed", "checked"}, "verified", false},
        {"publish", Verb::publish, {"verified"}, "published", false},
        // What was verified may turn out wrong: whoever verified it can have it mended.
        {"return",
         Verb::hand_back,
         {"submitted", "signed", "checked", "verified", "published"},
         "returned",
         true},
        {"withdraw", Verb::withdraw, {"verified", "published"}, "withdrawn", true},
    };
    return kSteps;
}

store::Condition open_to_step(const access::Actor& actor, const Registry& registry,
                              const RecordStep& step) {
    return store::both(access::compile(actor, step.verb, record_shape(registry)),
                       store::both(states_before(step), {"life <> 'merged'", {}}));
}

std::vector<const RecordStep*> steps_open(const access::Actor& actor, const Registry& registry,
                                          const record::Record& record) {
    std::vector<const RecordStep*> open;
    if (record.life == record::life::kMerged) return open;
    const access::SubjectShape shape = record_shape(registry);
    const access::SubjectRow row = record_subject(registry, record);
    for (const RecordStep& step : record_steps()) {
        const bool is_possible =
            std::find(step.from.begin(), step.from.end(), record.state) != step.from.end();
        if (is_possible && access::decide(actor, step.verb, shape, row).allowed())
            open.push_back(&step);
    }
    return open;
}

RecordAnswer step_record(Office& office, const RecordAsker& asker, const std::string& code,
                         RecordId id, std::int64_t version, const RecordStep& step,
                         const std::string& reason) {
    const record::SharedRegistries registries = registries_of(office);
    auto registry = registries->require(code);
    if (!registry) return refused(std::move(registry.error()));
    {
        auto desk = RecordDesk::open(office, asker.actor);
        if (!desk) return refused(std::move(desk.error()));
        auto present = record_to_change(*desk, **registry, id);
        if (!present) return refused(std::move(present.error()));
        const std::string& state = present->record.state;
        const bool is_possible =
            std::find(step.from.begin(), step.from.end(), state) != step.from.end();
        // A repeated request finds it where it already is, and is answered as it was.
        if (!is_possible && state != step.to) return refused(step_impossible());
    }
    store::Command command =
        record::state_command(registries, request_of(office, asker),
                              {.whom = {.registry = code,
                                        .id = id,
                                        .expected_version = version,
                                        .allowed = open_to_step(asker.actor, **registry, step)},
                               .state = std::string(step.to),
                               .reason = reason});
    return explained(office, asker.actor, **registry, id, step.verb,
                     write_record(office, std::move(command)));
}

}  // namespace kc::office
