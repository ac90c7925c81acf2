// SPDX-License-Identifier: Apache-2.0
// Policies: listed, read down to their articles, and asked about a firm or a person.
#include "office/office_policies.hpp"
#include "policy/answer_json.hpp"
#include "policy/between_text.hpp"
#include "server/answers.hpp"
#include "server/body_fields.hpp"
#include "server/policy_views.hpp"
#include "server/site.hpp"

namespace kc::server {
namespace {

constexpr std::size_t kSubjectBytesMax = 256 * 1'024;
constexpr std::size_t kTrialBytesMax = 16 * 1'024;

// The day whose law is asked for: today, or `on`.
std::optional<base::Date> day_of(Site& site, const Request& request,
                                 std::optional<Response>& wrong) {
    const auto text = request.target.find("on");
    if (!text) return site.office().today();
    auto day = base::Date::parse(*text);
    if (day) return *day;
    wrong = problem(request, 400, day.error());
    return std::nullopt;
}

Response list_policies(Site& site, const Call& call) {
    std::optional<Response> wrong;
    const auto day = day_of(site, call.request, wrong);
    if (!day) return std::move(*wrong);
    const auto live = site.office().live();
    JsonWriter json;
    json.begin_object().key("on").text(base::to_string(*day)).key("items").begin_array();
    for (const policy::Policy& one : live->policies->policies())
        write_policy_summary(one, *day, json);
    json.end_array().end_object();
    return json_answer(200, std::move(json));
}

Response no_policy(const Request& request) {
    return not_found(request, "没有这项政策", "there is no such policy");
}

Response show_policy(Site& site, const Call& call) {
    std::optional<Response> wrong;
    const auto day = day_of(site, call.request, wrong);
    if (!day) return std::move(*wrong);
    const auto live = site.office().live();
    const policy::Policy* found = live->policies->find(call.parameters.text("code"), *day);
    if (found == nullptr) return no_policy(call.request);
    JsonWriter json;
    write_policy(*live->policies, *found, *day, json);
    return json_answer(200, std::move(json));
}

// The mistakes of a body that is a subject's file; they name the line.
Response wrong_subject(const Request& request, const Diagnostics& found) {
    std::vector<FieldError> errors;
    for (const Diagnostic& one : found) {
        if (one.severity == Severity::error) errors.push_back({"", one});
    }
    return invalid(request, errors);
}

Response check_subject(Site& site, const Call& call) {
    std::optional<Response> wrong;
    const auto day = day_of(site, call.request, wrong);
    if (!day) return std::move(*wrong);
    Diagnostics found;
    const auto subject = policy::read_subject(call.request.body, "body", found);
    if (!subject) return wrong_subject(call.request, found);
    const auto live = site.office().live();
    office::PolicyDesk& desk = *live->policies;
    std::vector<const policy::Policy*> asked;
    if (const auto one = call.request.target.find("policy")) {
        const policy::Policy* policy = desk.find(*one, *day);
        if (policy == nullptr) return no_policy(call.request);
        asked.push_back(policy);
    } else {
        asked = desk.editions_on(*day);
    }
    for (Diagnostic& one : policy::unknown_names(asked, *subject)) found.push_back(std::move(one));
    JsonWriter json;
    json.begin_object().key("on").text(base::to_string(*day)).key("notes").begin_array();
    for (const Diagnostic& one : found) write_field_error({"", one}, json);
    json.end_array().key("answers").begin_array();
    desk.ask(asked, *subject, *day, [&](std::span<const policy::Answer> answers) {
        for (const policy::Answer& answer : answers) json.bare(policy::to_json(answer));
        json.end_array();
        json.key("conflicts").bare(policy::conflicts_json(answers));
        json.key("ladder").bare(policy::ladder_json(desk.set(), answers, *day));
    });
    json.end_object();
    return json_answer(200, std::move(json));
}

// The table of firms to try figures out on.
Response keep_table(Site& site, const Call& call) {
    std::optional<Response> wrong;
    const auto day = day_of(site, call.request, wrong);
    if (!day) return std::move(*wrong);
    const auto live = site.office().live();
    const policy::Policy* found = live->policies->find(call.parameters.text("code"), *day);
    if (found == nullptr) return no_policy(call.request);
    auto kept = site.sandbox_tables().keep(live->policies, *found, *day, call.request.body);
    if (!kept) return invalid(call.request, {{"", kept.error()}});
    JsonWriter json;
    json.begin_object().key("table").text(kept->id).key("policy").text(found->code);
    json.key("rows").number(kept->rows).key("rows_unsound").number(kept->rows_unsound);
    json.key("absent").begin_array();
    for (const std::string& name : kept->absent) json.text(name);
    json.end_array().key("notes").begin_array();
    for (const Diagnostic& one : kept->found) write_field_error({"", one}, json);
    json.end_array().end_object();
    return json_answer(201, std::move(json));
}

void write_amount(const base::Ratio& yuan, JsonWriter& json) {
    json.number_or_null(yuan.round_half_up(2));
}

void write_tally(const policy::Tally& tally, JsonWriter& json) {
    json.begin_object().key("yes").number(tally.yes).key("no").number(tally.no);
    json.key("open").number(tally.open).key("cost_low");
    write_amount(tally.cost_low, json);
    json.key("cost_high");
    if (tally.cost_is_bounded)
        write_amount(tally.cost_high, json);
    else
        json.null();
    json.end_object();
}

void write_texts(const std::vector<std::string>& texts, JsonWriter& json) {
    json.begin_array();
    for (const std::string& one : texts) json.text(one);
    json.end_array();
}

Response try_out(Site& site, const Call& call) {
    std::vector<FieldError> errors;
    auto body = read_json(call.request.body);
    if (!body) return problem(call.request, 400, body.error());
    BodyFields fields(*body, "", errors);
    std::vector<std::string> edits;
    if (const JsonValue* set = fields.optional_object("set")) {
        BodyFields members(*set, fields.pointer_to("set"), errors);
        for (const auto& [name, member] : set->members)
            edits.push_back(name + "=" + members.text(name));
    }
    fields.end();
    if (!errors.empty()) return invalid(call.request, errors);
    auto trial = site.sandbox_tables().try_out(call.parameters.text("table"), edits);
    if (!trial) {
        const bool is_gone = trial.error().code == "E-no-table";
        return problem(call.request, is_gone ? 404 : 422, trial.error());
    }
    JsonWriter json;
    json.begin_object().key("before");
    write_tally(trial->result.before, json);
    json.key("after");
    write_tally(trial->result.after, json);
    json.key("gains").number(trial->result.gains).key("losses").number(trial->result.losses);
    json.key("gained");
    write_texts(trial->gained, json);
    json.key("lost");
    write_texts(trial->lost, json);
    json.end_object();
    return json_answer(200, std::move(json));
}

}  // namespace

void add_policy_routes(Site& site, Router& router) {
    router.add({.method = Method::get,
                .pattern = "/api/v1/policies",
                .handle = [&site](const Call& call) { return list_policies(site, call); },
                .action = access::Action::read_policies,
                .is_cached = true});
    router.add({.method = Method::get,
                .pattern = "/api/v1/policies/{code}",
                .handle = [&site](const Call& call) { return show_policy(site, call); },
                .action = access::Action::read_policies,
                .is_cached = true});
    // Computes and keeps nothing, so it needs neither token nor key.
    router.add({.method = Method::post,
                .pattern = "/api/v1/policies/check",
                .handle = [&site](const Call& call) { return check_subject(site, call); },
                .body_bytes_max = kSubjectBytesMax,
                .action = access::Action::read_policies});
    router.add({.method = Method::post,
                .pattern = "/api/v1/policies/{code}/tables",
                .handle = [&site](const Call& call) { return keep_table(site, call); },
                .body_bytes_max = office::SandboxTables::kMaxBytes,
                .action = access::Action::read_policies});
    router.add({.method = Method::post,
                .pattern = "/api/v1/policy-tables/{table}/trials",
                .handle = [&site](const Call& call) { return try_out(site, call); },
                .body_bytes_max = kTrialBytesMax,
                .action = access::Action::read_policies});
}

}  // namespace kc::server
