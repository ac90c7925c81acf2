// SPDX-License-Identifier: Apache-2.0
// What one holds oneself, and roles lent to somebody else for a time.
#include <fmt/format.h>

#include "access/grant_rules.hpp"
#include "access/password.hpp"
#include "server/answers.hpp"
#include "server/body_fields.hpp"
#include "server/grant_views.hpp"
#include "server/held.hpp"
#include "server/site.hpp"

namespace kc::server {
namespace {

Result<std::string> role_of(store::Connection& connection, std::int64_t grant) {
    auto found = access::find_grant(connection, grant);
    if (!found) return unexpected(found.error());
    return *found ? (*found)->role : std::string();
}

Result<void> write_delegations(Site& site, store::Connection& connection, const std::string& name,
                               std::int64_t only, JsonWriter& json) {
    auto delegations = access::delegations_of(connection, name);
    if (!delegations) return unexpected(delegations.error());
    const auto terms = site.standings().terms();
    for (const access::Delegation& one : *delegations) {
        if (only != 0 && one.number != only) continue;
        auto role = role_of(connection, one.grant);
        if (!role) return unexpected(role.error());
        write_delegation(*terms->book, one, *role, site.office().today(), json);
    }
    return {};
}

Response show_standing(Site& site, const Call& call) {
    if (call.actor.name.empty())
        return problem(call.request, 401, {"E-sign-in", {}, "没有登录", "nobody is signed in"});
    auto reader = site.office().store().read();
    if (!reader) return failed(call.request, reader.error());
    auto grants = access::grants_of(reader->connection(), call.actor.name);
    if (!grants) return failed(call.request, grants.error());
    JsonWriter json;
    json.begin_object().key("grants").begin_array();
    for (const access::Grant& one : *grants)
        write_grant(*site.standings().terms()->book, one, site.office().today(), json);
    json.end_array().key("delegations").begin_array();
    if (auto done = write_delegations(site, reader->connection(), call.actor.name, 0, json); !done)
        return failed(call.request, done.error());
    json.end_array().end_object();
    return json_answer(200, std::move(json));
}

// Of everybody; `state` keeps those in one state.
Response list_all(Site& site, const Call& call) {
    auto reader = site.office().store().read();
    if (!reader) return failed(call.request, reader.error());
    auto loans = access::latest_delegations(reader->connection());
    if (!loans) return failed(call.request, loans.error());
    const auto state = call.request.target.find("state");
    const base::Date today = site.office().today();
    JsonWriter json;
    json.begin_object().key("items").begin_array();
    for (const access::Delegation& one : *loans) {
        if (state && *state != state_of(one, today)) continue;
        auto role = role_of(reader->connection(), one.grant);
        if (!role) return failed(call.request, role.error());
        write_delegation(*site.standings().terms()->book, one, *role, today, json);
    }
    json.end_array().end_object();
    return json_answer(200, std::move(json));
}

Response one_delegation(Site& site, const Call& call, int status, std::int64_t number,
                        const std::string& of) {
    auto reader = site.office().store().read();
    if (!reader) return failed(call.request, reader.error());
    JsonWriter json;
    if (auto done = write_delegations(site, reader->connection(), of, number, json); !done)
        return failed(call.request, done.error());
    return json_answer(status, std::move(json));
}

std::string payload_of(const access::Delegation& one) {
    JsonWriter json;
    json.begin_object().key("delegate").text(one.delegate).key("grant").number(one.grant);
    json.key("from").text(base::to_string(one.valid_from));
    json.key("to").text(base::to_string(one.valid_to)).key("reason").text(one.reason).end_object();
    return std::move(json).finish();
}

Response lend(Site& site, const Call& call) {
    auto body = read_json(call.request.body);
    if (!body) return problem(call.request, 400, body.error());
    std::vector<FieldError> errors;
    BodyFields fields(*body, "", errors);
    access::Delegation asked{.owner = call.actor.name, .delegate = fields.text("delegate")};
    asked.grant = fields.whole("grant").value_or(0);
    const auto from = optional_day(fields, "from");
    const auto to = optional_day(fields, "to");
    asked.reason = fields.optional_text("reason").value_or("");
    fields.end();
    const base::Date today = site.office().today();
    asked.valid_from = from.value_or(today);
    if (!to && errors.empty())
        fields.error("to", {"E-missing", {}, "要写明委托到哪一天", "say until which day"});
    if (!errors.empty()) return invalid(call.request, errors);
    asked.valid_to = *to;
    const auto terms = site.standings().terms();
    auto answer = site.office().store().write(
        {.key = std::string(call.key),
         .actor = call.actor.name,
         .kind = "delegation.begin",
         .payload = payload_of(asked),
         .run = [&](store::Transaction& transaction) -> Result<std::string> {
             auto grant = access::find_grant(transaction, asked.grant);
             if (!grant) return unexpected(grant.error());
             if (!*grant) return unexpected(no_grant());
             auto held = held_by(transaction, asked.delegate);
             if (!held) return unexpected(held.error());
             auto fine = access::check_delegation(*terms->book, **grant, *held, today, asked);
             if (!fine) return unexpected(fine.error());
             auto number = access::insert_delegation(transaction, asked);
             if (!number) return unexpected(number.error());
             return std::to_string(*number);
         }});
    if (!answer && answer.error().code == "E-role-excluded")
        return problem(call.request, 409, answer.error());
    if (!answer) return failed(call.request, answer.error());
    site.standings().forget();
    Response response = one_delegation(site, call, 201, number_in(answer->text), call.actor.name);
    if (answer->is_repeated) response.set("Idempotency-Replayed", "true");
    return response;
}

Response end_loan(Site& site, const Call& call, bool is_own) {
    const std::int64_t number = call.parameters.number("number");
    std::string owner;
    auto answer = site.office().store().write(
        {.key = access::random_hex(16),
         .actor = call.actor.name,
         .kind = "delegation.end",
         .payload = fmt::format("{{\"number\":{}}}", number),
         .run = [&](store::Transaction& transaction) -> Result<std::string> {
             auto loan = access::find_delegation(transaction, number);
             if (!loan) return unexpected(loan.error());
             // Either of the two may end it, and the security administrator any.
             if (!*loan || (is_own && (*loan)->owner != call.actor.name &&
                            (*loan)->delegate != call.actor.name))
                 return unexpected(no_grant());
             owner = (*loan)->owner;
             auto done = access::end_delegation(transaction, number);
             if (!done) return unexpected(done.error());
             JsonWriter json;
             json.begin_object().key("owner").text(owner);
             json.key("delegate").text((*loan)->delegate).end_object();
             return std::move(json).finish();
         }});
    site.standings().forget();
    if (answer) return one_delegation(site, call, 200, number, owner);
    if (answer.error().code == "E-no-grant")
        return not_found(call.request, "没有这项委托", "there is no such loan");
    if (answer.error().code == "E-changed-meanwhile")
        return problem(call.request, 409, answer.error());
    return failed(call.request, answer.error());
}

}  // namespace

void add_delegation_routes(Site& site, Router& router) {
    router.add({.method = Method::get,
                .pattern = "/api/v1/session/standing",
                .handle = [&site](const Call& call) { return show_standing(site, call); },
                .open_because = "one's own, and only when signed in"});
    router.add({.method = Method::post,
                .pattern = "/api/v1/session/delegations",
                .handle = [&site](const Call& call) { return lend(site, call); },
                .body_bytes_max = 16U << 10U,
                .action = access::Action::delegate_role,
                .needs_key = true,
                .needs_token = true});
    // Who was lent a role may have no right to lend.
    router.add({.method = Method::remove,
                .pattern = "/api/v1/session/delegations/{number:int}",
                .handle = [&site](const Call& call) { return end_loan(site, call, true); },
                .open_because = "one's own, with a session's token",
                .needs_token = true});
    router.add({.method = Method::get,
                .pattern = "/api/v1/delegations",
                .handle = [&site](const Call& call) { return list_all(site, call); },
                .action = access::Action::see_roles});
    router.add({.method = Method::remove,
                .pattern = "/api/v1/delegations/{number:int}",
                .handle = [&site](const Call& call) { return end_loan(site, call, false); },
                .action = access::Action::grant_role,
                .needs_token = true});
}

}  // namespace kc::server
