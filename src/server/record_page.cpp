// SPDX-License-Identifier: Apache-2.0
#include "server/record_page.hpp"

#include <algorithm>
#include <utility>

#include "access/grants.hpp"
#include "office/office_record_years.hpp"
#include "record/approved.hpp"
#include "server/answers.hpp"
#include "server/record_query.hpp"
#include "server/record_views.hpp"
#include "server/time_text.hpp"

namespace kc::server {
namespace {

using access::Verb;
using office::RecordDesk;
using record::Registry;

void write_history(const Registry& registry, const std::vector<record::Version>& versions,
                   const std::vector<office::SeenRecord>& seen, JsonWriter& json) {
    json.key("history").begin_array();
    for (std::size_t i = 0; i < versions.size(); ++i)
        write_version(registry, versions[i], seen[i], json);
    json.end_array();
}

// What differs, by what the reader sees of both.
void write_differences(const Registry& registry, const office::SeenRecord& newest,
                       const office::SeenRecord& approved, JsonWriter& json) {
    const auto& fields = registry.definition().fields;
    json.key("differences").begin_array();
    for (std::size_t i = 0; i < fields.size(); ++i) {
        const office::SeenCell& now = newest.cells[i];
        const office::SeenCell& then = approved.cells[i];
        if (now.sight == then.sight && (now.text != then.text || now.zh != then.zh))
            json.text(fields[i].code);
    }
    json.end_array();
}

// While a correction is under way: since when, and what counts until it is approved.
Result<void> write_approved(RecordDesk& desk, const Registry& registry,
                            const office::SeenRecord& newest,
                            const std::vector<record::Version>& versions, JsonWriter& json) {
    json.key("approved");
    const auto correction = record::correction_under_way(versions);
    if (!correction) {
        json.null();
        return {};
    }
    const record::Record& approved = correction->version->record;
    const record::CountedRecord counted{.id = approved.id, .version = approved.version};
    auto seen = desk.counted(registry, {&counted, 1});
    if (!seen) return unexpected(std::move(seen.error()));
    json.begin_object().key("since").text(time_text(correction->correction_us));
    json.key("version").number(approved.version).key("state").text(approved.state);
    // Not everybody who sees the correction may see what was approved: it lay elsewhere, perhaps.
    if (seen->empty()) {
        json.key("record").null().key("differences").begin_array().end_array();
    } else {
        json.key("record");
        write_record(registry, seen->front(), {}, json);
        write_differences(registry, newest, seen->front(), json);
    }
    json.end_object();
    return {};
}

Result<void> write_relations(RecordDesk& desk, const Registry& registry, record::RecordId id,
                             JsonWriter& json) {
    auto relations = record::relations(
        desk.connection(), *desk.live().registries, registry, id,
        [&](const Registry& other) {
            // What points here is a value of a field of theirs,
            // which not everybody sees.
            return desk.allowed(other);
        },
        desk.known_at_us());
    if (!relations) return unexpected(std::move(relations.error()));
    json.key("relations").begin_array();
    for (record::Relation& one : *relations) {
        if (!desk.may_filter(*one.registry, one.field->code)) continue;
        auto seen = desk.seen(*one.registry, std::move(one.newest));
        if (!seen) return unexpected(std::move(seen.error()));
        json.begin_object().key("registry").text(one.registry->code()).key("name");
        json.words(one.registry->definition().name.zh, one.registry->definition().name.en);
        json.key("field").text(one.field->code).key("count").number(one.count);
        json.key("items").begin_array();
        for (const office::SeenRecord& other : *seen) write_record_link(other, json);
        json.end_array().end_object();
    }
    json.end_array();
    return {};
}

Result<void> write_duplicates(RecordDesk& desk, const Registry& registry,
                              const office::SeenRecord& record, JsonWriter& json) {
    json.key("duplicates").begin_array();
    if (!desk.moment().is_now || record.record.correction_us) {
        json.end_array();
        return {};
    }
    // By what is masked nobody finds out who has the same.
    const auto& fields = desk.fields(registry);
    const bool sees_all = std::all_of(fields.begin(), fields.end(), [](const auto& one) {
        return one.field_class == access::FieldClass::secret || one.may_filter();
    });
    if (sees_all) {
        auto candidates = record::duplicates_of(desk.connection(), registry, record.record,
                                                desk.allowed(registry));
        if (!candidates) return unexpected(std::move(candidates.error()));
        std::vector<record::Record> others;
        for (record::Candidate& one : *candidates) others.push_back(std::move(one.record));
        auto seen = desk.seen(registry, std::move(others));
        if (!seen) return unexpected(std::move(seen.error()));
        for (const office::SeenRecord& one : *seen) write_record_link(one, json);
    }
    json.end_array();
    return {};
}

Result<void> write_years(RecordDesk& desk, const Registry& registry,
                         const office::SeenRecord& record, const access::Actor& actor,
                         const access::SubjectRow& row, JsonWriter& json) {
    auto years = office::years_of(desk, actor, registry, record.record.id, row);
    if (!years) return unexpected(std::move(years.error()));
    json.key("yearly").begin_array();
    for (const office::SeenFigures& year : *years) write_figures(registry, year, json);
    json.end_array();
    return {};
}

void write_decision(const access::RowDecision& decision, JsonWriter& json) {
    json.begin_object().key("allowed").boolean(decision.allowed());
    json.key("rule").text_or_null(decision.rule);
    json.key("on_behalf_of").text_or_null(decision.on_behalf_of);
    json.key("reason").words(decision.zh, decision.en).end_object();
}

// What may be done with a record of the past: nothing.
access::RowDecision of_the_past() {
    access::RowDecision decision;
    decision.outcome = access::Outcome::state;
    decision.zh = "这是当时的记录，只能看";
    decision.en = "this is the record as it was known then, to be read only";
    return decision;
}

// Nor with what was approved, while somebody else is at work on it.
access::RowDecision of_approved() {
    const Diagnostic why = office::under_correction();
    access::RowDecision decision;
    decision.outcome = access::Outcome::state;
    decision.zh = why.zh;
    decision.en = why.en;
    return decision;
}

void write_rights(const RecordDesk& desk, const Registry& registry, const access::Actor& actor,
                  const access::SubjectRow& row, const record::Record& record, JsonWriter& json) {
    const access::SubjectShape shape = office::record_shape(registry);
    const bool is_now = desk.moment().is_now;
    const bool is_approved = record.correction_us.has_value();
    json.key("may_read");
    write_decision(access::decide(actor, Verb::read, shape, row), json);
    json.key("may_edit");
    write_decision(!is_now       ? of_the_past()
                   : is_approved ? of_approved()
                                 : access::decide(actor, Verb::edit, shape, row),
                   json);
    json.key("steps").begin_array();
    if (is_now && !is_approved) {
        for (const office::RecordStep* step : office::steps_open(actor, registry, record))
            json.text(step->word);
    }
    json.end_array();
}

Result<void> write_parts(RecordDesk& desk, const Registry& registry, const office::SeenRecord& seen,
                         const access::Actor& actor, const access::SubjectRow& row,
                         JsonWriter& json) {
    auto versions = record::history(desk.connection(), registry, seen.record.id,
                                    desk.allowed(registry), desk.known_at_us());
    if (!versions) return unexpected(std::move(versions.error()));
    std::vector<record::Record> records;
    for (const record::Version& one : *versions) records.push_back(one.record);
    auto all = desk.seen_like(registry, seen, std::move(records));
    if (!all) return unexpected(std::move(all.error()));
    Result<void> written = write_approved(desk, registry, seen, *versions, json);
    if (!written) return written;
    write_history(registry, *versions, *all, json);
    auto traces = office::traces_of(desk, registry, *versions, *all);
    if (!traces) return unexpected(std::move(traces.error()));
    write_traces(*traces, json);
    written = write_relations(desk, registry, seen.record.id, json);
    if (written) written = write_duplicates(desk, registry, seen, json);
    if (written) written = write_years(desk, registry, seen, actor, row, json);
    return written;
}

}  // namespace

Response record_answer(Site& site, const Call& call, const std::string& code, record::RecordId id,
                       int status) {
    return record_answer(site, call, code, id, status, site.office().now());
}

Response record_answer(Site& site, const Call& call, const std::string& code, record::RecordId id,
                       int status, const office::Moment& moment) {
    auto desk = RecordDesk::open(site.office(), call.actor, Verb::read, moment);
    if (!desk) return failed(call.request, desk.error());
    auto registry = desk->require(code);
    if (!registry) return record_refusal(call.request, registry.error());
    auto found = desk->one(**registry, id);
    if (!found) return record_refusal(call.request, found.error());
    if (!*found) return not_found(call.request, "没有这条记录", "there is no such record");
    const office::SeenRecord& seen = **found;
    access::SubjectRow row = office::record_subject(**registry, seen.record);
    auto parts = access::parts_in(desk->connection(), code, id);
    if (!parts) return failed(call.request, parts.error());
    row.parts = std::move(*parts);
    JsonWriter json;
    json.begin_object().key("as_of").text(time_text(moment.at_us)).key("record");
    write_record(**registry, seen, {}, json);
    write_rights(*desk, **registry, call.actor, row, seen.record, json);
    auto written = write_parts(*desk, **registry, seen, call.actor, row, json);
    if (!written) return failed(call.request, written.error());
    json.end_object();
    return json_answer(status, std::move(json)).set("ETag", version_tag(seen.record.version));
}

}  // namespace kc::server
