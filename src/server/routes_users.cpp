// SPDX-License-Identifier: Apache-2.0
// Accounts: opened by one administrator, given a role by another.
#include <set>
#include <unordered_map>

#include <fmt/format.h>

#include "access/accounts.hpp"
#include "access/password.hpp"
#include "access/resets.hpp"
#include "access/second_factor.hpp"
#include "office/json_quoted.hpp"
#include "server/answers.hpp"
#include "server/body_fields.hpp"
#include "server/grant_views.hpp"
#include "server/held.hpp"
#include "server/site.hpp"

namespace kc::server {
namespace {

// What is told about accounts beside what their own row holds.
struct Around {
    std::int64_t now_us = 0;
    base::Date today = {};
    std::shared_ptr<const access::Terms> terms = {};
    std::set<std::string> with_factor = {};
    std::unordered_map<std::string, std::int64_t> sessions = {};
    store::Connection* grants_from = nullptr;  // null: the caller may not see roles
};

Result<Around> around(Site& site, const access::Actor& actor, store::Connection& connection) {
    auto with_factor = access::accounts_with_factor(connection);
    if (!with_factor) return unexpected(with_factor.error());
    Around all{.now_us = site.options().clock(),
               .today = site.office().today(),
               .terms = site.standings().terms(),
               .with_factor = std::move(*with_factor),
               .sessions = site.sessions().counts()};
    if (access::may(actor, access::Action::see_roles)) all.grants_from = &connection;
    return all;
}

void write_time(std::string_view name, std::int64_t at_us, bool is_there, JsonWriter& json) {
    json.key(name);
    if (is_there)
        json.text(time_text(at_us));
    else
        json.null();
}

// `password` is told once, with a new account whose password nobody chose.
Result<void> write_user(const access::Account& account, const Around& all, JsonWriter& json,
                        std::string_view password = {}) {
    json.begin_object();
    if (!password.empty()) json.key("temporary_password").text(password);
    json.key("name").text(account.name).key("role").text(access::to_string(account.role));
    json.key("role_name").words(access::name_zh(account.role), access::name_en(account.role));
    json.key("open").boolean(account.is_open);
    write_time("locked_until", account.locked_until_us, account.locked_until_us > all.now_us, json);
    write_time("created_at", account.created_at_us, true, json);
    json.key("version").number(account.version);
    json.key("second_factor").boolean(all.with_factor.contains(account.name));
    write_time("temporary_password_until", account.password_until_us,
               account.password_until_us != 0, json);
    const auto sessions = all.sessions.find(account.name);
    json.key("sessions").number(sessions == all.sessions.end() ? 0 : sessions->second);
    json.key("grants");
    if (all.grants_from == nullptr) {
        json.null().end_object();
        return {};
    }
    auto grants = access::grants_of(*all.grants_from, account.name);
    if (!grants) return unexpected(grants.error());
    json.begin_array();
    for (const access::Grant& one : *grants) write_grant(*all.terms->book, one, all.today, json);
    json.end_array().end_object();
    return {};
}

Response list_users(Site& site, const Call& call) {
    Page page = page_of(call.request, CursorKind::text);
    if (page.problem) return std::move(*page.problem);
    access::AccountFilter filter;
    if (const auto search = call.request.target.find("search")) filter.search = *search;
    if (const auto role = call.request.target.find("role")) filter.role = *role;
    std::optional<Response> wrong;
    const bool is_open = flag_of(call.request, "open", wrong);
    if (wrong) return std::move(*wrong);
    if (call.request.target.find("open")) filter.is_open = is_open;
    auto reader = site.office().store().read();
    if (!reader) return failed(call.request, reader.error());
    store::Connection& connection = reader->connection();
    auto accounts = access::list_accounts(connection, filter, page.after_text, page.limit + 1);
    if (!accounts) return failed(call.request, accounts.error());
    auto all = around(site, call.actor, connection);
    if (!all) return failed(call.request, all.error());
    const bool more = static_cast<std::int64_t>(accounts->size()) > page.limit;
    if (more) accounts->pop_back();
    JsonWriter json;
    json.begin_object().key("items").begin_array();
    for (const access::Account& one : *accounts) {
        if (auto written = write_user(one, *all, json); !written)
            return failed(call.request, written.error());
    }
    json.end_array().key("next_cursor").text_or_null(more ? accounts->back().name : "");
    json.end_object();
    return json_answer(200, std::move(json));
}

Result<std::optional<access::Account>> account_named(Site& site, const std::string& name) {
    auto reader = site.office().store().read();
    if (!reader) return unexpected(reader.error());
    return access::find_account(reader->connection(), name);
}

Response one_user(Site& site, const Call& call, int status, const std::string& name,
                  std::string_view password = {}) {
    auto reader = site.office().store().read();
    if (!reader) return failed(call.request, reader.error());
    store::Connection& connection = reader->connection();
    auto account = access::find_account(connection, name);
    if (!account) return failed(call.request, account.error());
    if (!*account) return not_found(call.request, "没有这个账号", "there is no such account");
    auto all = around(site, call.actor, connection);
    if (!all) return failed(call.request, all.error());
    JsonWriter json;
    if (auto written = write_user(**account, *all, json, password); !written)
        return failed(call.request, written.error());
    return json_answer(status, std::move(json)).set("ETag", version_tag((*account)->version));
}

Response show_user(Site& site, const Call& call) {
    return one_user(site, call, 200, call.parameters.text("name"));
}

Response create_user(Site& site, const Call& call) {
    auto body = read_json(call.request.body);
    if (!body) return problem(call.request, 400, body.error());
    std::vector<FieldError> errors;
    BodyFields fields(*body, "", errors);
    access::Account account{.name = fields.text("name")};
    const auto chosen = fields.optional_text("password");
    fields.end();
    const std::string password = chosen.value_or(
        access::whole_password(access::new_password_half(), access::new_password_half()));
    if (auto fine = access::check_name(account.name); !fine) fields.error("name", fine.error());
    if (auto fine = access::check_password(password, account.name); !fine)
        fields.error("password", fine.error());
    if (!errors.empty()) return invalid(call.request, errors);
    account.password_hash = access::hash_password(password);
    account.created_at_us = site.options().clock();
    if (!chosen)
        account.password_until_us =
            account.created_at_us + access::kTemporaryPasswordSeconds * 1'000'000;
    auto answer = site.office().store().write(
        {.key = std::string(call.key),
         .actor = call.actor.name,
         .kind = "user.create",
         .payload = fmt::format("{{\"name\":{}}}", office::json_quoted(account.name)),
         .run = [&account](store::Transaction& transaction) -> Result<std::string> {
             auto known = access::find_account(transaction, account.name);
             if (!known) return unexpected(known.error());
             if (*known)
                 return unexpected(Diagnostic{
                     "E-account-exists", {}, "已有同名账号", "there is an account of this name"}
                                       .hint("换一个名称", "choose another name"));
             auto made = access::insert_account(transaction, account);
             if (!made) return unexpected(made.error());
             return std::string();
         }});
    if (!answer && answer.error().code == "E-account-exists")
        return problem(call.request, 409, answer.error());
    if (!answer) return failed(call.request, answer.error());
    // A repeated request made another password than the one that counts: nobody kept that.
    Response response =
        one_user(site, call, 201, account.name, chosen || answer->is_repeated ? "" : password);
    if (answer->is_repeated) response.set("Idempotency-Replayed", "true");
    return response;
}

struct UserChange {
    std::optional<access::Role> role;
    std::optional<bool> is_open;
};

UserChange read_change(const JsonValue& body, std::vector<FieldError>& errors) {
    UserChange change;
    BodyFields fields(body, "", errors);
    if (auto word = fields.optional_text("role")) {
        change.role = access::parse_role(*word);
        if (!change.role)
            fields.error("role", {"E-role", {}, "没有这个角色", "there is no such role"});
    }
    change.is_open = fields.optional_boolean("open");
    fields.end();
    if (errors.empty() && change.role.has_value() == change.is_open.has_value())
        errors.push_back({"",
                          {"E-user-change",
                           {},
                           "要么改角色，要么开停账号",
                           "change either the role or whether it is open"}});
    return change;
}

// One made by a grant is closed by ending the grant first, which the security administrator does.
Diagnostic administrator_stays() {
    return Diagnostic{
        "E-forbidden", {}, "管理员账号不能停用", "an administrator's account cannot be closed"}
        .hint("先收回授权", "end the grant first");
}

Response change_user(Site& site, const Call& call) {
    auto body = read_json(call.request.body);
    if (!body) return problem(call.request, 400, body.error());
    std::vector<FieldError> errors;
    const UserChange change = read_change(*body, errors);
    if (!errors.empty()) return invalid(call.request, errors);
    auto account = account_named(site, call.parameters.text("name"));
    if (!account) return failed(call.request, account.error());
    if (!*account) return not_found(call.request, "没有这个账号", "there is no such account");
    access::Account changed = **account;
    const auto action = change.role ? access::Action::grant_role : access::Action::close_account;
    const access::Decision decision = access::allow(
        call.actor, action, {changed.name, changed.role, change.role.value_or(access::Role::none)});
    if (!decision.allowed)
        return problem(call.request, 403,
                       {"E-forbidden", {}, std::string(decision.zh), std::string(decision.en)});
    changed.version = version_of(call.request.header("if-match"));
    changed.role = change.role.value_or(changed.role);
    changed.is_open = change.is_open.value_or(changed.is_open);
    auto answer = site.office().store().write(
        {.key = access::random_hex(16),
         .actor = call.actor.name,
         .kind = change.role ? "user.role" : "user.state",
         .payload = fmt::format("{{\"name\":{},\"role\":\"{}\",\"open\":{},\"version\":{}}}",
                                office::json_quoted(changed.name), access::to_string(changed.role),
                                changed.is_open, changed.version),
         .run = [&](store::Transaction& transaction) -> Result<std::string> {
             auto held = held_by(transaction, changed.name);
             if (!held) return unexpected(held.error());
             if (change.role) {
                 const auto terms = site.standings().terms();
                 auto fine = access::check_account_role(*terms->book, *held, *change.role);
                 if (!fine) return unexpected(fine.error());
             } else if (!access::administrator_role(*site.standings().terms()->book, *held)
                             .empty()) {
                 return unexpected(administrator_stays());
             }
             auto done = access::change_account(transaction, changed);
             if (!done) return unexpected(done.error());
             return std::string();
         }});
    if (!answer && answer.error().code == "E-changed-meanwhile")
        return problem(call.request, 412, answer.error());
    if (!answer && answer.error().code == "E-role-excluded")
        return problem(call.request, 409, answer.error());
    if (!answer && answer.error().code == "E-forbidden")
        return problem(call.request, 403, answer.error());
    if (!answer) return failed(call.request, answer.error());
    site.sessions().end_all_of(changed.name);
    site.standings().forget();
    return one_user(site, call, 200, changed.name);
}

}  // namespace

void add_user_routes(Site& site, Router& router) {
    router.add({.method = Method::get,
                .pattern = "/api/v1/users",
                .handle = [&site](const Call& call) { return list_users(site, call); },
                .action = access::Action::see_users});
    router.add({.method = Method::post,
                .pattern = "/api/v1/users",
                .handle = [&site](const Call& call) { return create_user(site, call); },
                .body_bytes_max = 16U << 10U,
                .action = access::Action::create_user,
                .needs_key = true,
                .needs_token = true});
    router.add({.method = Method::get,
                .pattern = "/api/v1/users/{name}",
                .handle = [&site](const Call& call) { return show_user(site, call); },
                .action = access::Action::see_users});
    // Which of the two rights is needed depends on what is changed.
    router.add({.method = Method::patch,
                .pattern = "/api/v1/users/{name}",
                .handle = [&site](const Call& call) { return change_user(site, call); },
                .body_bytes_max = 16U << 10U,
                .action = access::Action::see_users,
                .needs_token = true,
                .needs_match = true});
}

}  // namespace kc::server
