// SPDX-License-Identifier: Apache-2.0
// Passwords and second factors that administrators set anew for somebody who lost theirs.
#include <algorithm>

#include <fmt/format.h>

#include "access/accounts.hpp"
#include "access/password.hpp"
#include "access/resets.hpp"
#include "access/second_factor.hpp"
#include "office/json_quoted.hpp"
#include "server/answers.hpp"
#include "server/body_fields.hpp"
#include "server/box.hpp"
#include "server/held.hpp"
#include "server/site.hpp"

namespace kc::server {
namespace {

using access::Reset;
using access::ResetWhat;

// Told once, to the one who asked.
struct Told {
    std::string_view part = {};  // "whole", "first" or "second" of a password
    std::string text = {};
};

std::string_view state_of(const Reset& reset, std::int64_t now_us) {
    if (reset.is_done) return "done";
    if (!reset.settled_by.empty()) return "withdrawn";
    return reset.is_waiting(now_us) ? "waiting" : "expired";
}

void write_reset(const Reset& reset, std::int64_t now_us, const Told& told, JsonWriter& json) {
    json.begin_object().key("number").number(reset.number).key("account").text(reset.account);
    json.key("what").text(access::to_string(reset.what)).key("reason").text(reset.reason);
    json.key("state").text(state_of(reset, now_us));
    json.key("asked_by").text(reset.asked_by).key("asked_at").text(time_text(reset.asked_at_us));
    json.key("settled_by").text_or_null(reset.settled_by).key("settled_at");
    json.text_or_null(reset.settled_by.empty() ? "" : time_text(reset.settled_at_us));
    json.key("secret");
    if (told.text.empty()) {
        json.null().end_object();
        return;
    }
    json.begin_object().key("part").text(told.part).key("text").text(told.text).end_object();
    json.end_object();
}

Response one_reset(Site& site, const Call& call, int status, std::int64_t number,
                   const Told& told = {}) {
    auto reader = site.office().store().read();
    if (!reader) return failed(call.request, reader.error());
    auto reset = access::find_reset(reader->connection(), number);
    if (!reset) return failed(call.request, reset.error());
    if (!*reset) return not_found(call.request, "没有这项重置", "there is no such reset");
    JsonWriter json;
    write_reset(**reset, site.options().clock(), told, json);
    return json_answer(status, std::move(json));
}

Response list_resets(Site& site, const Call& call) {
    auto reader = site.office().store().read();
    if (!reader) return failed(call.request, reader.error());
    auto resets = access::latest_resets(reader->connection());
    if (!resets) return failed(call.request, resets.error());
    const std::int64_t now = site.options().clock();
    std::stable_partition(resets->begin(), resets->end(),
                          [&](const Reset& one) { return one.is_waiting(now); });
    JsonWriter json;
    json.begin_object().key("items").begin_array();
    for (const Reset& one : *resets) write_reset(one, now, {}, json);
    json.end_array().end_object();
    return json_answer(200, std::move(json));
}

// Done within the command that settles it.
Result<void> set_anew(store::Transaction& transaction, const Reset& reset,
                      const std::string& password_hash) {
    if (reset.what == ResetWhat::second_factor)
        return access::remove_second_factor(transaction, reset.account);
    return access::change_password(
        transaction, reset.account, password_hash,
        transaction.known_at_us() + access::kTemporaryPasswordSeconds * 1'000'000);
}

// Wherever the person is signed in, it ends.
void after_reset(Site& site, const std::string& account) {
    site.sessions().end_all_of(account);
    site.standings().forget();
}

struct Asked {
    Reset reset = {};
    std::string first = {};
    std::string second = {};
    std::string hash = {};
};

std::optional<Response> read_asked(const Call& call, Asked& asked) {
    auto body = read_json(call.request.body);
    if (!body) return problem(call.request, 400, body.error());
    std::vector<FieldError> errors;
    BodyFields fields(*body, "", errors);
    const auto what = access::parse_reset_what(fields.text("what"));
    if (!what && errors.empty())
        fields.error("what", {"E-word",
                              {},
                              "应是 password 或 second_factor",
                              "has to be password or second_factor"});
    asked.reset = {
        .account = call.parameters.text("name"),
        .what = what.value_or(ResetWhat::password),
        .reason = fields.optional_text("reason", access::kReasonCharactersMax * 4).value_or("")};
    fields.end();
    if (!errors.empty()) return invalid(call.request, errors);
    return std::nullopt;
}

// Whether it waits is known inside the command only, so both ways are made ready before it.
Result<std::int64_t> ask_in(store::Transaction& transaction, const access::RoleBook& book,
                            const access::SecretBox& box, const Asked& asked) {
    Reset reset = asked.reset;
    auto held = held_by(transaction, reset.account);
    if (!held) return unexpected(held.error());
    auto others = access::resets_of(transaction, reset.account);
    if (!others) return unexpected(others.error());
    auto fine = access::check_reset(*others, reset.what, reset.account, transaction.actor(),
                                    transaction.known_at_us());
    if (!fine) return unexpected(fine.error());
    const bool waits = access::reset_needs_second(book, *held, reset.what);
    if (waits && reset.what == ResetWhat::password)
        reset.sealed_half = box.seal(asked.first, access::half_purpose(reset.account));
    auto number = access::insert_reset(transaction, reset);
    if (!number || waits) return number;
    if (auto set = set_anew(transaction, reset, asked.hash); !set) return unexpected(set.error());
    if (auto done = access::settle_reset(transaction, *number, true); !done)
        return unexpected(done.error());
    return number;
}

int status_of_reset(std::string_view code) {
    if (code == "E-no-account" || code == "E-no-reset") return 404;
    if (code == "E-forbidden" || code == "E-second-person") return 403;
    if (code == "E-reset-waiting" || code == "E-reset-settled" || code == "E-changed-meanwhile")
        return 409;
    return 0;
}

Response refused(const Call& call, const Diagnostic& why) {
    const int status = status_of_reset(why.code);
    return status == 0 ? failed(call.request, why) : problem(call.request, status, why);
}

Response ask(Site& site, const Call& call) {
    Asked asked;
    if (auto wrong = read_asked(call, asked)) return std::move(*wrong);
    asked.first = access::new_password_half();
    asked.second = access::new_password_half();
    asked.hash = access::hash_password(access::whole_password(asked.first, asked.second));
    auto box = box_of(site);
    if (!box) return failed(call.request, box.error());
    const auto book = site.standings().terms()->book;
    auto answer = site.office().store().write(
        {.key = std::string(call.key),
         .actor = call.actor.name,
         .kind = "reset.ask",
         .payload = fmt::format("{{\"account\":{},\"what\":\"{}\",\"reason\":{}}}",
                                office::json_quoted(asked.reset.account),
                                access::to_string(asked.reset.what),
                                office::json_quoted(asked.reset.reason)),
         .run = [&](store::Transaction& transaction) -> Result<std::string> {
             auto number = ask_in(transaction, *book, *box, asked);
             if (!number) return unexpected(number.error());
             return std::to_string(*number);
         }});
    if (!answer) return refused(call, answer.error());
    const std::int64_t number = number_in(answer->text);
    if (answer->is_repeated)
        return one_reset(site, call, 201, number).set("Idempotency-Replayed", "true");
    auto reader = site.office().store().read();
    if (!reader) return failed(call.request, reader.error());
    auto made = access::find_reset(reader->connection(), number);
    if (!made) return failed(call.request, made.error());
    const bool is_done = *made && (*made)->is_done;
    if (is_done) after_reset(site, asked.reset.account);
    if (asked.reset.what == ResetWhat::second_factor) return one_reset(site, call, 201, number);
    return one_reset(site, call, 201, number,
                     is_done ? Told{"whole", access::whole_password(asked.first, asked.second)}
                             : Told{"first", asked.first});
}

Result<Reset> waiting_in(Site& site, const Call& call, store::Transaction& transaction) {
    auto reset = access::find_reset(transaction, call.parameters.number("number"));
    if (!reset) return unexpected(reset.error());
    if (!*reset)
        return unexpected(
            Diagnostic{"E-no-reset", {}, "没有这项重置", "there is no such reset"}.hint(
                "刷新后再看", "reload and look again"));
    auto first = held_by(transaction, (*reset)->asked_by);
    if (!first) return unexpected(first.error());
    auto fine = access::check_reset_confirmation(
        **reset, call.actor.name, access::administrator_role(*access::standing_of(call.actor)),
        access::administrator_role(*site.standings().terms()->book, *first),
        transaction.known_at_us());
    if (!fine) return unexpected(fine.error());
    return **reset;
}

// Whoever looks for the person in the journal finds it.
std::string answer_of(const std::string& account) {
    JsonWriter json;
    json.begin_object().key("account").text(account).end_object();
    return std::move(json).finish();
}

Response confirm(Site& site, const Call& call) {
    auto box = box_of(site);
    if (!box) return failed(call.request, box.error());
    const std::int64_t number = call.parameters.number("number");
    const std::string second = access::new_password_half();
    std::string account;
    ResetWhat what = ResetWhat::password;
    auto answer = site.office().store().write(
        {.key = access::random_hex(16),
         .actor = call.actor.name,
         .kind = "reset.confirm",
         .payload = fmt::format("{{\"number\":{}}}", number),
         .run = [&](store::Transaction& transaction) -> Result<std::string> {
             auto reset = waiting_in(site, call, transaction);
             if (!reset) return unexpected(reset.error());
             account = reset->account;
             what = reset->what;
             std::string hash;
             if (what == ResetWhat::password) {
                 auto first = box->unseal(reset->sealed_half, access::half_purpose(account));
                 if (!first) return unexpected(first.error());
                 // Some 20 ms of the writer's time; the half must not leave this command.
                 hash = access::hash_password(access::whole_password(*first, second));
             }
             if (auto set = set_anew(transaction, *reset, hash); !set)
                 return unexpected(set.error());
             if (auto done = access::settle_reset(transaction, number, true); !done)
                 return unexpected(done.error());
             return answer_of(account);
         }});
    if (!answer) return refused(call, answer.error());
    after_reset(site, account);
    return one_reset(site, call, 200, number,
                     what == ResetWhat::password ? Told{"second", second} : Told{});
}

Response withdraw(Site& site, const Call& call) {
    const std::int64_t number = call.parameters.number("number");
    auto answer = site.office().store().write(
        {.key = access::random_hex(16),
         .actor = call.actor.name,
         .kind = "reset.withdraw",
         .payload = fmt::format("{{\"number\":{}}}", number),
         .run = [&](store::Transaction& transaction) -> Result<std::string> {
             auto done = access::settle_reset(transaction, number, false);
             if (!done) return unexpected(done.error());
             return std::string();
         }});
    if (!answer) return refused(call, answer.error());
    return one_reset(site, call, 200, number);
}

}  // namespace

void add_reset_routes(Site& site, Router& router) {
    router.add({.method = Method::get,
                .pattern = "/api/v1/resets",
                .handle = [&site](const Call& call) { return list_resets(site, call); },
                .action = access::Action::confirm_reset});
    router.add({.method = Method::post,
                .pattern = "/api/v1/users/{name}/resets",
                .handle = [&site](const Call& call) { return ask(site, call); },
                .body_bytes_max = 16U << 10U,
                .action = access::Action::reset_account,
                .needs_key = true,
                .needs_token = true});
    router.add({.method = Method::post,
                .pattern = "/api/v1/resets/{number:int}/confirmation",
                .handle = [&site](const Call& call) { return confirm(site, call); },
                .action = access::Action::confirm_reset,
                .needs_token = true});
    router.add({.method = Method::remove,
                .pattern = "/api/v1/resets/{number:int}",
                .handle = [&site](const Call& call) { return withdraw(site, call); },
                .action = access::Action::confirm_reset,
                .needs_token = true});
}

}  // namespace kc::server
