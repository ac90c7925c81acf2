// SPDX-License-Identifier: Apache-2.0
// Registries and their records, to read: what there is, lists, one record, files, what runs out.
#include <algorithm>
#include <array>

#include <fmt/format.h>

#include "access/grants.hpp"
#include "server/answers.hpp"
#include "server/record_page.hpp"
#include "server/record_query.hpp"
#include "server/record_views.hpp"
#include "server/site.hpp"
#include "server/time_text.hpp"

namespace kc::server {
namespace {

using access::Verb;
using office::RecordDesk;
using record::Registry;

constexpr std::int32_t kSoonDays = 90;
constexpr int kMonthsMax = 60;

// ---- registries ------------------------------------------------------------------------------

Response list_registries(Site& site, const Call& call) {
    auto desk = RecordDesk::open(site.office(), call.actor);
    if (!desk) return failed(call.request, desk.error());
    const base::Date today = desk->today();
    const auto soon = base::add_days(today, kSoonDays);
    JsonWriter json;
    json.begin_object().key("on").text(base::to_string(today));
    json.key("soon_days").number(kSoonDays).key("items").begin_array();
    for (const Registry& registry : desk->live().registries->all()) {
        auto total = desk->count(registry, {});
        if (!total) return record_refusal(call.request, total.error());
        json.begin_object();
        write_registry_head(registry, rights_in(call.actor, registry), json);
        json.key("total").number(*total).key("expiring");
        const auto& validity = registry.definition().validity;
        if (validity && !validity->to.empty() && desk->may_filter(registry, validity->to)) {
            auto expiring = desk->count(registry, {.expires_from = today, .expires_to = soon});
            if (!expiring) return record_refusal(call.request, expiring.error());
            json.number(*expiring);
        } else {
            json.null();
        }
        json.end_object();
    }
    json.end_array().end_object();
    return json_answer(200, std::move(json));
}

Response show_registry(Site& site, const Call& call) {
    return with_registry(site, call, "code", Verb::read,
                         [&](RecordDesk& desk, const Registry& registry) {
                             JsonWriter json;
                             write_registry(desk, call.actor, registry, json);
                             return json_answer(200, std::move(json));
                         });
}

Response show_expiring(Site& site, const Call& call) {
    return with_registry_then(
        site, call, "code", Verb::read, [&](RecordDesk& desk, const Registry& registry) {
            Asked asked = asked_by(call, registry);
            const auto from = day_of(call.request, "from", asked.wrong);
            const auto to = day_of(call.request, "to", asked.wrong);
            if (asked.wrong) return std::move(*asked.wrong);
            const base::Date first = from.value_or(desk.today());
            const base::Date last = to.value_or(base::add_days(first, 365).value_or(first));
            asked.query.expires_from = first;
            asked.query.expires_to = last;
            auto page = desk.page(registry, asked.query);
            if (!page) return record_refusal(call.request, page.error());
            JsonWriter json;
            json.begin_object().key("from").text(base::to_string(first));
            json.key("to").text(base::to_string(last)).key("months").begin_array();
            auto month = base::Period::month(first.year(), first.month());
            for (int i = 0; i < kMonthsMax && month && month->first_day() <= last; ++i) {
                office::RecordListQuery one = asked.query;
                one.expires_from = std::max(first, month->first_day());
                one.expires_to = std::min(last, month->last_day());
                auto count = desk.count(registry, one);
                if (!count) return record_refusal(call.request, count.error());
                json.begin_object().key("month").text(base::to_string(*month));
                json.key("count").number(*count).end_object();
                const auto next = base::add_days(month->last_day(), 1);
                if (!next) break;
                month = base::Period::month(next->year(), next->month());
            }
            json.end_array().key("total").number_or_null(page->total).key("items").begin_array();
            for (const office::SeenRecord& one : page->records)
                write_record(registry, one, registry.definition().listed, json);
            json.end_array().key("next_cursor").text_or_null(page->next);
            json.key("as_of").text(time_text(desk.moment().at_us)).end_object();
            return json_answer(200, std::move(json));
        });
}

// What waits for the asker, registry by registry: a desk opens with it.
Response list_steps(Site& site, const Call& call) {
    auto desk = RecordDesk::open(site.office(), call.actor);
    if (!desk) return failed(call.request, desk.error());
    JsonWriter json;
    json.begin_object().key("items").begin_array();
    for (const Registry& registry : desk->live().registries->all()) {
        for (const office::RecordStep& step : office::record_steps()) {
            store::Condition open = office::open_to_step(call.actor, registry, step);
            if (open == store::never()) continue;
            auto count = desk->count(registry, {.within = std::move(open), .present_only = true});
            if (!count) return record_refusal(call.request, count.error());
            if (*count == 0) continue;
            json.begin_object().key("registry").text(registry.code()).key("name");
            json.words(registry.definition().name.zh, registry.definition().name.en);
            json.key("step").text(step.word).key("count").number(*count).end_object();
        }
    }
    json.end_array().end_object();
    return json_answer(200, std::move(json));
}

// ---- lists -----------------------------------------------------------------------------------

Response list_records(Site& site, const Call& call) {
    return with_registry_then(
        site, call, "registry", Verb::read, [&](RecordDesk& desk, const Registry& registry) {
            Asked asked = asked_by(call, registry);
            if (asked.wrong) return std::move(*asked.wrong);
            auto page = desk.page(registry, asked.query);
            if (!page) return record_refusal(call.request, page.error());
            const auto& columns =
                asked.columns.empty() ? registry.definition().listed : asked.columns;
            JsonWriter json;
            json.begin_object().key("total").number_or_null(page->total);
            json.key("columns").begin_array();
            for (const std::string& code : columns) json.text(code);
            json.end_array().key("items").begin_array();
            for (const office::SeenRecord& one : page->records)
                write_record(registry, one, columns, json);
            json.end_array().key("next_cursor").text_or_null(page->next);
            json.key("as_of").text(time_text(desk.moment().at_us)).end_object();
            return json_answer(200, std::move(json));
        });
}

Response show_record(Site& site, const Call& call) {
    std::optional<Response> wrong;
    const office::Moment moment = moment_of(site.office(), call.request, wrong);
    if (wrong) return std::move(*wrong);
    return record_answer(site, call, call.parameters.text("registry"), call.parameters.number("id"),
                         200, moment);
}

// Explanations of access can be asked for about every record.
void add_subjects(Site& site) {
    const auto live = site.office().live();
    for (const Registry& registry : live->registries->all()) {
        site.subjects().add(
            {.shape = office::record_shape(registry),
             .find = [&site, code = registry.code()](
                         std::int64_t number) -> Result<std::optional<access::SubjectRow>> {
                 const auto now = site.office().live();
                 auto found = now->registries->require(code);
                 if (!found) return unexpected(std::move(found.error()));
                 auto reader = site.office().store().read();
                 if (!reader) return unexpected(std::move(reader.error()));
                 auto record = record::get(reader->connection(), **found, number, store::always());
                 if (!record) return unexpected(std::move(record.error()));
                 if (!*record) return std::optional<access::SubjectRow>();
                 access::SubjectRow row = office::record_subject(**found, **record);
                 auto parts = access::parts_in(reader->connection(), code, number);
                 if (!parts) return unexpected(std::move(parts.error()));
                 row.parts = std::move(*parts);
                 return std::optional(std::move(row));
             }});
    }
}

}  // namespace

void add_record_routes(Site& site, Router& router) {
    using Show = Response (*)(Site&, const Call&);
    using access::Action;
    const auto get = [&](std::string_view pattern, Show show, Action action) {
        router.add({.method = Method::get,
                    .pattern = pattern,
                    .handle = [&site, show](const Call& call) { return show(site, call); },
                    .action = action});
    };
    get("/api/v1/registries", &list_registries, Action::read_records);
    get("/api/v1/registries/{code}", &show_registry, Action::read_records);
    get("/api/v1/registries/{code}/expiring", &show_expiring, Action::read_records);
    get("/api/v1/record-steps", &list_steps, Action::read_records);
    get("/api/v1/records/{registry}", &list_records, Action::read_records);
    get("/api/v1/records/{registry}/{id:int}", &show_record, Action::read_records);
    add_subjects(site);
}

}  // namespace kc::server
