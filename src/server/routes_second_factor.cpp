// SPDX-License-Identifier: Apache-2.0
// One's own second factor: begun with the password, confirmed with a first code, removed with a
// code. Of somebody whose telephone and recovery codes are gone two administrators remove it
// (routes_resets.cpp).
#include <fmt/format.h>

#include "access/accounts.hpp"
#include "access/base32.hpp"
#include "access/password.hpp"
#include "access/second_factor.hpp"
#include "access/totp.hpp"
#include "office/json_quoted.hpp"
#include "server/answers.hpp"
#include "server/body_fields.hpp"
#include "server/box.hpp"
#include "server/own_password.hpp"
#include "server/second_factor.hpp"
#include "server/site.hpp"

namespace kc::server {
namespace {

constexpr std::size_t kCodeBytesMax = 40;

template <typename Act>
Result<std::string> write(Site& site, const std::string& actor, const char* kind,
                          std::string payload, Act act) {
    auto answer = site.office().store().write({.key = access::random_hex(16),
                                               .actor = actor,
                                               .kind = kind,
                                               .payload = std::move(payload),
                                               .run = [&](store::Transaction& transaction) {
                                                   return Result<std::string>(act(transaction));
                                               }});
    if (!answer) return unexpected(answer.error());
    return answer->text;
}

Result<bool> use(Site& site, const std::string& account, std::string_view code) {
    auto box = box_of(site);
    if (!box) return unexpected(box.error());
    auto used = write(site, account, "second-factor.use", "{}",
                      [&](store::Transaction& transaction) -> Result<std::string> {
                          auto right = access::use_code(transaction, *box, account, code);
                          if (!right) return unexpected(right.error());
                          auto noted =
                              *right ? Result<void>() : access::note_failure(transaction, account);
                          if (!noted) return unexpected(noted.error());
                          return std::string(*right ? "right" : "wrong");
                      });
    if (!used) return unexpected(used.error());
    return *used == "right";
}

Response wrong_code(const Request& request) {
    return problem(request, 422,
                   Diagnostic{"E-second-factor-code",
                              {},
                              "验证码不对或已用过",
                              "the code is wrong or was used already"}
                       .hint("等下一个验证码；连续输错5次会锁定15分钟",
                             "wait for the next one; five wrong attempts lock the account"));
}

Response begin(Site& site, const Call& call) {
    auto body = read_json(call.request.body);
    if (!body) return problem(call.request, 400, body.error());
    std::vector<FieldError> errors;
    BodyFields fields(*body, "", errors);
    const std::string password = fields.text("password");
    fields.end();
    if (!errors.empty()) return invalid(call.request, errors);
    if (auto refused = refuse_without_password(site, call, password)) return std::move(*refused);
    const std::string& name = call.actor.name;
    auto box = box_of(site);
    if (!box) return failed(call.request, box.error());
    const std::string key = access::new_totp_key();
    auto begun = write(site, name, "second-factor.begin", "{}",
                       [&](store::Transaction& transaction) -> Result<std::string> {
                           auto done = access::begin_second_factor(
                               transaction, name, box->seal(key, access::totp_purpose(name)));
                           if (!done) return unexpected(done.error());
                           return std::string();
                       });
    if (!begun && begun.error().code == "E-second-factor-set")
        return problem(call.request, 409, begun.error());
    if (!begun) return failed(call.request, begun.error());
    JsonWriter json;
    json.begin_object().key("key").text(access::to_base32(key));
    json.key("uri").text(access::otpauth_uri("Kechuang", name, key)).end_object();
    return json_answer(201, std::move(json));
}

Response show(Site& site, const Call& call) {
    if (call.actor.name.empty())
        return problem(call.request, 401, {"E-sign-in", {}, "没有登录", "nobody is signed in"});
    auto reader = site.office().store().read();
    if (!reader) return failed(call.request, reader.error());
    auto left = access::recovery_codes_left(reader->connection(), call.actor.name);
    if (!left) return failed(call.request, left.error());
    const auto standing = access::standing_of(call.actor);
    JsonWriter json;
    json.begin_object().key("is_set").boolean(standing->has_second_factor);
    json.key("recovery_codes_left").number(*left).key("demanded_from");
    json.text_or_null(standing->factor_due_us ? time_text(*standing->factor_due_us) : "");
    json.end_object();
    return json_answer(200, std::move(json));
}

std::optional<std::string> read_code(const Call& call, std::optional<Response>& wrong) {
    auto body = read_json(call.request.body);
    if (!body) {
        wrong = problem(call.request, 400, body.error());
        return std::nullopt;
    }
    std::vector<FieldError> errors;
    BodyFields fields(*body, "", errors);
    std::string code = fields.text("code", kCodeBytesMax);
    fields.end();
    if (errors.empty()) return code;
    wrong = invalid(call.request, errors);
    return std::nullopt;
}

// Nothing when the request carries a right code of the actor's own.
std::optional<Response> refuse_without_code(Site& site, const Call& call) {
    if (auto locked = refuse_locked(site, call)) return locked;
    std::optional<Response> wrong;
    const auto code = read_code(call, wrong);
    if (wrong) return wrong;
    auto right = use(site, call.actor.name, *code);
    if (!right) return failed(call.request, right.error());
    if (!*right) return wrong_code(call.request);
    return std::nullopt;
}

// The session has shown it; and the account may have it only now.
void note_shown(Site& site, const Request& request) {
    site.sessions().note_factor(request.cookie(session_cookie_name(request)));
    site.standings().forget();
}

// In a session that began elsewhere, without a code.
Response prove(Site& site, const Call& call) {
    // Else a first code would confirm a factor whose recovery codes nobody has seen.
    if (!access::standing_of(call.actor)->has_second_factor)
        return problem(
            call.request, 409,
            Diagnostic{
                "E-second-factor-none", {}, "还没有设置第二因素", "there is no second factor yet"}
                .hint("先设置第二因素", "set one first"));
    if (auto refused = refuse_without_code(site, call)) return std::move(*refused);
    note_shown(site, call.request);
    Response response;
    response.status = 204;
    return response;
}

Response confirm(Site& site, const Call& call) {
    if (auto refused = refuse_without_code(site, call)) return std::move(*refused);
    const auto codes = access::new_recovery_codes();
    auto kept = write(site, call.actor.name, "second-factor.confirm", "{}",
                      [&](store::Transaction& transaction) -> Result<std::string> {
                          auto done =
                              access::keep_recovery_codes(transaction, call.actor.name, codes);
                          if (!done) return unexpected(done.error());
                          return std::string();
                      });
    if (!kept) return failed(call.request, kept.error());
    note_shown(site, call.request);
    JsonWriter json;
    json.begin_object().key("recovery_codes").begin_array();
    for (const std::string& one : codes) json.text(one);
    json.end_array().end_object();
    return json_answer(200, std::move(json));
}

Result<std::string> remove_factor(Site& site, const std::string& actor,
                                  const std::string& account) {
    return write(site, actor, "second-factor.remove",
                 fmt::format("{{\"account\":{}}}", office::json_quoted(account)),
                 [&](store::Transaction& transaction) -> Result<std::string> {
                     auto done = access::remove_second_factor(transaction, account);
                     if (!done) return unexpected(done.error());
                     return std::string();
                 });
}

Response remove_own(Site& site, const Call& call) {
    if (auto refused = refuse_without_code(site, call)) return std::move(*refused);
    auto gone = remove_factor(site, call.actor.name, call.actor.name);
    if (!gone) return failed(call.request, gone.error());
    site.standings().forget();
    Response response;
    response.status = 204;
    return response;
}

}  // namespace

Result<FactorCheck> check_second_factor(Site& site, const std::string& account,
                                        std::string_view code) {
    {
        auto reader = site.office().store().read();
        if (!reader) return unexpected(reader.error());
        auto factor = access::find_second_factor(reader->connection(), account);
        if (!factor) return unexpected(factor.error());
        if (!*factor || !(*factor)->is_confirmed) return FactorCheck::none_set;
    }
    if (code.empty()) return FactorCheck::missing;
    auto right = use(site, account, code);
    if (!right) return unexpected(right.error());
    return *right ? FactorCheck::right : FactorCheck::wrong;
}

void add_second_factor_routes(Site& site, Router& router) {
    constexpr std::string_view kOwn = "/api/v1/session/second-factor";
    constexpr std::string_view kWhy = "one's own, with password or code and a session's token";
    using Handle = Response (*)(Site&, const Call&);
    const auto add = [&](Method method, std::string_view pattern, Handle handle, bool while_due) {
        router.add({.method = method,
                    .pattern = pattern,
                    .handle = [&site, handle](const Call& call) { return handle(site, call); },
                    .body_bytes_max = 16U << 10U,
                    .open_because = kWhy,
                    .needs_token = true,
                    .while_factor_due = while_due});
    };
    router.add({.method = Method::get,
                .pattern = kOwn,
                .handle = [&site](const Call& call) { return show(site, call); },
                .open_because = "one's own, and only when signed in",
                .while_factor_due = true});
    add(Method::post, kOwn, begin, true);
    add(Method::put, kOwn, confirm, true);
    add(Method::remove, kOwn, remove_own, false);
    add(Method::post, "/api/v1/session/second-factor/proof", prove, true);
}

}  // namespace kc::server
