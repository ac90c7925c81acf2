// SPDX-License-Identifier: Apache-2.0
// Yearly figures of a record: one year with its versions, and entering or mending it.
#include <algorithm>

#include <fmt/format.h>

#include "access/grants.hpp"
#include "office/office_record_years.hpp"
#include "record/limits.hpp"
#include "server/answers.hpp"
#include "server/record_input.hpp"
#include "server/record_query.hpp"
#include "server/record_views.hpp"

namespace kc::server {
namespace {

using access::Action;
using access::Verb;
using office::RecordDesk;
using record::Registry;

std::int32_t year_in(const Call& call) {
    // One past what there can be says the same as any other number there.
    return static_cast<std::int32_t>(
        std::clamp<std::int64_t>(call.parameters.number("year"), 0, record::kMaxYear + 1));
}

Response year_answer(Site& site, const Call& call) {
    return with_registry(
        site, call, "registry", Verb::read, [&](RecordDesk& desk, const Registry& registry) {
            auto found = desk.one(registry, call.parameters.number("id"));
            if (!found) return record_refusal(call.request, found.error());
            if (!*found) return not_found(call.request, "没有这条记录", "there is no such record");
            const record::Record& record = (*found)->record;
            access::SubjectRow row = office::record_subject(registry, record);
            auto parts = access::parts_in(desk.connection(), registry.code(), record.id);
            if (!parts) return failed(call.request, parts.error());
            row.parts = std::move(*parts);
            auto versions =
                office::versions_of_year(desk, call.actor, registry, record.id, row, year_in(call));
            if (!versions) return failed(call.request, versions.error());
            if (versions->empty())
                return not_found(call.request, "这一年还没有数据",
                                 "there are no figures of this year");
            JsonWriter json;
            json.begin_object().key("figures");
            write_figures(registry, versions->back(), json);
            json.key("versions").begin_array();
            for (const office::SeenFigures& one : *versions) write_figures(registry, one, json);
            json.end_array().end_object();
            return json_answer(200, std::move(json))
                .set("ETag", version_tag(versions->back().version));
        });
}

Response put_year(Site& site, const Call& call) {
    auto body = read_json(call.request.body);
    if (!body) return problem(call.request, 400, body.error());
    std::vector<FieldError> errors;
    BodyFields fields(*body, "", errors);
    const office::YearInput input{
        .year = year_in(call),
        .version = version_of(call.request.header("if-match")),
        .fields = read_field_texts(fields, errors),
        .source = fields.optional_text("source", record::kMaxReasonBytes)};
    fields.end();
    if (!errors.empty()) return invalid(call.request, errors);
    const auto answer = office::set_record_year(site.office(), {call.actor, std::string(call.key)},
                                                call.parameters.text("registry"),
                                                call.parameters.number("id"), input);
    if (auto wrong = change_problem(site, call, answer)) return std::move(*wrong);
    Response response = year_answer(site, call);
    if (answer.is_repeated) response.set("Idempotency-Replayed", "true");
    return response;
}

}  // namespace

void add_record_year_routes(Site& site, Router& router) {
    constexpr std::string_view kYear = "/api/v1/records/{registry}/{id:int}/years/{year:int}";
    router.add({.method = Method::get,
                .pattern = kYear,
                .handle = [&site](const Call& call) { return year_answer(site, call); },
                .action = Action::read_records});
    router.add({.method = Method::put,
                .pattern = kYear,
                .handle = [&site](const Call& call) { return put_year(site, call); },
                .body_bytes_max = kDefaultBodyBytesMax,
                .action = Action::edit_records,
                .needs_key = true,
                .needs_token = true,
                .needs_match = true});
}

}  // namespace kc::server
