// SPDX-License-Identifier: Apache-2.0
// Lists that are no registries as files: targets, tasks, counties, the records behind a target,
// facts, sheets, the journal.
#include <array>

#include <fmt/format.h>

#include "access/decide.hpp"
#include "office/collection_access.hpp"
#include "office/office_list_export.hpp"
#include "office/office_people_export.hpp"
#include "office/target_records_export.hpp"
#include "server/counted_records.hpp"
#include "server/download.hpp"
#include "server/record_query.hpp"

namespace kc::server {
namespace {

using access::ObjectKind;
using exchange::ExportFormat;

struct Kind {
    ExportFormat format;
    std::string_view word;
    const char* type;
};
constexpr std::array<Kind, 3> kKinds = {
    {{ExportFormat::xlsx, "xlsx",
      "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"},
     {ExportFormat::csv, "csv", "text/csv; charset=utf-8"},
     {ExportFormat::json, "json", "application/json"}}};

// The plan and its figures belong to the whole city; of sheets somebody has those of his units.
bool may_take_out(Site& site, const access::Actor& actor, ObjectKind kind) {
    access::SubjectShape shape{.kind = kind, .name = "list"};
    if (kind == ObjectKind::form)
        shape = office::sheet_shape();
    else
        shape.unit = access::fixed(site.office().live()->manifest().region);
    return access::compile(actor, access::Verb::take_out, shape) != store::never();
}

std::optional<std::string> text_in(const Call& call, std::string_view name) {
    const auto text = call.request.target.find(name);
    if (!text || text->empty()) return std::nullopt;
    return std::string(*text);
}

Response may_not_take_out(const Request& request) {
    return problem(request, 403,
                   Diagnostic{"E-forbidden", {}, "没有导出的权限", "you may not take this out"});
}

// What is asked for, with the right to take it out, or why not.
template <typename Make>
Response export_list(Site& site, const Call& call, ObjectKind kind, std::string_view name,
                     Make make) {
    if (!may_take_out(site, call.actor, kind)) return may_not_take_out(call.request);
    const std::string_view word = call.request.target.find("format").value_or("xlsx");
    const Kind* found = nullptr;
    for (const Kind& one : kKinds) {
        if (one.word == word) found = &one;
    }
    if (found == nullptr)
        return problem(call.request, 400,
                       bad_query("format", "应是 xlsx、csv 或 json", "is xlsx, csv or json"));
    const office::ListExport out{.format = found->format,
                                 .language = language_of(call.request.header("accept-language")),
                                 .who = call.actor.name};
    Result<std::string> bytes = make(out);
    if (!bytes) {
        if (bytes.error().code == "E-no-form") return problem(call.request, 404, bytes.error());
        return target_refusal(call.request, bytes.error());
    }
    return download(
        std::move(*bytes), found->type,
        fmt::format("{}-{}.{}", name, base::to_string(site.office().today()), found->word));
}

Response export_targets(Site& site, const Call& call) {
    std::optional<Response> wrong;
    const office::Moment moment = moment_of(site.office(), call.request, wrong);
    if (wrong) return std::move(*wrong);
    return export_list(
        site, call, ObjectKind::target, "targets", [&](const office::ListExport& out) {
            return office::export_targets(site.office(), moment, text_in(call, "status"), out);
        });
}

Response export_tasks(Site& site, const Call& call) {
    std::optional<Response> wrong;
    const office::Moment moment = moment_of(site.office(), call.request, wrong);
    if (wrong) return std::move(*wrong);
    return export_list(site, call, ObjectKind::task, "tasks", [&](const office::ListExport& out) {
        return office::export_tasks(site.office(), moment, out);
    });
}

Response export_counties(Site& site, const Call& call) {
    std::optional<Response> wrong;
    const office::Moment moment = moment_of(site.office(), call.request, wrong);
    if (wrong) return std::move(*wrong);
    return export_list(site, call, ObjectKind::target, "counties",
                       [&](const office::ListExport& out) {
                           return office::export_counties(site.office(), moment,
                                                          call.parameters.text("code"), out);
                       });
}

// Part of the plan and part of a registry: both have to be allowed to leave.
Response export_target_records(Site& site, const Call& call) {
    if (!access::allow(call.actor, access::Action::export_records).allowed)
        return may_not_take_out(call.request);
    std::optional<Response> wrong;
    const office::Moment moment = moment_of(site.office(), call.request, wrong);
    const base::Date day = day_of(call.request, "on", wrong).value_or(moment.day);
    if (wrong) return std::move(*wrong);
    return export_list(
        site, call, ObjectKind::target, "records", [&](const office::ListExport& out) {
            return office::export_target_records(site.office(), call.actor, moment,
                                                 call.parameters.text("code"), day, out);
        });
}

Response export_facts(Site& site, const Call& call) {
    return export_list(site, call, ObjectKind::figure, "facts", [&](const office::ListExport& out) {
        return office::export_facts(site.office(),
                                    {.indicator = text_in(call, "indicator"),
                                     .unit = text_in(call, "unit"),
                                     .period = text_in(call, "period")},
                                    out);
    });
}

Response export_sheets(Site& site, const Call& call) {
    std::optional<base::Period> period;
    if (const auto text = text_in(call, "period")) {
        auto parsed = base::Period::parse(*text);
        if (!parsed) return problem(call.request, 400, parsed.error());
        period = *parsed;
    }
    return export_list(site, call, ObjectKind::form, "sheets", [&](const office::ListExport& out) {
        return office::export_sheets(site.office(), call.actor, text_in(call, "form").value_or(""),
                                     text_in(call, "unit").value_or(""), period, out);
    });
}

Response export_journal(Site& site, const Call& call) {
    return export_list(
        site, call, ObjectKind::journal, "journal",
        [&](const office::ListExport& out) { return office::export_journal(site.office(), out); });
}

Response export_people(Site& site, const Call& call) {
    const auto terms = site.standings().terms();
    return export_list(site, call, ObjectKind::account, "people",
                       [&](const office::ListExport& out) {
                           return office::export_people(site.office(), *terms->book, out);
                       });
}

}  // namespace

void add_list_export_routes(Site& site, Router& router) {
    using Show = Response (*)(Site&, const Call&);
    const auto get = [&](std::string_view pattern, Show show, access::Action action) {
        router.add({.method = Method::get,
                    .pattern = pattern,
                    .handle = [&site, show](const Call& call) { return show(site, call); },
                    .action = action});
    };
    get("/api/v1/exports/targets", &export_targets, access::Action::export_plan);
    get("/api/v1/exports/targets/{code}/counties", &export_counties, access::Action::export_plan);
    get("/api/v1/exports/targets/{code}/records", &export_target_records,
        access::Action::export_plan);
    get("/api/v1/exports/tasks", &export_tasks, access::Action::export_plan);
    get("/api/v1/exports/facts", &export_facts, access::Action::export_figures);
    get("/api/v1/exports/sheets", &export_sheets, access::Action::export_forms);
    get("/api/v1/exports/journal", &export_journal, access::Action::export_journal);
    get("/api/v1/exports/people", &export_people, access::Action::export_users);
}

}  // namespace kc::server
