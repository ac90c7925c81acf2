// SPDX-License-Identifier: Apache-2.0
// From an uploaded plan document to a live pack.
#include <algorithm>

#include <fmt/format.h>

#include "office/office_draft.hpp"
#include "plan/judge.hpp"
#include "server/answers.hpp"
#include "server/body_fields.hpp"
#include "server/multipart.hpp"
#include "server/site.hpp"
#include "server/views.hpp"

namespace kc::server {
namespace {

constexpr std::size_t kCorrectionsMax = 500;

void write_head(const office::DraftHead& head, JsonWriter& json) {
    json.begin_object().key("id").number(head.id).key("version").number(head.version);
    json.key("state").text(head.state).key("file_name").text(head.file_name);
    json.key("format").text(head.format).key("sha256").text(head.sha256);
    json.key("title").text(head.title).key("year");
    if (head.year > 0)
        json.number(head.year);
    else
        json.null();
    json.key("issuer").text(head.issuer);
    json.key("uploaded_at").text(time_text(head.uploaded_at_us));
    json.key("uploaded_by").text(head.uploaded_by).end_object();
}

void write_texts(std::string_view name, const std::vector<std::string>& texts, JsonWriter& json) {
    json.key(name).begin_array();
    for (const std::string& text : texts) json.text(text);
    json.end_array();
}

void write_span(const plan::Span& span, JsonWriter& json) {
    json.key("span").begin_array().number(span.start).number(span.end).end_array();
}

void write_draft_target(const office::Draft& draft, std::size_t i, const office::LivePack& live,
                        JsonWriter& json) {
    const plan::Target& row = draft.file.plan.targets[i];
    json.begin_object().key("row").number(i + 1).key("text").text(row.text);
    json.key("metric").text(row.metric).key("indicator");
    if (row.indicator.empty()) {
        json.null();
    } else {
        const pack::Indicator* indicator = live.lookup.indicator(row.indicator);
        json.begin_object().key("code").text(row.indicator).key("name");
        if (indicator != nullptr)
            write_words(indicator->name, json);
        else
            json.words(row.indicator, "");
        json.end_object();
    }
    json.key("kind").text(row.kind).key("bound").text(row.bound);
    json.key("value").number(row.value).key("value_high").number_or_null(row.value_high);
    json.key("unit").text(row.unit).key("hedge").text(row.hedge).key("scope").text(row.scope);
    json.key("horizon").text(row.horizon).key("level").text(row.level);
    json.key("section").text(row.section);
    write_span(row.span, json);
    json.key("confidence_percent").number(row.confidence_percent);
    json.key("reasons").begin_array();
    for (const std::string& reason : row.reasons)
        json.words(plan::words_zh(reason), plan::words_en(reason));
    json.end_array();
    write_texts("corrected", draft.target_corrections[i], json);
    json.key("removed").boolean(draft.target_removed[i]).end_object();
}

void write_draft_task(const office::Draft& draft, std::size_t i, JsonWriter& json) {
    const plan::Task& row = draft.file.plan.tasks[i];
    json.begin_object().key("row").number(i + 1).key("number").text(row.number);
    json.key("title").text(row.title).key("text").text(row.text);
    write_texts("actions", row.actions, json);
    write_texts("owners", row.owners, json);
    json.key("due").text(row.due);
    write_span(row.span, json);
    write_texts("corrected", draft.task_corrections[i], json);
    json.key("removed").boolean(draft.task_removed[i]).end_object();
}

Response draft_answer(Site& site, int status, const office::Draft& draft) {
    const auto live = site.office().live();
    JsonWriter json;
    json.begin_object().key("head");
    write_head(draft.head, json);
    json.key("text").text(draft.file.text).key("warnings").begin_array();
    for (const Diagnostic& one : draft.file.warnings) write_field_error({"", one}, json);
    json.end_array().key("targets").begin_array();
    for (std::size_t i = 0; i < draft.file.plan.targets.size(); ++i)
        write_draft_target(draft, i, *live, json);
    json.end_array().key("tasks").begin_array();
    for (std::size_t i = 0; i < draft.file.plan.tasks.size(); ++i) write_draft_task(draft, i, json);
    json.end_array().key("not_understood").begin_array();
    for (const plan::Explanation& one : draft.file.plan.explanations) {
        if (one.taken) continue;
        json.begin_object().key("numeral").text(one.numeral);
        write_span(one.span, json);
        json.key("zh").text(one.zh).key("en").text(one.en).end_object();
    }
    json.end_array().end_object();
    return json_answer(status, std::move(json)).set("ETag", version_tag(draft.head.version));
}

Response no_draft(const Request& request) {
    return not_found(request, "没有这份计划", "there is no such plan");
}

Response list_drafts(Site& site, const Call& call) {
    const Page page = page_of(call.request);
    if (page.problem) return *page.problem;
    auto heads = office::list_drafts(site.office(), page.after, page.limit);
    if (!heads) return failed(call.request, heads.error());
    const bool more = static_cast<std::int64_t>(heads->size()) > page.limit;
    if (more) heads->pop_back();
    JsonWriter json;
    json.begin_object().key("items").begin_array();
    for (const office::DraftHead& head : *heads) write_head(head, json);
    json.end_array().key("next_cursor");
    json.text_or_null(more ? std::to_string(heads->back().id) : "").end_object();
    return json_answer(200, std::move(json));
}

Response show_draft(Site& site, std::int64_t id, int status, const Request& request) {
    auto draft = office::find_draft(site.office(), id);
    if (!draft) return failed(request, draft.error());
    if (!*draft) return no_draft(request);
    return draft_answer(site, status, **draft);
}

Response upload(Site& site, const Call& call) {
    auto file = file_of_form(call.request.header("content-type"), call.request.body);
    if (!file) return problem(call.request, 400, file.error());
    const std::string name = file->file_name.empty() ? "plan.txt" : file->file_name;
    auto head = office::upload_plan(site.office(), {call.actor.name, std::string(call.key)},
                                    file->bytes, name);
    if (!head) return failed(call.request, head.error());
    return show_draft(site, head->id, 201, call.request)
        .set("Location", fmt::format("/api/v1/plans/{}", head->id));
}

// Each field that is set is a correction of its own.
void read_correction(const JsonValue& value, const std::string& pointer,
                     std::vector<office::Correction>& to, std::vector<std::string>& pointers,
                     std::vector<FieldError>& errors) {
    BodyFields fields(value, pointer, errors);
    const std::string subject = fields.text("of");
    const std::int64_t row = fields.whole("row").value_or(0);
    const auto removed = fields.optional_boolean("removed");
    const JsonValue* set = fields.optional_object("set");
    fields.end();
    if (removed) {
        to.push_back({subject, row, "removed", *removed ? "1" : "0"});
        pointers.push_back(pointer + "/removed");
    }
    if (set == nullptr) return;
    for (const auto& [field, member] : set->members) {
        std::optional<std::string> text;
        if (member.type == JsonType::text || member.type == JsonType::number)
            text = member.text;
        else if (member.type != JsonType::null)
            errors.push_back({pointer + "/set/" + field,
                              {"E-body-type", {}, "应是文字或数", "has to be a text or a number"}});
        to.push_back({subject, row, field, std::move(text)});
        pointers.push_back(pointer + "/set/" + field);
    }
}

Response changed_or_failed(const Request& request, const Diagnostic& what) {
    if (what.code == "E-changed-meanwhile") return problem(request, 412, what);
    return failed(request, what);
}

Response correct(Site& site, const Call& call) {
    auto body = read_json(call.request.body);
    if (!body) return problem(call.request, 400, body.error());
    std::vector<FieldError> errors;
    std::vector<office::Correction> corrections;
    std::vector<std::string> pointers;
    BodyFields fields(*body, "", errors);
    if (const auto* items = fields.array("corrections", kCorrectionsMax)) {
        for (std::size_t i = 0; i < items->size(); ++i)
            read_correction((*items)[i], fmt::format("/corrections/{}", i), corrections, pointers,
                            errors);
    }
    fields.end();
    const std::int64_t id = call.parameters.number("id");
    auto draft = office::find_draft(site.office(), id);
    if (!draft) return failed(call.request, draft.error());
    if (!*draft) return no_draft(call.request);
    if (errors.empty() && corrections.empty())
        errors.push_back(
            {"/corrections", {"E-correction", {}, "没有要改的内容", "nothing to correct"}});
    for (office::CorrectionError& error :
         office::check_corrections(**draft, corrections, site.office()))
        errors.push_back({pointers[error.correction], std::move(error.what)});
    if (!errors.empty()) return invalid(call.request, errors);
    auto done = office::correct_draft(site.office(), {call.actor.name, std::string(call.key)}, id,
                                      version_of(call.request.header("if-match")), corrections);
    if (!done) return changed_or_failed(call.request, done.error());
    return show_draft(site, id, 200, call.request);
}

Response make_pack(Site& site, const Call& call) {
    auto made = office::make_pack(site.office(), {call.actor.name, std::string(call.key)},
                                  call.parameters.number("id"),
                                  version_of(call.request.header("if-match")));
    if (!made) return changed_or_failed(call.request, made.error());
    JsonWriter json;
    json.begin_object().key("code").text(made->code).key("year").number(made->year);
    json.key("targets").number(made->targets).key("tasks").number(made->tasks);
    json.key("findings").begin_array();
    for (const Diagnostic& one : made->findings) write_field_error({"", one}, json);
    json.end_array().end_object();
    return json_answer(201, std::move(json));
}

}  // namespace

void add_draft_routes(Site& site, Router& router) {
    const auto action = access::Action::draft_plan;
    router.add({.method = Method::get,
                .pattern = "/api/v1/plans",
                .handle = [&site](const Call& call) { return list_drafts(site, call); },
                .action = action});
    router.add({.method = Method::post,
                .pattern = "/api/v1/plans",
                .handle = [&site](const Call& call) { return upload(site, call); },
                .body_bytes_max = office::kUploadBytesMax + (64U << 10U),
                .body_seconds_max = 120,
                .action = action,
                .needs_key = true,
                .needs_token = true});
    router.add({.method = Method::get,
                .pattern = "/api/v1/plans/{id:int}",
                .handle =
                    [&site](const Call& call) {
                        return show_draft(site, call.parameters.number("id"), 200, call.request);
                    },
                .action = action});
    router.add({.method = Method::post,
                .pattern = "/api/v1/plans/{id:int}/corrections",
                .handle = [&site](const Call& call) { return correct(site, call); },
                .body_bytes_max = kDefaultBodyBytesMax,
                .action = action,
                .needs_key = true,
                .needs_token = true,
                .needs_match = true});
    router.add({.method = Method::post,
                .pattern = "/api/v1/plans/{id:int}/pack",
                .handle = [&site](const Call& call) { return make_pack(site, call); },
                .action = access::Action::make_pack,
                .needs_key = true,
                .needs_token = true,
                .needs_match = true});
}

}  // namespace kc::server
