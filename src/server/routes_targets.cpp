// SPDX-License-Identifier: Apache-2.0
// Targets: list, one, derivation, facts, counties.
#include <algorithm>
#include <array>

#include "server/answers.hpp"
#include "server/site.hpp"
#include "server/views.hpp"

namespace kc::server {
namespace {

constexpr std::array<std::string_view, 6> kStatuses = {"achieved",  "on_track", "at_risk",
                                                       "off_track", "unknown",  "stale"};

Response no_target(const Request& request) {
    return not_found(request, "没有这个目标", "there is no such target");
}

Response list_targets(Site& site, const Call& call) {
    const Page page = page_of(call.request);
    if (page.problem) return *page.problem;
    const auto status = call.request.target.find("status");
    if (status && std::find(kStatuses.begin(), kStatuses.end(), *status) == kStatuses.end())
        return problem(call.request, 400, {"E-query", {}, "没有这种状态", "no such status"});
    std::optional<Response> wrong;
    const office::Moment moment = moment_of(site.office(), call.request, wrong);
    if (wrong) return *wrong;
    const office::TargetsNow now = office::targets_at(site.office(), moment);
    JsonWriter json;
    json.begin_object().key("items").begin_array();
    std::int64_t at = page.after;
    std::int64_t shown = 0;
    const auto size = static_cast<std::int64_t>(now.targets.size());
    for (; at < size && shown < page.limit; ++at) {
        const office::TargetNow& one = now.targets[static_cast<std::size_t>(at)];
        if (status && one.status != *status) continue;
        write_target(*now.live, one, json);
        ++shown;
    }
    json.end_array().key("next_cursor").text_or_null(at < size ? std::to_string(at) : "");
    json.key("as_of").text(time_text(now.moment.at_us)).end_object();
    return json_answer(200, std::move(json));
}

void write_trajectory(const office::TrajectoryNow& trajectory, JsonWriter& json) {
    json.begin_object().key("kind").text(trajectory.kind).key("note");
    write_words(trajectory.note, json);
    json.key("planned").begin_array();
    for (const office::PlannedPoint& one : trajectory.planned) {
        json.begin_object().key("at").text(base::to_string(one.at));
        json.key("value").number(one.value).key("low").number_or_null(one.low);
        json.key("high").number_or_null(one.high).end_object();
    }
    json.end_array().key("actual").begin_array();
    for (const office::ActualPoint& one : trajectory.actual) {
        json.begin_object().key("period").text(base::to_string(one.period));
        json.key("at").text(base::to_string(one.period.last_day()));
        json.key("value").number(one.value).end_object();
    }
    json.end_array().end_object();
}

Response show_target(Site& site, const Call& call) {
    std::optional<Response> wrong;
    const office::Moment moment = moment_of(site.office(), call.request, wrong);
    if (wrong) return *wrong;
    const office::TargetsNow now = office::targets_at(site.office(), moment);
    const office::TargetNow* found = now.find(call.parameters.text("code"));
    if (found == nullptr) return no_target(call.request);
    const pack::Target& target = *found->target;
    JsonWriter json;
    json.begin_object().key("target");
    write_target(*now.live, *found, json);
    json.key("definition");
    const pack::Indicator* indicator = now.live->lookup.indicator(target.indicator);
    if (indicator != nullptr)
        write_indicator(*indicator, true, json);
    else
        json.null();
    json.key("baseline");
    if (target.baseline) {
        const auto& period = target.baseline->period;
        json.begin_object().key("value").number(target.baseline->value);
        json.key("period").text_or_null(period ? pack::to_string(*period) : "").end_object();
    } else {
        json.null();
    }
    json.key("trajectory");
    write_trajectory(found->trajectory, json);
    json.key("confidence").number_or_null(target.confidence);
    json.key("notes").text(target.notes).key("todo");
    write_todo(target.todo, json);
    json.end_object();
    return json_answer(200, std::move(json));
}

Response show_derivation(Site& site, const Call& call) {
    std::optional<Response> wrong;
    const office::Moment moment = moment_of(site.office(), call.request, wrong);
    if (wrong) return *wrong;
    const office::TargetsNow now = office::targets_at(site.office(), moment);
    const office::TargetNow* found = now.find(call.parameters.text("code"));
    if (found == nullptr) return no_target(call.request);
    const pack::Target& target = *found->target;
    JsonWriter json;
    json.begin_object();
    json.key("code").text(target.code).key("status").text(found->status);
    json.key("value").number_or_null(found->value).key("target").number(target.value);
    json.key("unit").text(base::to_string(target.unit));
    json.key("bound").text(pack::to_string(target.bound));
    std::vector<indicator::FactRef> facts;
    json.key("steps").begin_array();
    for (const indicator::Derivation& step : found->steps) write_step(step, facts, json);
    json.end_array().key("facts").begin_array();
    for (const indicator::FactRef& one : facts) {
        // Counted from records and reported by nobody.
        if (one.id == 0) {
            write_fact({.fact = {.indicator = one.indicator,
                                 .unit = one.unit,
                                 .period = one.period,
                                 .dimensions = one.dimensions,
                                 .value = one.value,
                                 .status = one.status,
                                 .known_at_us = one.known_at_us,
                                 .source = one.source}},
                       json);
            continue;
        }
        // Who reported it stands in the store; the columns keep only what is computed with.
        auto listed = office::find_listed_fact(site.office(), one.id);
        if (!listed) return failed(call.request, listed.error());
        write_fact(*listed, json);
    }
    json.end_array().key("source");
    write_source(target.source, json);
    json.key("as_of").text(time_text(now.moment.at_us)).end_object();
    return json_answer(200, std::move(json));
}

Response list_target_facts(Site& site, const Call& call) {
    const Page page = page_of(call.request);
    if (page.problem) return *page.problem;
    const auto live = site.office().live();
    const pack::Target* target = live->lookup.target(call.parameters.text("code"));
    if (target == nullptr) return no_target(call.request);
    JsonWriter json;
    if (target->indicator.empty()) {
        json.begin_object().key("items").begin_array().end_array();
        json.key("next_cursor").null().end_object();
        return json_answer(200, std::move(json));
    }
    office::FactFilter filter{
        .indicator = target->indicator, .before = page.after, .limit = page.limit};
    if (!target->unit_of_observation.empty()) filter.unit = target->unit_of_observation;
    auto facts = office::list_facts(site.office(), filter);
    if (!facts) return failed(call.request, facts.error());
    return fact_page(std::move(*facts), page.limit);
}

Response show_counties(Site& site, const Call& call) {
    std::optional<Response> wrong;
    const office::Moment moment = moment_of(site.office(), call.request, wrong);
    if (wrong) return *wrong;
    const auto live = site.office().live();
    const pack::Target* target = live->lookup.target(call.parameters.text("code"));
    if (target == nullptr) return no_target(call.request);
    const office::CountiesNow now = office::counties_at(site.office(), *live, *target, moment);
    JsonWriter json;
    json.begin_object().key("code").text(target->code);
    json.key("unit").text(base::to_string(target->unit)).key("rule").text(now.rule);
    json.key("total").number_or_null(now.total);
    json.key("difference").number_or_null(now.difference).key("check");
    write_words(now.check, json);
    json.key("items").begin_array();
    for (const office::CountyNow& one : now.counties) {
        json.begin_object().key("code").text(one.unit->code).key("name");
        write_words(one.unit->name, json);
        json.key("tile");
        write_tile(one.unit->tile, json);
        json.key("value").number_or_null(one.value);
        json.key("value_period")
            .text_or_null(one.value_period ? base::to_string(*one.value_period) : "");
        json.key("target").number_or_null(one.target).key("status").text(one.status);
        json.key("age_days").number_or_null(one.age_days).end_object();
    }
    json.end_array().end_object();
    return json_answer(200, std::move(json));
}

}  // namespace

void add_target_routes(Site& site, Router& router) {
    using Show = Response (*)(Site&, const Call&);
    const auto add = [&](std::string_view pattern, Show show, bool is_cached) {
        router.add({.method = Method::get,
                    .pattern = pattern,
                    .handle = [&site, show](const Call& call) { return show(site, call); },
                    .action = access::Action::read,
                    .is_cached = is_cached});
    };
    add("/api/v1/targets", &list_targets, true);
    add("/api/v1/targets/{code}", &show_target, true);
    add("/api/v1/targets/{code}/derivation", &show_derivation, true);
    add("/api/v1/targets/{code}/facts", &list_target_facts, false);
    add("/api/v1/targets/{code}/counties", &show_counties, true);
}

}  // namespace kc::server
