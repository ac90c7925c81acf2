// SPDX-License-Identifier: Apache-2.0
// Roles given to people: by the security administrator, and confirmed by another where it matters.
#include <fmt/format.h>

#include "access/grant_rules.hpp"
#include "access/password.hpp"
#include "office/json_quoted.hpp"
#include "server/answers.hpp"
#include "server/body_fields.hpp"
#include "server/grant_views.hpp"
#include "server/held.hpp"
#include "server/site.hpp"

namespace kc::server {
namespace {

Response list_roles(Site& site) {
    const auto terms = site.standings().terms();
    JsonWriter json;
    json.begin_object().key("items").begin_array();
    for (const pack::RoleText* role : terms->book->all())
        write_role(*terms->book, terms->factors, *role, json);
    json.end_array().end_object();
    return json_answer(200, std::move(json));
}

Response grant_list(Site& site, const std::vector<access::Grant>& grants) {
    const auto terms = site.standings().terms();
    JsonWriter json;
    json.begin_object().key("items").begin_array();
    for (const access::Grant& one : grants)
        write_grant(*terms->book, one, site.office().today(), json);
    json.end_array().end_object();
    return json_answer(200, std::move(json));
}

Response list_grants(Site& site, const Call& call) {
    auto reader = site.office().store().read();
    if (!reader) return failed(call.request, reader.error());
    const std::string& name = call.parameters.text("name");
    auto account = access::find_account(reader->connection(), name);
    if (!account) return failed(call.request, account.error());
    if (!*account) return not_found(call.request, "没有这个账号", "there is no such account");
    auto grants = access::grants_of(reader->connection(), name);
    if (!grants) return failed(call.request, grants.error());
    return grant_list(site, *grants);
}

Response list_waiting(Site& site, const Call& call) {
    auto reader = site.office().store().read();
    if (!reader) return failed(call.request, reader.error());
    auto grants = access::waiting_grants(reader->connection());
    if (!grants) return failed(call.request, grants.error());
    return grant_list(site, *grants);
}

Response one_grant(Site& site, const Call& call, int status, std::int64_t number) {
    auto reader = site.office().store().read();
    if (!reader) return failed(call.request, reader.error());
    auto grant = access::find_grant(reader->connection(), number);
    if (!grant) return failed(call.request, grant.error());
    if (!*grant) return not_found(call.request, "没有这项授权", "there is no such grant");
    JsonWriter json;
    write_grant(*site.standings().terms()->book, **grant, site.office().today(), json);
    return json_answer(status, std::move(json));
}

std::vector<std::string> codes(BodyFields& fields, std::string_view name) {
    std::vector<std::string> list;
    const JsonValue* value = fields.any(name);
    if (value == nullptr || value->type == JsonType::null) return list;
    if (value->type != JsonType::array || value->items.size() > access::kScopesMax) {
        fields.error(name, {"E-type",
                            {},
                            fmt::format("应当是至多{}个代码", access::kScopesMax),
                            fmt::format("it should be {} codes at most", access::kScopesMax)});
        return list;
    }
    for (const JsonValue& item : value->items) {
        if (item.type == JsonType::text && item.text.size() <= pack::kMaxCodeLength)
            list.push_back(item.text);
        else
            fields.error(name, {"E-type", {}, "代码应当是文字", "a code is a text"});
    }
    return list;
}

access::Grant read_grant(const JsonValue& body, const std::string& account,
                         std::vector<FieldError>& errors) {
    BodyFields fields(body, "", errors);
    access::Grant grant{.account = account, .role = fields.text("role", pack::kMaxCodeLength)};
    grant.units = codes(fields, "units");
    grant.sections = codes(fields, "sections");
    grant.body = fields.optional_text("body").value_or("");
    grant.valid_from = optional_day(fields, "from");
    grant.valid_to = optional_day(fields, "to");
    fields.end();
    return grant;
}

std::string payload_of(const access::Grant& grant) {
    JsonWriter json;
    json.begin_object().key("account").text(grant.account).key("role").text(grant.role);
    json.key("units");
    write_texts(grant.units, json);
    json.key("sections");
    write_texts(grant.sections, json);
    json.key("body").text(grant.body);
    json.key("from").text(grant.valid_from ? base::to_string(*grant.valid_from) : "");
    json.key("to").text(grant.valid_to ? base::to_string(*grant.valid_to) : "").end_object();
    return std::move(json).finish();
}

Response give(Site& site, const Call& call) {
    auto body = read_json(call.request.body);
    if (!body) return problem(call.request, 400, body.error());
    std::vector<FieldError> errors;
    const std::string& name = call.parameters.text("name");
    const access::Grant asked = read_grant(*body, name, errors);
    if (!errors.empty()) return invalid(call.request, errors);
    if (name == call.actor.name)
        return problem(call.request, 403,
                       {"E-forbidden", {}, "不能给自己授权", "nobody grants to themselves"});
    const auto terms = site.standings().terms();
    const base::Date today = site.office().today();
    auto answer = site.office().store().write(
        {.key = std::string(call.key),
         .actor = call.actor.name,
         .kind = "grant.give",
         .payload = payload_of(asked),
         .run = [&](store::Transaction& transaction) -> Result<std::string> {
             auto held = held_by(transaction, name);
             if (!held) return unexpected(held.error());
             access::Grant grant = asked;
             auto fine = access::check_grant(*terms->book, *terms->units, *held, today, grant);
             if (!fine) return unexpected(fine.error());
             auto number = access::insert_grant(transaction, grant);
             if (!number) return unexpected(number.error());
             return std::to_string(*number);
         }});
    if (!answer && answer.error().code == "E-no-account")
        return problem(call.request, 404, answer.error());
    if (!answer && answer.error().code == "E-role-excluded")
        return problem(call.request, 409, answer.error());
    if (!answer) return failed(call.request, answer.error());
    site.standings().forget();
    Response response = one_grant(site, call, 201, number_in(answer->text));
    if (answer->is_repeated) response.set("Idempotency-Replayed", "true");
    return response;
}

// What the journal says of a grant that was settled: whoever looks for the person finds it.
std::string answer_of(const access::Grant& grant) {
    JsonWriter json;
    json.begin_object().key("account").text(grant.account);
    json.key("role").text(grant.role).end_object();
    return std::move(json).finish();
}

// Settled by two people at once, only the first counts; the second is told so.
Response settle(Site& site, const Call& call, std::string_view kind,
                const std::function<Result<void>(store::Transaction&, const access::Grant&)>& act) {
    const std::int64_t number = call.parameters.number("number");
    auto answer = site.office().store().write(
        {.key = access::random_hex(16),
         .actor = call.actor.name,
         .kind = std::string(kind),
         .payload = fmt::format("{{\"number\":{}}}", number),
         .run = [&](store::Transaction& transaction) -> Result<std::string> {
             auto grant = access::find_grant(transaction, number);
             if (!grant) return unexpected(grant.error());
             if (!*grant) return unexpected(no_grant());
             auto done = act(transaction, **grant);
             if (!done) return unexpected(done.error());
             return answer_of(**grant);
         }});
    site.standings().forget();
    if (answer) return one_grant(site, call, 200, number);
    const std::string_view code = answer.error().code;
    const int status = code == "E-no-grant"                                         ? 404
                       : code == "E-second-person"                                  ? 403
                       : code == "E-changed-meanwhile" || code == "E-grant-settled" ? 409
                                                                                    : 0;
    if (status == 0) return failed(call.request, answer.error());
    return problem(call.request, status, answer.error());
}

Response confirm(Site& site, const Call& call) {
    return settle(site, call, "grant.confirm",
                  [&](store::Transaction& transaction, const access::Grant& grant) -> Result<void> {
                      auto first = held_by(transaction, grant.granted_by);
                      if (!first) return unexpected(first.error());
                      const auto book = site.standings().terms()->book;
                      auto fine = access::check_confirmation(
                          grant, call.actor.name,
                          access::administrator_role(*access::standing_of(call.actor)),
                          access::administrator_role(*book, *first));
                      if (!fine) return fine;
                      return access::confirm_grant(transaction, grant.number);
                  });
}

Response end(Site& site, const Call& call) {
    return settle(site, call, "grant.end",
                  [](store::Transaction& transaction, const access::Grant& grant) {
                      return access::end_grant(transaction, grant.number);
                  });
}

}  // namespace

void add_grant_routes(Site& site, Router& router) {
    router.add({.method = Method::get,
                .pattern = "/api/v1/roles",
                .handle = [&site](const Call&) { return list_roles(site); },
                .action = access::Action::see_roles});
    router.add({.method = Method::get,
                .pattern = "/api/v1/users/{name}/grants",
                .handle = [&site](const Call& call) { return list_grants(site, call); },
                .action = access::Action::see_roles});
    router.add({.method = Method::post,
                .pattern = "/api/v1/users/{name}/grants",
                .handle = [&site](const Call& call) { return give(site, call); },
                .body_bytes_max = 64U << 10U,
                .action = access::Action::grant_role,
                .needs_key = true,
                .needs_token = true});
    router.add({.method = Method::get,
                .pattern = "/api/v1/grants/waiting",
                .handle = [&site](const Call& call) { return list_waiting(site, call); },
                .action = access::Action::confirm_grant});
    router.add({.method = Method::post,
                .pattern = "/api/v1/grants/{number:int}/confirmation",
                .handle = [&site](const Call& call) { return confirm(site, call); },
                .action = access::Action::confirm_grant,
                .needs_token = true});
    router.add({.method = Method::remove,
                .pattern = "/api/v1/grants/{number:int}",
                .handle = [&site](const Call& call) { return end(site, call); },
                .action = access::Action::grant_role,
                .needs_token = true});
}

}  // namespace kc::server
