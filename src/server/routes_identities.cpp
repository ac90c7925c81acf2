// SPDX-License-Identifier: Apache-2.0
// The identities from elsewhere that may sign in as an account: linked by the person, who signs in
// there once, or by an administrator who was told the subject.
#include <fmt/format.h>

#include "access/accounts.hpp"
#include "access/identities.hpp"
#include "access/password.hpp"
#include "access/resets.hpp"
#include "office/json_quoted.hpp"
#include "server/answers.hpp"
#include "server/body_fields.hpp"
#include "server/held.hpp"
#include "server/identity_links.hpp"
#include "server/own_password.hpp"
#include "server/site.hpp"

namespace kc::server {
namespace {

const ProviderSettings* provider_by_issuer(Site& site, std::string_view issuer) {
    for (const ProviderSettings& one : site.providers().all()) {
        if (one.issuer == issuer) return &one;
    }
    return nullptr;
}

Response identity_list(Site& site, const Call& call, int status, const std::string& account) {
    auto reader = site.office().store().read();
    if (!reader) return failed(call.request, reader.error());
    auto known = access::find_account(reader->connection(), account);
    if (!known) return failed(call.request, known.error());
    if (!*known) return not_found(call.request, "没有这个账号", "there is no such account");
    auto list = access::identities_of(reader->connection(), account);
    if (!list) return failed(call.request, list.error());
    JsonWriter json;
    json.begin_object().key("items").begin_array();
    for (const access::Identity& one : *list) {
        const ProviderSettings* provider = provider_by_issuer(site, one.issuer);
        json.begin_object().key("number").number(one.number);
        json.key("provider").text_or_null(provider == nullptr ? "" : provider->code);
        json.key("issuer").text(one.issuer).key("subject").text(one.subject);
        json.key("linked_by").text(one.linked_by);
        json.key("linked_at").text(time_text(one.linked_at_us)).end_object();
    }
    json.end_array().end_object();
    return json_answer(status, std::move(json));
}

Result<void> keep_link(Site& site, const std::string& actor, const std::string& key,
                       const access::Identity& identity, const ProviderSettings& provider,
                       bool by_administrator) {
    const auto book = site.standings().terms()->book;
    auto answer = site.office().store().write(
        {.key = key,
         .actor = actor,
         .kind = "identity.link",
         .payload =
             fmt::format("{{\"account\":{},\"provider\":{}}}",
                         office::json_quoted(identity.account), office::json_quoted(provider.code)),
         .run = [&](store::Transaction& transaction) -> Result<std::string> {
             auto held = held_by(transaction, identity.account);
             if (!held) return unexpected(held.error());
             // Whoever links an identity of his own to an account has the account.
             if (by_administrator &&
                 access::reset_needs_second(*book, *held, access::ResetWhat::password))
                 return unexpected(
                     Diagnostic{"E-identity-own",
                                {},
                                "这个账号的角色须两人授予，统一身份只能由本人关联",
                                "two people have to grant this account's role: only the person "
                                "links an identity"}
                         .hint("请本人登录后在“账号”页关联",
                               "have them sign in and link it on the account page"));
             auto number = access::link_identity(transaction, identity);
             if (!number) return unexpected(number.error());
             return std::to_string(*number);
         }});
    if (!answer) return unexpected(answer.error());
    return {};
}

Response refused(const Call& call, const Diagnostic& why) {
    if (why.code == "E-no-account" || why.code == "E-no-identity")
        return problem(call.request, 404, why);
    if (why.code == "E-identity-linked" || why.code == "E-identity-own" ||
        why.code == "E-identity-many")
        return problem(call.request, 409, why);
    return failed(call.request, why);
}

FieldError no_provider() {
    return {"/provider", {"E-provider", {}, "没有这个统一身份", "there is no such provider"}};
}

// Answers with the address the page has to go to.
Response begin_own(Site& site, const Call& call) {
    auto body = read_json(call.request.body);
    if (!body) return problem(call.request, 400, body.error());
    std::vector<FieldError> errors;
    BodyFields fields(*body, "", errors);
    const ProviderSettings* provider = site.providers().find(fields.text("provider"));
    const std::string password = fields.text("password");
    fields.end();
    if (provider == nullptr && errors.empty()) errors.push_back(no_provider());
    if (!errors.empty()) return invalid(call.request, errors);
    // Else an unwatched screen would be enough to take the account over.
    if (auto wrong = refuse_without_password(site, call, password)) return std::move(*wrong);
    auto begun = site.providers().begin(*provider, "/account", call.actor.name);
    if (!begun) return problem(call.request, 503, begun.error());
    JsonWriter json;
    json.begin_object().key("url").text(begun->url).end_object();
    return json_answer(200, std::move(json))
        .set("Set-Cookie", binding_cookie(call.request, begun->binding));
}

Response link_for(Site& site, const Call& call) {
    auto body = read_json(call.request.body);
    if (!body) return problem(call.request, 400, body.error());
    std::vector<FieldError> errors;
    BodyFields fields(*body, "", errors);
    const ProviderSettings* provider = site.providers().find(fields.text("provider"));
    access::Identity identity{.subject = fields.text("subject", access::kSubjectBytesMax),
                              .account = call.parameters.text("name")};
    fields.end();
    if (provider == nullptr && errors.empty()) errors.push_back(no_provider());
    if (!errors.empty()) return invalid(call.request, errors);
    if (identity.account == call.actor.name)
        return problem(call.request, 403,
                       {"E-forbidden",
                        {},
                        "自己的统一身份在“账号”页关联",
                        "one's own identity is linked on the account page"});
    identity.issuer = provider->issuer;
    auto kept = keep_link(site, call.actor.name, std::string(call.key), identity, *provider, true);
    if (!kept) return refused(call, kept.error());
    return identity_list(site, call, 201, identity.account);
}

Response unlink(Site& site, const Call& call, const std::string& account) {
    const std::int64_t number = call.parameters.number("number");
    auto answer = site.office().store().write(
        {.key = access::random_hex(16),
         .actor = call.actor.name,
         .kind = "identity.unlink",
         .payload =
             fmt::format("{{\"account\":{},\"number\":{}}}", office::json_quoted(account), number),
         .run = [&](store::Transaction& transaction) -> Result<std::string> {
             auto done = access::unlink_identity(transaction, account, number);
             if (!done) return unexpected(done.error());
             return std::string();
         }});
    if (!answer) return refused(call, answer.error());
    return identity_list(site, call, 200, account);
}

Response list_own(Site& site, const Call& call) {
    if (call.actor.name.empty())
        return problem(call.request, 401, {"E-sign-in", {}, "没有登录", "nobody is signed in"});
    return identity_list(site, call, 200, call.actor.name);
}

}  // namespace

std::string_view binding_cookie_name(const Request& request) {
    return is_local(request) ? "kechuang-provider" : "__Host-kechuang-provider";
}

std::string binding_cookie(const Request& request, std::string_view binding) {
    const std::string_view name = binding_cookie_name(request);
    return fmt::format("{}={}; Path=/; HttpOnly; SameSite=Lax; Max-Age={}{}", name, binding,
                       binding.empty() ? 0 : access::SignIns::kSeconds,
                       name.starts_with("__Host-") ? "; Secure" : "");
}

std::string linked_by_owner(Site& site, const Known& known, const ProviderSettings& provider) {
    const access::Identity identity{
        .issuer = known.issuer, .subject = known.subject, .account = known.link_for};
    auto kept = keep_link(site, known.link_for, access::random_hex(16), identity, provider, false);
    return kept ? std::string() : kept.error().code;
}

void add_identity_routes(Site& site, Router& router) {
    constexpr std::string_view kOwn = "one's own, and only when signed in";
    router.add({.method = Method::get,
                .pattern = "/api/v1/session/identities",
                .handle = [&site](const Call& call) { return list_own(site, call); },
                .open_because = kOwn});
    router.add({.method = Method::post,
                .pattern = "/api/v1/session/identities",
                .handle = [&site](const Call& call) { return begin_own(site, call); },
                .body_bytes_max = 16U << 10U,
                .open_because = kOwn,
                .needs_token = true});
    router.add({.method = Method::remove,
                .pattern = "/api/v1/session/identities/{number:int}",
                .handle = [&site](const Call& call) { return unlink(site, call, call.actor.name); },
                .open_because = kOwn,
                .needs_token = true});
    router.add({.method = Method::get,
                .pattern = "/api/v1/users/{name}/identities",
                .handle =
                    [&site](const Call& call) {
                        return identity_list(site, call, 200, call.parameters.text("name"));
                    },
                .action = access::Action::see_users});
    router.add({.method = Method::post,
                .pattern = "/api/v1/users/{name}/identities",
                .handle = [&site](const Call& call) { return link_for(site, call); },
                .body_bytes_max = 16U << 10U,
                .action = access::Action::reset_account,
                .needs_key = true,
                .needs_token = true});
    router.add(
        {.method = Method::remove,
         .pattern = "/api/v1/users/{name}/identities/{number:int}",
         .handle =
             [&site](const Call& call) { return unlink(site, call, call.parameters.text("name")); },
         .action = access::Action::reset_account,
         .needs_token = true});
}

}  // namespace kc::server
