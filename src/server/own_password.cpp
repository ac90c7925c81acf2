// SPDX-License-Identifier: Apache-2.0
#include "server/own_password.hpp"

#include "access/accounts.hpp"
#include "access/password.hpp"
#include "server/answers.hpp"
#include "server/site.hpp"

namespace kc::server {
namespace {

Result<std::optional<access::Account>> own_account(Site& site, const Call& call) {
    auto reader = site.office().store().read();
    if (!reader) return unexpected(reader.error());
    return access::find_account(reader->connection(), call.actor.name);
}

}  // namespace

std::optional<Response> refuse_locked(Site& site, const Call& call) {
    auto account = own_account(site, call);
    if (!account) return failed(call.request, account.error());
    if (!*account || (*account)->locked_until_us <= site.options().clock()) return std::nullopt;
    return problem(call.request, 429,
                   Diagnostic{"E-locked",
                              {},
                              "输错次数太多，请稍后再试",
                              "too many wrong attempts; try again later"});
}

std::optional<Response> refuse_without_password(Site& site, const Call& call,
                                                const std::string& password) {
    if (auto locked = refuse_locked(site, call)) return locked;
    auto account = own_account(site, call);
    if (!account) return failed(call.request, account.error());
    if (*account && access::password_matches(password, (*account)->password_hash))
        return std::nullopt;
    auto noted = site.office().store().write(
        {.key = access::random_hex(16),
         .actor = call.actor.name,
         .kind = "session.refused",
         .payload = "{}",
         .run = [&](store::Transaction& transaction) -> Result<std::string> {
             auto done = access::note_failure(transaction, call.actor.name);
             if (!done) return unexpected(done.error());
             return std::string();
         }});
    if (!noted) return failed(call.request, noted.error());
    return invalid(
        call.request,
        {{"/password", Diagnostic{"E-password-old", {}, "密码不对", "this is not your password"}}});
}

}  // namespace kc::server
