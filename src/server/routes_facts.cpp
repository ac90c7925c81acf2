// SPDX-License-Identifier: Apache-2.0
// Figures: listed, recorded, imported.
#include <fmt/format.h>

#include <algorithm>

#include "access/decide.hpp"
#include "office/office_facts.hpp"
#include "office/office_import.hpp"
#include "server/answers.hpp"
#include "server/body_fields.hpp"
#include "server/multipart.hpp"
#include "server/site.hpp"
#include "server/views.hpp"

namespace kc::server {

Response fact_page(std::vector<office::ListedFact> facts, std::int64_t limit) {
    const bool more = static_cast<std::int64_t>(facts.size()) > limit;
    if (more) facts.pop_back();
    JsonWriter json;
    json.begin_object().key("items").begin_array();
    for (const office::ListedFact& one : facts) write_fact(one, json);
    json.end_array().key("next_cursor");
    json.text_or_null(more ? std::to_string(facts.back().fact.id) : "").end_object();
    return json_answer(200, std::move(json));
}

namespace {

constexpr std::size_t kFactsPerRequestMax = 1'000;
constexpr std::size_t kGoodRowsShown = 200;

std::optional<std::string> text_of(const Request& request, std::string_view name) {
    const auto value = request.target.find(name);
    if (!value) return std::nullopt;
    return std::string(*value);
}

Response list_facts(Site& site, const Call& call) {
    const Page page = page_of(call.request);
    if (page.problem) return *page.problem;
    auto facts = office::list_facts(site.office(), {.indicator = text_of(call.request, "indicator"),
                                                    .unit = text_of(call.request, "unit"),
                                                    .period = text_of(call.request, "period"),
                                                    .before = page.after,
                                                    .limit = page.limit});
    if (!facts) return failed(call.request, facts.error());
    return fact_page(std::move(*facts), page.limit);
}

// What the business administrator enters counts at once; what a clerk enters waits for him.
office::FactRules rules_for(const access::Actor& actor) {
    static const access::SubjectShape shape{
        .kind = access::ObjectKind::figure, .name = "fact", .unit = access::column("unit")};
    const bool may_verify = access::compile(actor, access::Verb::verify, shape) != store::never();
    return {
        .by_name = false,
        .default_status = may_verify ? store::FactStatus::verified : store::FactStatus::submitted,
        .may_verify = may_verify,
        .refuse_unit = [&actor](const std::string& unit) -> std::optional<Diagnostic> {
            access::SubjectRow row;
            row.unit = unit;
            const auto decision = access::decide(actor, access::Verb::create, shape, row);
            if (decision.allowed()) return std::nullopt;
            return Diagnostic{"E-forbidden", {}, decision.zh, decision.en}.hint(
                "只能填报授权范围内的地区", "figures are entered for the units granted only");
        }};
}

office::FactInput read_input(const JsonValue& value, const std::string& pointer,
                             std::vector<FieldError>& errors) {
    BodyFields fields(value, pointer, errors);
    office::FactInput input;
    input.indicator = fields.text("indicator");
    input.unit = fields.text("unit");
    input.period = fields.text("period");
    if (const auto number = fields.decimal("value")) input.value = base::to_string(*number);
    input.status = fields.optional_text("status").value_or("");
    input.source = fields.optional_text("source", 500).value_or("");
    if (const JsonValue* dimensions = fields.optional_object("dimensions")) {
        BodyFields members(*dimensions, fields.pointer_to("dimensions"), errors);
        for (const auto& [name, member] : dimensions->members)
            input.dimensions.emplace_back(name, members.text(name));
    }
    fields.end();
    return input;
}

std::vector<store::Fact> read_facts(const office::LivePack& live, const Call& call,
                                    const JsonValue& body, std::vector<FieldError>& errors) {
    std::vector<const JsonValue*> values = {&body};
    std::string pointer;
    if (body.find("facts") != nullptr) {
        BodyFields fields(body, "", errors);
        values.clear();
        if (const auto* items = fields.array("facts", kFactsPerRequestMax)) {
            for (const JsonValue& item : *items) values.push_back(&item);
        }
        fields.end();
        pointer = "/facts/";
    }
    std::vector<store::Fact> facts;
    for (std::size_t i = 0; i < values.size(); ++i) {
        const std::string at = pointer.empty() ? "" : pointer + std::to_string(i);
        const std::size_t before = errors.size();
        const office::FactInput input = read_input(*values[i], at, errors);
        if (errors.size() > before) continue;
        office::CheckedFact checked = office::check_fact(live, input, rules_for(call.actor));
        for (office::InputError& error : checked.errors)
            errors.push_back({at + "/" + error.field, std::move(error.what)});
        if (checked.fact) facts.push_back(std::move(*checked.fact));
    }
    return facts;
}

Response record(Site& site, const Call& call) {
    auto body = read_json(call.request.body);
    if (!body) return problem(call.request, 400, body.error());
    std::vector<FieldError> errors;
    const auto live = site.office().live();
    const std::vector<store::Fact> facts = read_facts(*live, call, *body, errors);
    const auto forbidden = std::find_if(errors.begin(), errors.end(), [](const FieldError& one) {
        return one.what.code == "E-forbidden";
    });
    if (forbidden != errors.end()) return problem(call.request, 403, forbidden->what, errors);
    if (!errors.empty()) return invalid(call.request, errors);
    auto recorded =
        office::record_facts(site.office(), {call.actor.name, std::string(call.key)}, facts);
    if (!recorded) return failed(call.request, recorded.error());
    JsonWriter json;
    json.begin_object().key("items").begin_array();
    for (std::int64_t id = recorded->first; id < recorded->first + recorded->count; ++id) {
        auto listed = office::find_listed_fact(site.office(), id);
        if (!listed) return failed(call.request, listed.error());
        write_fact(*listed, json);
    }
    json.end_array().end_object();
    Response response = json_answer(201, std::move(json));
    if (recorded->is_repeated) response.set("Idempotency-Replayed", "true");
    return response;
}

// ---- imports -------------------------------------------------------------------------------

void write_row(const office::ImportRow& row, JsonWriter& json) {
    json.begin_object().key("row").number(row.row).key("line").number(row.line);
    json.key("outcome").text(office::to_string(row.outcome));
    json.key("indicator").text(row.input.indicator).key("unit").text(row.input.unit);
    json.key("period").text(row.input.period).key("value").text(row.input.value);
    json.key("fact");
    if (row.fact > 0)
        json.number(row.fact);
    else
        json.null();
    json.key("errors").begin_array();
    for (const office::InputError& error : row.errors)
        write_field_error({fmt::format("/rows/{}/{}", row.row, error.field), error.what}, json);
    json.end_array().end_object();
}

std::string report_text(const office::ImportReport& report, const office::ImportOptions& options) {
    JsonWriter json;
    json.begin_object().key("id");
    if (report.id > 0)
        json.number(report.id);
    else
        json.null();
    json.key("dry_run").boolean(options.dry_run);
    json.key("atomic").text(options.all_or_none ? "all" : "none");
    const auto total = static_cast<std::int64_t>(report.rows.size());
    json.key("rows_total").number(total).key("rows_good").number(report.rows_good);
    json.key("rows_bad").number(total - report.rows_good);
    json.key("rows_recorded").number(report.rows_recorded).key("rows").begin_array();
    std::size_t shown = 0;
    for (const office::ImportRow& row : report.rows) {
        if (row.errors.empty() && ++shown > kGoodRowsShown) continue;
        write_row(row, json);
    }
    json.end_array().key("rejected_csv").text(report.rejected_csv).end_object();
    return std::move(json).finish();
}

Response import(Site& site, const Call& call) {
    std::optional<Response> wrong;
    office::ImportOptions options{.dry_run = flag_of(call.request, "dry_run", wrong),
                                  .rules = rules_for(call.actor)};
    if (wrong) return std::move(*wrong);
    const std::string_view atomic = call.request.target.find("atomic").value_or("none");
    if (atomic != "all" && atomic != "none")
        return problem(call.request, 400,
                       {"E-query",
                        {},
                        "参数“atomic”应是 all 或 none",
                        "the parameter 'atomic' has to be all or none"});
    options.all_or_none = atomic == "all";
    options.rules.by_name = true;
    const std::string_view type = call.request.header("content-type");
    std::string_view bytes = call.request.body;
    if (type.starts_with("multipart/form-data")) {
        auto file = file_of_form(type, bytes);
        if (!file) return problem(call.request, 400, file.error());
        bytes = file->bytes;
    } else if (!type.starts_with("text/csv")) {
        return problem(call.request, 415,
                       {"E-media-type", {}, "请发送 CSV 文件", "send a CSV file"});
    }
    const office::Requester requester{call.actor.name, std::string(call.key)};
    auto report = office::import_table(site.office(), requester, bytes, options);
    if (!report) return failed(call.request, report.error());
    const std::string text = report_text(*report, options);
    if (options.dry_run) return json_answer(200, text);
    if (report->is_repeated) {
        // The first answer, not one computed again: units may have been renamed since.
        auto kept = office::find_report(site.office(), report->id);
        if (!kept) return failed(call.request, kept.error());
        return json_answer(report->rows_recorded > 0 ? 201 : 200, kept->value_or(text))
            .set("Idempotency-Replayed", "true");
    }
    if (auto kept = office::keep_report(site.office(), requester, report->id, text); !kept)
        return failed(call.request, kept.error());
    return json_answer(report->rows_recorded > 0 ? 201 : 200, text)
        .set("Location", fmt::format("/api/v1/imports/{}", report->id));
}

Response show_import(Site& site, const Call& call) {
    auto report = office::find_report(site.office(), call.parameters.number("id"));
    if (!report) return failed(call.request, report.error());
    if (!*report) return not_found(call.request, "没有这次导入", "there is no such import");
    return json_answer(200, std::move(**report));
}

}  // namespace

void add_fact_routes(Site& site, Router& router) {
    router.add({.method = Method::get,
                .pattern = "/api/v1/facts",
                .handle = [&site](const Call& call) { return list_facts(site, call); },
                .action = access::Action::read});
    router.add({.method = Method::post,
                .pattern = "/api/v1/facts",
                .handle = [&site](const Call& call) { return record(site, call); },
                .body_bytes_max = 2U << 20U,
                .action = access::Action::record_facts,
                .needs_key = true,
                .needs_token = true});
}

void add_import_routes(Site& site, Router& router) {
    router.add({.method = Method::post,
                .pattern = "/api/v1/imports",
                .handle = [&site](const Call& call) { return import(site, call); },
                .body_bytes_max = office::kImportBytesMax,
                .body_seconds_max = 120,
                .action = access::Action::record_facts,
                .needs_key = true,
                .needs_token = true});
    router.add({.method = Method::get,
                .pattern = "/api/v1/imports/{id:int}",
                .handle = [&site](const Call& call) { return show_import(site, call); },
                .action = access::Action::record_facts});
}

}  // namespace kc::server
