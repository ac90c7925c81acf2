// SPDX-License-Identifier: Apache-2.0
// Where somebody is signed in, and ending it: one's own, and anybody's by administrators.
#include <fmt/format.h>

#include "access/accounts.hpp"
#include "access/password.hpp"
#include "office/json_quoted.hpp"
#include "server/answers.hpp"
#include "server/site.hpp"

namespace kc::server {
namespace {

Response session_list(Site& site, const Call& call, const std::string& name) {
    std::int64_t own = 0;
    const std::string_view secret = call.request.cookie(session_cookie_name(call.request));
    if (const auto session = site.sessions().find(secret)) own = session->number;
    JsonWriter json;
    json.begin_object().key("items").begin_array();
    for (const access::Session& one : site.sessions().all_of(name)) {
        json.begin_object().key("number").number(one.number);
        json.key("began_at").text(time_text(one.began_us));
        json.key("last_seen_at").text(time_text(one.last_seen_us));
        json.key("address").text_or_null(one.address);
        json.key("second_factor").boolean(one.has_factor);
        json.key("own").boolean(one.number == own).end_object();
    }
    json.end_array().end_object();
    return json_answer(200, std::move(json));
}

Response nothing() {
    Response response;
    response.status = 204;
    return response;
}

std::optional<Response> no_account(Site& site, const Call& call, const std::string& name) {
    auto reader = site.office().store().read();
    if (!reader) return failed(call.request, reader.error());
    auto account = access::find_account(reader->connection(), name);
    if (!account) return failed(call.request, account.error());
    if (!*account) return not_found(call.request, "没有这个账号", "there is no such account");
    return std::nullopt;
}

Response no_session(const Call& call) {
    return not_found(call.request, "没有这次登录，或已结束",
                     "there is no such session, or it is over");
}

Response list_of(Site& site, const Call& call) {
    const std::string& name = call.parameters.text("name");
    if (auto wrong = no_account(site, call, name)) return std::move(*wrong);
    return session_list(site, call, name);
}

Response list_own(Site& site, const Call& call) {
    if (call.actor.name.empty())
        return problem(call.request, 401, {"E-sign-in", {}, "没有登录", "nobody is signed in"});
    return session_list(site, call, call.actor.name);
}

// In the journal, since it is done to somebody else. Sessions are not in the database.
Result<void> note_ended(Site& site, const Call& call, const std::string& name) {
    auto answer = site.office().store().write(
        {.key = access::random_hex(16),
         .actor = call.actor.name,
         .kind = "session.end",
         .payload = fmt::format("{{\"account\":{}}}", office::json_quoted(name)),
         .run = [](store::Transaction&) -> Result<std::string> { return std::string(); }});
    if (!answer) return unexpected(answer.error());
    return {};
}

Response end_all_of(Site& site, const Call& call) {
    const std::string& name = call.parameters.text("name");
    if (auto wrong = no_account(site, call, name)) return std::move(*wrong);
    if (auto noted = note_ended(site, call, name); !noted)
        return failed(call.request, noted.error());
    site.sessions().end_all_of(name);
    return nothing();
}

Response end_one_of(Site& site, const Call& call) {
    const std::string& name = call.parameters.text("name");
    if (auto noted = note_ended(site, call, name); !noted)
        return failed(call.request, noted.error());
    if (!site.sessions().end_one(name, call.parameters.number("number"))) return no_session(call);
    return nothing();
}

Response end_one_own(Site& site, const Call& call) {
    if (!site.sessions().end_one(call.actor.name, call.parameters.number("number")))
        return no_session(call);
    return nothing();
}

}  // namespace

void add_sessions_routes(Site& site, Router& router) {
    router.add({.method = Method::get,
                .pattern = "/api/v1/session/sessions",
                .handle = [&site](const Call& call) { return list_own(site, call); },
                .open_because = "one's own, and only when signed in"});
    router.add({.method = Method::remove,
                .pattern = "/api/v1/session/sessions/{number:int}",
                .handle = [&site](const Call& call) { return end_one_own(site, call); },
                .open_because = "one's own, with a session's token",
                .needs_token = true});
    router.add({.method = Method::get,
                .pattern = "/api/v1/users/{name}/sessions",
                .handle = [&site](const Call& call) { return list_of(site, call); },
                .action = access::Action::see_users});
    router.add({.method = Method::remove,
                .pattern = "/api/v1/users/{name}/sessions",
                .handle = [&site](const Call& call) { return end_all_of(site, call); },
                .action = access::Action::reset_account,
                .needs_token = true});
    router.add({.method = Method::remove,
                .pattern = "/api/v1/users/{name}/sessions/{number:int}",
                .handle = [&site](const Call& call) { return end_one_of(site, call); },
                .action = access::Action::reset_account,
                .needs_token = true});
}

}  // namespace kc::server
