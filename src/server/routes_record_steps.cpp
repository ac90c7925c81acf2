// SPDX-License-Identifier: Apache-2.0
// One step with many records of a registry.
#include <utility>

#include <fmt/format.h>

#include "office/office_record_steps_many.hpp"
#include "record/limits.hpp"
#include "server/answers.hpp"
#include "server/body_fields.hpp"
#include "server/record_query.hpp"
#include "server/site.hpp"

namespace kc::server {
namespace {

struct ManyInput {
    const office::RecordStep* step = nullptr;
    std::string reason = {};
    std::vector<office::RecordVersion> records = {};
};

ManyInput read_input(BodyFields& body, std::vector<FieldError>& errors) {
    ManyInput input;
    const std::string word = body.text("step");
    input.step = office::find_step(word);
    input.reason = body.optional_text("reason", record::kMaxReasonBytes).value_or("");
    if (input.step == nullptr)
        body.error("step", unknown_step(word));
    else if (input.step->needs_reason && input.reason.empty())
        body.error("reason", {"E-body-missing", {}, "要写明原因", "a reason is needed"});
    if (const auto* records = body.array("records", office::kStepsAtOnce)) {
        for (std::size_t at = 0; at < records->size(); ++at) {
            BodyFields one((*records)[at], fmt::format("/records/{}", at), errors);
            const auto id = one.whole("id");
            const auto version = one.whole("version");
            one.end();
            input.records.push_back({id.value_or(0), version.value_or(0)});
        }
    }
    body.end();
    return input;
}

Response take_steps(Site& site, const Call& call) {
    auto body = read_json(call.request.body);
    if (!body) return problem(call.request, 400, body.error());
    std::vector<FieldError> errors;
    BodyFields fields(*body, "", errors);
    const ManyInput input = read_input(fields, errors);
    if (!errors.empty()) return invalid(call.request, errors);
    const office::ManySteps done = office::step_records(
        site.office(), {call.actor, std::string(call.key)}, call.parameters.text("registry"),
        input.records, *input.step, input.reason);
    if (done.refused) return record_refusal(call.request, *done.refused);
    for (const office::ManySteps::Mistake& one : done.mistakes)
        errors.push_back({fmt::format("/records/{}", one.at), one.what});
    if (!errors.empty()) return invalid(call.request, errors);

    JsonWriter json;
    json.begin_object().key("step").text(input.step->word);
    json.key("records").begin_array();
    for (const record::Written& one : done.written) {
        json.begin_object().key("id").number(one.id).key("version").number(one.version);
        json.key("state").text(input.step->to).end_object();
    }
    json.end_array().end_object();
    Response response = json_answer(200, std::move(json));
    if (done.is_repeated) response.set("Idempotency-Replayed", "true");
    return response;
}

}  // namespace

void add_record_step_routes(Site& site, Router& router) {
    // Whose step it is, is decided on each record.
    router.add({.method = Method::post,
                .pattern = "/api/v1/records/{registry}/steps",
                .handle = [&site](const Call& call) { return take_steps(site, call); },
                .body_bytes_max = kDefaultBodyBytesMax,
                .action = access::Action::read_records,
                .needs_key = true,
                .needs_token = true});
}

}  // namespace kc::server
