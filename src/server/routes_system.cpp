// SPDX-License-Identifier: Apache-2.0
// Health, the contract, and the first run.
#include <algorithm>

#include <fmt/format.h>

#include "access/accounts.hpp"
#include "access/password.hpp"
#include "office/json_quoted.hpp"
#include "server/answers.hpp"
#include "server/body_fields.hpp"
#include "server/readiness.hpp"
#include "server/site.hpp"
#include "server/views.hpp"

namespace kc::server {
namespace {

Response health(Site& site) {
    const auto live = site.office().live();
    JsonWriter json;
    json.begin_object();
    json.key("status").text("ok").key("version").text(site.options().version);
    json.key("setup_needed").boolean(!site.is_set_up());
    json.key("pack").text(live->manifest().code).key("year").number(live->manifest().year);
    json.key("issuer");
    write_words(live->manifest().issuer, json);
    json.key("facts").number(site.office().facts());
    json.key("uptime_seconds").number((site.options().clock() - site.started_us()) / 1'000'000);
    json.end_object();
    return json_answer(200, std::move(json));
}

Response setup_state(Site& site, int status) {
    JsonWriter json;
    json.begin_object();
    json.key("needed").boolean(!site.is_set_up());
    json.key("password_length_min").number(access::kPasswordCharactersMin);
    json.key("administrators").begin_array();
    for (const access::Role role : access::kAdministrators) {
        json.begin_object().key("role").text(access::to_string(role));
        json.key("name").words(access::name_zh(role), access::name_en(role));
        json.key("duty").words(access::duty_zh(role), access::duty_en(role)).end_object();
    }
    json.end_array().end_object();
    return json_answer(status, std::move(json));
}

struct NewAdministrator {
    access::Role role = access::Role::none;
    std::string name;
    std::string password;
};

NewAdministrator read_administrator(const JsonValue& value, std::string pointer,
                                    std::vector<FieldError>& errors) {
    BodyFields fields(value, std::move(pointer), errors);
    NewAdministrator one{access::parse_role(fields.text("role")).value_or(access::Role::none),
                         fields.text("name"), fields.text("password")};
    fields.end();
    if (auto fine = access::check_name(one.name); !fine) fields.error("name", fine.error());
    if (auto fine = access::check_password(one.password, one.name); !fine)
        fields.error("password", fine.error());
    return one;
}

void check_together(const std::vector<NewAdministrator>& all, std::vector<FieldError>& errors) {
    for (const access::Role role : access::kAdministrators) {
        const auto count = std::count_if(all.begin(), all.end(),
                                         [&](const auto& one) { return one.role == role; });
        if (count == 1) continue;
        errors.push_back({"/administrators",
                          {"E-setup-role",
                           {},
                           fmt::format("要有一个{}", access::name_zh(role)),
                           fmt::format("there has to be one {}", access::name_en(role))}});
    }
    for (std::size_t i = 0; i < all.size(); ++i) {
        for (std::size_t j = 0; j < i; ++j) {
            if (all[i].name != all[j].name && all[i].password != all[j].password) continue;
            errors.push_back({fmt::format("/administrators/{}", i),
                              {"E-setup-same",
                               {},
                               "四个账号的名称和密码都要不同",
                               "the four accounts need different names and passwords"}});
        }
    }
}

Result<void> create_administrators(Site& site, const Call& call,
                                   const std::vector<NewAdministrator>& all) {
    std::vector<access::Account> accounts;
    std::string payload = "{\"administrators\":[";
    for (const NewAdministrator& one : all) {
        accounts.push_back({.name = one.name,
                            .password_hash = access::hash_password(one.password),
                            .role = one.role,
                            .created_at_us = site.options().clock()});
        if (payload.back() != '[') payload += ',';
        payload +=
            fmt::format("[\"{}\",{}]", access::to_string(one.role), office::json_quoted(one.name));
    }
    auto answer = site.office().store().write(
        {.key = std::string(call.key),
         .actor = "first-run",
         .kind = "setup",
         .payload = payload + "]}",
         .run = [&accounts](store::Transaction& transaction) -> Result<std::string> {
             auto done = access::is_set_up(transaction);
             if (!done) return unexpected(done.error());
             if (*done)
                 return unexpected(Diagnostic{"E-setup-done",
                                              {},
                                              "首次运行已经完成",
                                              "the first run has been done already"});
             for (const access::Account& one : accounts) {
                 if (auto made = access::insert_account(transaction, one); !made)
                     return unexpected(made.error());
             }
             return std::string();
         }});
    if (!answer) return unexpected(answer.error());
    site.note_set_up();
    return {};
}

Response set_up(Site& site, const Call& call) {
    if (!call.actor.is_local)
        return problem(call.request, 403,
                       Diagnostic{"E-setup-place",
                                  {},
                                  "首次运行只能在本机进行",
                                  "the first run is done at the machine itself"}
                           .hint("在服务器上打开 http://localhost", "open http://localhost there"));
    auto body = read_json(call.request.body);
    if (!body) return problem(call.request, 400, body.error());
    std::vector<FieldError> errors;
    BodyFields fields(*body, "", errors);
    std::vector<NewAdministrator> all;
    if (const auto* items = fields.array("administrators", access::kAdministrators.size())) {
        for (std::size_t i = 0; i < items->size(); ++i)
            all.push_back(
                read_administrator((*items)[i], fmt::format("/administrators/{}", i), errors));
    }
    fields.end();
    if (errors.empty()) check_together(all, errors);
    if (!errors.empty()) return invalid(call.request, errors);
    if (auto made = create_administrators(site, call, all); !made) {
        const bool done = made.error().code == "E-setup-done";
        return done ? problem(call.request, 409, made.error()) : failed(call.request, made.error());
    }
    return setup_state(site, 201);
}

}  // namespace

void add_system_routes(Site& site, Router& router) {
    const auto show = [&router](std::string_view pattern, Handler handle) {
        router.add({.method = Method::get,
                    .pattern = pattern,
                    .handle = std::move(handle),
                    .open_because = "it tells nothing of the office's affairs",
                    .while_password_due = true,
                    .while_factor_due = true});
    };
    show("/api/openapi.json", [&site](const Call&) { return json_answer(200, site.contract()); });
    show("/api/v1/health", [&site](const Call&) { return health(site); });
    show("/healthz", [](const Call&) { return alive_answer(); });
    show("/readyz", [&site](const Call&) { return ready_answer(site); });
    show("/api/v1/setup", [&site](const Call&) { return setup_state(site, 200); });
    router.add({.method = Method::post,
                .pattern = "/api/v1/setup",
                .handle = [&site](const Call& call) { return set_up(site, call); },
                .body_bytes_max = 16U << 10U,
                .open_because = "once only, at the machine itself, while there is no account",
                .needs_key = true});
}

}  // namespace kc::server
