// SPDX-License-Identifier: Apache-2.0
// Signing in and out, and one's own password.
#include <fmt/format.h>

#include "access/accounts.hpp"
#include "access/password.hpp"
#include "server/answers.hpp"
#include "server/body_fields.hpp"
#include "server/second_factor.hpp"
#include "server/session_cookie.hpp"
#include "server/site.hpp"

namespace kc::server {
namespace {

void write_session(Site& site, const access::Actor& actor, std::string_view token,
                   JsonWriter& json) {
    const bool signed_in = !actor.name.empty();
    json.begin_object();
    json.key("signed_in").boolean(signed_in);
    json.key("setup_needed").boolean(!site.is_set_up());
    json.key("name").text_or_null(actor.name);
    json.key("role");
    if (signed_in)
        json.text(access::to_string(actor.role));
    else
        json.null();
    json.key("csrf_token").text_or_null(token);
    json.key("must");
    if (actor.due == access::Duty::none)
        json.null();
    else
        json.text(access::to_string(actor.due));
    json.key("second_factor").boolean(actor.standing && actor.standing->has_second_factor);
    json.key("idle_seconds").number(access::Sessions::kIdleSeconds);
    json.key("may").begin_array();
    for (const access::Action action : access::allowed_actions(actor))
        json.text(access::to_string(action));
    json.end_array().end_object();
}

Response show_session(Site& site, const Call& call) {
    std::string token;
    const std::string_view secret = call.request.cookie(session_cookie_name(call.request));
    if (!call.actor.name.empty()) {
        if (auto session = site.sessions().find(secret)) token = session->token_for_changes;
    }
    JsonWriter json;
    write_session(site, call.actor, token, json);
    return json_answer(200, std::move(json));
}

// The same words for a wrong name and a wrong password: nobody learns which accounts exist.
Response wrong_credentials(const Request& request) {
    return problem(request, 401,
                   Diagnostic{"E-credentials",
                              {},
                              "账号或密码不对，或账号已停用",
                              "the name or the password is wrong, or the account is closed"}
                       .hint("连续输错5次会锁定15分钟",
                             "five wrong attempts lock the account for 15 minutes"));
}

Response code_needed(const Request& request) {
    return problem(
        request, 401,
        Diagnostic{"E-second-factor",
                   {},
                   "请输入验证器上的6位验证码",
                   "enter the six digits your authenticator shows"}
            .hint("手机不在身边时用一个恢复码", "without the telephone, use a recovery code"));
}

Response locked(const Request& request, std::int64_t until_us, std::int64_t now_us) {
    const std::int64_t seconds = (until_us - now_us) / 1'000'000 + 1;
    return problem(request, 429,
                   Diagnostic{"E-locked",
                              {},
                              fmt::format("输错次数太多，请{}分钟后再试", (seconds + 59) / 60),
                              fmt::format("too many wrong attempts; try again in {} minutes",
                                          (seconds + 59) / 60)})
        .set("Retry-After", std::to_string(seconds));
}

Result<void> note_attempt(Site& site, const std::string& name, bool is_right) {
    auto answer = site.office().store().write(
        {.key = access::random_hex(16),
         .actor = name,
         .kind = is_right ? "session.begin" : "session.refused",
         .payload = "{}",
         .run = [&](store::Transaction& transaction) -> Result<std::string> {
             auto noted = is_right ? access::note_success(transaction, name)
                                   : access::note_failure(transaction, name);
             if (!noted) return unexpected(noted.error());
             return std::string();
         }});
    if (!answer) return unexpected(answer.error());
    return {};
}

Result<std::optional<access::Account>> account_named(Site& site, const std::string& name) {
    auto reader = site.office().store().read();
    if (!reader) return unexpected(reader.error());
    return access::find_account(reader->connection(), name);
}

Response begin_session(Site& site, const Call& call, const std::string& name, access::Role role,
                       bool has_factor) {
    const access::Sessions::Begun begun =
        new_session(site, call.request, name, role, {.has_factor = has_factor});
    access::Actor actor{.name = name, .role = role, .is_local = call.actor.is_local};
    auto reader = site.office().store().read();
    if (!reader) return failed(call.request, reader.error());
    auto standing = site.standings().of(reader->connection(), name, role, site.office().today());
    if (!standing) return failed(call.request, standing.error());
    actor.standing = std::move(*standing);
    actor.due = access::due(*actor.standing, has_factor, site.options().clock());
    JsonWriter json;
    write_session(site, actor, begun.session.token_for_changes, json);
    return json_answer(200, std::move(json))
        .set("Set-Cookie", session_cookie(call.request, begun.secret));
}

Response password_over(const Request& request) {
    return problem(request, 401,
                   Diagnostic{"E-temporary-password-over",
                              {},
                              "临时密码已过期",
                              "the temporary password is past its time"}
                       .hint("请系统管理员重新设置", "ask the system administrator for another"));
}

Response sign_in(Site& site, const Call& call) {
    const Request& request = call.request;
    if (!is_private(request))
        return problem(
            request, 403,
            Diagnostic{"E-needs-tls", {}, "要通过 HTTPS 登录", "signing in needs HTTPS"}.hint(
                "通过反向代理的 https 地址访问", "use the proxy's https address"));
    auto body = read_json(request.body);
    if (!body) return problem(request, 400, body.error());
    std::vector<FieldError> errors;
    BodyFields fields(*body, "", errors);
    const std::string name = fields.text("name");
    const std::string password = fields.text("password");
    const std::string code = fields.optional_text("code", 40).value_or("");
    fields.end();
    if (!errors.empty()) return invalid(request, errors);
    auto account = account_named(site, name);
    if (!account) return failed(request, account.error());
    if (!*account) {
        access::waste_a_check(password);
        return wrong_credentials(request);
    }
    const std::int64_t now = site.options().clock();
    if ((*account)->locked_until_us > now) return locked(request, (*account)->locked_until_us, now);
    const bool is_right =
        access::password_matches(password, (*account)->password_hash) && (*account)->is_open;
    if (!is_right) {
        if (auto noted = note_attempt(site, name, false); !noted)
            return failed(request, noted.error());
        return wrong_credentials(request);
    }
    // Before anything is counted as right: else guessed codes would never lock the account.
    auto factor = check_second_factor(site, name, code);
    if (!factor) return failed(request, factor.error());
    if (*factor == FactorCheck::missing) return code_needed(request);
    if (*factor == FactorCheck::wrong) return wrong_credentials(request);
    if ((*account)->password_until_us != 0 && (*account)->password_until_us <= now)
        return password_over(request);
    if (auto noted = note_attempt(site, name, true); !noted) return failed(request, noted.error());
    return begin_session(site, call, name, (*account)->role, *factor == FactorCheck::right);
}

Response sign_out(Site& site, const Call& call) {
    site.sessions().end(call.request.cookie(session_cookie_name(call.request)));
    Response response;
    response.status = 204;
    response.set("Set-Cookie", session_cookie(call.request, "") + "; Max-Age=0");
    return response;
}

Result<void> keep_password(Site& site, const std::string& name, const std::string& password) {
    const std::string hash = access::hash_password(password);
    auto answer = site.office().store().write(
        {.key = access::random_hex(16),
         .actor = name,
         .kind = "user.password",
         .payload = "{}",
         .run = [&](store::Transaction& transaction) -> Result<std::string> {
             if (auto kept = access::change_password(transaction, name, hash); !kept)
                 return unexpected(kept.error());
             return std::string();
         }});
    if (!answer) return unexpected(answer.error());
    return {};
}

// The old password is asked for again, and guesses at it count: an unwatched screen must not be
// enough to take an account over.
Response change_password(Site& site, const Call& call) {
    const Request& request = call.request;
    auto body = read_json(request.body);
    if (!body) return problem(request, 400, body.error());
    std::vector<FieldError> errors;
    BodyFields fields(*body, "", errors);
    const std::string old_password = fields.text("password");
    const std::string new_password = fields.text("new_password");
    fields.end();
    const std::string& name = call.actor.name;
    if (auto fine = access::check_password(new_password, name); !fine)
        fields.error("new_password", fine.error());
    else if (new_password == old_password)
        fields.error("new_password", {"E-password-same",
                                      {},
                                      "新密码与现在的相同",
                                      "the new password is the one you have now"});
    if (!errors.empty()) return invalid(request, errors);
    auto account = account_named(site, name);
    if (!account) return failed(request, account.error());
    if (!*account) return wrong_credentials(request);
    const std::int64_t now = site.options().clock();
    if ((*account)->locked_until_us > now) return locked(request, (*account)->locked_until_us, now);
    if (!access::password_matches(old_password, (*account)->password_hash)) {
        if (auto noted = note_attempt(site, name, false); !noted)
            return failed(request, noted.error());
        return invalid(
            request,
            {{"/password",
              Diagnostic{
                  "E-password-old", {}, "现在的密码不对", "this is not the password you have now"}
                  .hint("连续输错5次会锁定15分钟",
                        "five wrong attempts lock the account for 15 "
                        "minutes")}});
    }
    if (auto kept = keep_password(site, name, new_password); !kept)
        return failed(request, kept.error());
    const auto session = site.sessions().find(request.cookie(session_cookie_name(request)));
    // Wherever else somebody is signed in under this name, it ends.
    site.sessions().end_all_of(name);
    site.standings().forget();
    return begin_session(site, call, name, (*account)->role, session && session->has_factor);
}

}  // namespace

void add_session_routes(Site& site, Router& router) {
    add_second_factor_routes(site, router);
    router.add({.method = Method::get,
                .pattern = "/api/v1/session",
                .handle = [&site](const Call& call) { return show_session(site, call); },
                .open_because = "who has not signed in learns just that",
                .while_password_due = true,
                .while_factor_due = true});
    router.add({.method = Method::post,
                .pattern = "/api/v1/session",
                .handle = [&site](const Call& call) { return sign_in(site, call); },
                .body_bytes_max = 16U << 10U,
                .open_because = "name and password are asked for",
                .while_password_due = true,
                .while_factor_due = true});
    router.add({.method = Method::remove,
                .pattern = "/api/v1/session",
                .handle = [&site](const Call& call) { return sign_out(site, call); },
                .open_because = "it needs a session's token",
                .needs_token = true,
                .while_password_due = true,
                .while_factor_due = true});
    router.add({.method = Method::put,
                .pattern = "/api/v1/session/password",
                .handle = [&site](const Call& call) { return change_password(site, call); },
                .body_bytes_max = 16U << 10U,
                .open_because = "one's own, with the old password and a session's token",
                .needs_token = true,
                .while_password_due = true});
}

}  // namespace kc::server
