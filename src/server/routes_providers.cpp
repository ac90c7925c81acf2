// SPDX-License-Identifier: Apache-2.0
// Signing in with an identity from elsewhere. The browser goes to the provider and comes back here;
// whatever goes wrong ends on the sign-in page, which says it in words.
#include <fmt/format.h>

#include "access/accounts.hpp"
#include "access/identities.hpp"
#include "access/password.hpp"
#include "office/json_quoted.hpp"
#include "server/answers.hpp"
#include "server/identity_links.hpp"
#include "server/providers.hpp"
#include "server/session_cookie.hpp"
#include "server/site.hpp"
#include "server/web_fetch.hpp"

namespace kc::server {
namespace {

Response go_to(std::string_view place) {
    Response response;
    response.status = 302;
    response.set("Location", std::string(place));
    return response;
}

// The page that was wanted is kept, so that the next attempt leads there.
Response back_to_sign_in(std::string_view problem, std::string_view to) {
    std::string place = fmt::format("/sign-in?problem={}", problem);
    if (!to.empty()) place += "&next=" + percent_encoded(to);
    return go_to(place);
}

// Of this office only: never an address somebody put in a link.
std::string page_of_office(std::string_view to) {
    if (!to.starts_with('/') || to.starts_with("//") || to.size() > 500) return "/";
    for (const char c : to) {
        if (c <= 0x20 || c >= 0x7f || c == '\\') return "/";
    }
    return std::string(to);
}

std::string query_text(const Request& request, std::string_view name) {
    const auto value = request.target.find(name);
    return value ? std::string(*value) : std::string();
}

Response list_providers(Site& site) {
    JsonWriter json;
    json.begin_object().key("items").begin_array();
    for (const ProviderSettings& one : site.providers().all()) {
        json.begin_object().key("code").text(one.code);
        json.key("name").words(one.name_zh, one.name_en).end_object();
    }
    json.end_array().end_object();
    return json_answer(200, std::move(json));
}

const ProviderSettings* provider_of(Site& site, const Call& call) {
    return site.providers().find(call.parameters.text("provider"));
}

Response start(Site& site, const Call& call) {
    const ProviderSettings* provider = provider_of(site, call);
    if (provider == nullptr)
        return not_found(call.request, "没有这个统一身份", "there is no such provider");
    const std::string to = page_of_office(query_text(call.request, "next"));
    if (!is_private(call.request)) return back_to_sign_in("E-needs-tls", to);
    auto begun = site.providers().begin(*provider, to);
    if (!begun) return back_to_sign_in(begun.error().code, to);
    return go_to(begun->url).set("Set-Cookie", binding_cookie(call.request, begun->binding));
}

Result<void> note_sign_in(Site& site, const std::string& account,
                          const ProviderSettings& provider) {
    auto answer = site.office().store().write(
        {.key = access::random_hex(16),
         .actor = account,
         .kind = "session.begin",
         .payload = fmt::format("{{\"provider\":{}}}", office::json_quoted(provider.code)),
         .run = [](store::Transaction&) -> Result<std::string> { return std::string(); }});
    if (!answer) return unexpected(answer.error());
    return {};
}

// An identity that is nobody's, and one of a closed account, are told alike.
Result<std::optional<access::Account>> account_of(Site& site, const Known& known) {
    auto reader = site.office().store().read();
    if (!reader) return unexpected(reader.error());
    auto identity = access::find_identity(reader->connection(), known.issuer, known.subject);
    if (!identity) return unexpected(identity.error());
    if (!*identity) return std::optional<access::Account>();
    auto account = access::find_account(reader->connection(), (*identity)->account);
    if (!account || !*account || (*account)->is_open) return account;
    return std::optional<access::Account>();
}

Response signed_in(Site& site, const Call& call, const ProviderSettings& provider,
                   const Known& known) {
    auto account = account_of(site, known);
    if (!account) return back_to_sign_in(account.error().code, known.to);
    if (!*account) return back_to_sign_in("E-provider-unlinked", known.to);
    const std::string& name = (*account)->name;
    if (auto noted = note_sign_in(site, name, provider); !noted)
        return back_to_sign_in(noted.error().code, known.to);
    const auto begun = new_session(site, call.request, name, (*account)->role,
                                   {.has_factor = known.has_factor, .by_provider = true});
    return go_to(known.to).set("Set-Cookie", session_cookie(call.request, begun.secret));
}

Response came_back(Site& site, const Call& call) {
    const ProviderSettings* provider = provider_of(site, call);
    if (provider == nullptr)
        return not_found(call.request, "没有这个统一身份", "there is no such provider");
    if (!is_private(call.request)) return back_to_sign_in("E-needs-tls", "");
    const Returned returned{.state = query_text(call.request, "state"),
                            .code = query_text(call.request, "code"),
                            .error = query_text(call.request, "error"),
                            .issuer = query_text(call.request, "iss")};
    Known known;
    auto done = site.providers().finish(
        *provider, call.request.cookie(binding_cookie_name(call.request)), returned, known);
    const std::string gone = binding_cookie(call.request, "");
    if (!known.link_for.empty()) {
        const std::string code = done ? linked_by_owner(site, known, *provider) : done.error().code;
        return go_to(code.empty() ? known.to : known.to + "?problem=" + code)
            .set("Set-Cookie", gone);
    }
    if (!done) return back_to_sign_in(done.error().code, known.to).set("Set-Cookie", gone);
    return signed_in(site, call, *provider, known).set("Set-Cookie", gone);
}

}  // namespace

void add_provider_routes(Site& site, Router& router) {
    router.add({.method = Method::get,
                .pattern = "/api/v1/session/providers",
                .handle = [&site](const Call&) { return list_providers(site); },
                .open_because = "the sign-in page shows them",
                .while_password_due = true,
                .while_factor_due = true});
    router.add({.method = Method::get,
                .pattern = "/api/v1/session/providers/{provider}/start",
                .handle = [&site](const Call& call) { return start(site, call); },
                .open_because = "it only sends the browser to the provider",
                .while_password_due = true,
                .while_factor_due = true});
    router.add({.method = Method::get,
                .pattern = "/api/v1/session/providers/{provider}/return",
                .handle = [&site](const Call& call) { return came_back(site, call); },
                .open_because = "the provider says who it is",
                .while_password_due = true,
                .while_factor_due = true});
}

}  // namespace kc::server
