// SPDX-License-Identifier: Apache-2.0
// What whoever grants roles looks at: all grants, and the units and sections to choose from.
#include <algorithm>

#include "access/grants.hpp"
#include "server/answers.hpp"
#include "server/grant_views.hpp"
#include "server/site.hpp"

namespace kc::server {
namespace {

std::string query_text(const Request& request, std::string_view name) {
    const auto value = request.target.find(name);
    return value ? std::string(*value) : std::string();
}

Response list_all(Site& site, const Call& call) {
    Page page = page_of(call.request);
    if (page.problem) return std::move(*page.problem);
    const access::GrantFilter filter{.account = query_text(call.request, "account"),
                                     .role = query_text(call.request, "role"),
                                     .before = page.after};
    const std::string state = query_text(call.request, "state");
    const auto terms = site.standings().terms();
    const base::Date today = site.office().today();
    auto reader = site.office().store().read();
    if (!reader) return failed(call.request, reader.error());
    auto grants = access::latest_grants(reader->connection(), filter, page.limit + 1);
    if (!grants) return failed(call.request, grants.error());
    const bool more = static_cast<std::int64_t>(grants->size()) > page.limit;
    if (more) grants->pop_back();
    JsonWriter json;
    json.begin_object().key("items").begin_array();
    for (const access::Grant& one : *grants) {
        // The state depends on the day; a page may therefore hold fewer than were asked for.
        if (state.empty() || state == state_of(one, today))
            write_grant(*terms->book, one, today, json);
    }
    json.end_array().key("next_cursor");
    json.text_or_null(more ? std::to_string(grants->back().number) : "").end_object();
    return json_answer(200, std::move(json));
}

void write_units(const std::vector<pack::AdminUnit>& units, std::string_view parent,
                 JsonWriter& json) {
    for (const pack::AdminUnit& unit : units) {
        if (unit.valid_to) continue;
        json.begin_object().key("code").text(unit.code);
        json.key("name").words(unit.name.zh, unit.name.en);
        json.key("type").text(pack::to_string(unit.type));
        json.key("parent").text_or_null(parent).end_object();
        write_units(unit.children, unit.code, json);
    }
}

bool holds_sections(const std::vector<pack::AdminUnit>& units) {
    return std::any_of(units.begin(), units.end(), [](const pack::AdminUnit& unit) {
        return unit.type == pack::UnitType::section || holds_sections(unit.children);
    });
}

// A city that has named no sections of its own works with the catalog's.
void write_sections(const office::LivePack& live, JsonWriter& json) {
    const auto& own = live.pack.objects.unit_trees;
    for (const auto& tree : own.empty() ? live.catalog->unit_trees : own) {
        if (!own.empty() || holds_sections(tree.value.units))
            write_units(tree.value.units, "", json);
    }
}

// For whoever gives, confirms or looks into roles. Names of units tell nothing that is not public;
// figures need another right.
Response list_scopes(Site& site, const Call& call) {
    if (call.actor.name.empty())
        return problem(call.request, 401, {"E-sign-in", {}, "没有登录", "nobody is signed in"});
    const auto live = site.office().live();
    JsonWriter json;
    json.begin_object().key("units").begin_array();
    if (const pack::AdminUnit* city = live->lookup.unit(live->manifest().region)) {
        json.begin_object().key("code").text(city->code);
        json.key("name").words(city->name.zh, city->name.en);
        json.key("type").text(pack::to_string(city->type)).key("parent").null().end_object();
        write_units(city->children, city->code, json);
    }
    json.end_array().key("sections").begin_array();
    write_sections(*live, json);
    json.end_array().end_object();
    return json_answer(200, std::move(json));
}

}  // namespace

void add_grant_list_routes(Site& site, Router& router) {
    router.add({.method = Method::get,
                .pattern = "/api/v1/grants",
                .handle = [&site](const Call& call) { return list_all(site, call); },
                .action = access::Action::see_roles});
    router.add({.method = Method::get,
                .pattern = "/api/v1/grants/scopes",
                .handle = [&site](const Call& call) { return list_scopes(site, call); },
                .open_because = "names of units, which are public, and only when signed in"});
}

}  // namespace kc::server
