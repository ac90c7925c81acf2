// SPDX-License-Identifier: Apache-2.0
// Changes of records: new ones, corrections, steps to publication, ends, merging,
// splitting.
#include <algorithm>
#include <utility>

#include <fmt/format.h>

#include "office/office_record_split.hpp"
#include "office/office_record_steps_many.hpp"
#include "record/limits.hpp"
#include "server/answers.hpp"
#include "server/body_fields.hpp"
#include "server/record_input.hpp"
#include "server/record_page.hpp"
#include "server/record_query.hpp"
#include "server/site.hpp"

namespace kc::server {
namespace {

bool has_error(const std::vector<FieldError>& errors, std::string_view pointer) {
    return std::any_of(errors.begin(), errors.end(),
                       [&](const FieldError& one) { return one.pointer == pointer; });
}

office::RecordInput read_input(BodyFields& body, std::vector<FieldError>& errors, bool is_new) {
    office::RecordInput input;
    input.fields = read_field_texts(body, errors);
    input.reason = body.optional_text("reason", record::kMaxReasonBytes).value_or("");
    if (is_new) {
        input.submit = body.optional_boolean("submit").value_or(false);
        return input;
    }
    const auto day = [&](const char* name) -> std::optional<base::Date> {
        const auto text = body.optional_text(name);
        if (!text || text->empty()) return std::nullopt;
        auto date = base::Date::parse(*text);
        if (date) return *date;
        body.error(name, date.error());
        return std::nullopt;
    };
    input.since = day("since");
    input.until = day("until");
    input.is_rename = body.optional_boolean("is_rename").value_or(false);
    if (input.is_rename && !input.since && !has_error(errors, "/since"))
        body.error("since", {"E-body-missing",
                             {},
                             "更名要写明从哪一天起",
                             "a renaming needs the day since which it is so"});
    return input;
}

Response change_answer(Site& site, const Call& call, const office::RecordAnswer& answer,
                       int status) {
    const std::string& code = call.parameters.text("registry");
    if (auto wrong = change_problem(site, call, answer)) return std::move(*wrong);
    Response response = record_answer(site, call, code, answer.written.id, status);
    response.set("Location", fmt::format("/api/v1/records/{}/{}", code, answer.written.id));
    if (answer.is_repeated) response.set("Idempotency-Replayed", "true");
    return response;
}

// Reads the body, then changes.
template <typename Read, typename Change>
Response change(Site& site, const Call& call, int status, Read read, Change act) {
    auto body = read_json(call.request.body);
    if (!body) return problem(call.request, 400, body.error());
    auto registry = site.office().live()->registries->require(call.parameters.text("registry"));
    if (!registry) return record_refusal(call.request, registry.error());
    std::vector<FieldError> errors;
    BodyFields fields(*body, "", errors);
    auto input = read(fields, errors);
    fields.end();
    if (!errors.empty()) return invalid(call.request, errors);
    const office::RecordAsker asker{call.actor, std::string(call.key)};
    return change_answer(site, call, act(asker, call.parameters.text("registry"), input), status);
}

std::int64_t expected_version(const Call& call) {
    return version_of(call.request.header("if-match"));
}

Response create(Site& site, const Call& call) {
    return change(
        site, call, 201,
        [](BodyFields& body, std::vector<FieldError>& errors) {
            return read_input(body, errors, true);
        },
        [&](const office::RecordAsker& asker, const std::string& code,
            const office::RecordInput& input) {
            return office::create_record(site.office(), asker, code, input);
        });
}

Response update(Site& site, const Call& call) {
    return change(
        site, call, 200,
        [](BodyFields& body, std::vector<FieldError>& errors) {
            return read_input(body, errors, false);
        },
        [&](const office::RecordAsker& asker, const std::string& code,
            const office::RecordInput& input) {
            return office::update_record(site.office(), asker, code, call.parameters.number("id"),
                                         expected_version(call), input);
        });
}

struct Closing {
    std::string life = {};
    base::Date on = {};
    std::string reason = {};
};

Response close(Site& site, const Call& call) {
    return change(
        site, call, 200,
        [&](BodyFields& body, std::vector<FieldError>&) {
            Closing closing{
                .life = body.optional_text("life").value_or("closed"),
                .on = site.office().today(),
                .reason = body.optional_text("reason", record::kMaxReasonBytes).value_or("")};
            if (const auto text = body.optional_text("on")) {
                auto day = base::Date::parse(*text);
                if (day)
                    closing.on = *day;
                else
                    body.error("on", day.error());
            }
            return closing;
        },
        [&](const office::RecordAsker& asker, const std::string& code, const Closing& closing) {
            return office::close_record(site.office(), asker, code, call.parameters.number("id"),
                                        expected_version(call), closing.life, closing.on,
                                        closing.reason);
        });
}

Response merge(Site& site, const Call& call) {
    using Merging = std::pair<record::RecordId, std::string>;
    return change(
        site, call, 200,
        [](BodyFields& body, std::vector<FieldError>&) {
            return Merging{body.whole("into").value_or(0),
                           body.optional_text("reason", record::kMaxReasonBytes).value_or("")};
        },
        [&](const office::RecordAsker& asker, const std::string& code, const Merging& merging) {
            return office::merge_record(site.office(), asker, code, call.parameters.number("id"),
                                        expected_version(call), merging.first, merging.second);
        });
}

Response split(Site& site, const Call& call) {
    return change(
        site, call, 200,
        [&](BodyFields& body, std::vector<FieldError>& errors) {
            office::RecordSplit split{
                .on = site.office().today(),
                .whole_stays = body.optional_boolean("whole_stays").value_or(false),
                .reason = body.optional_text("reason", record::kMaxReasonBytes).value_or("")};
            if (const auto text = body.optional_text("on")) {
                auto day = base::Date::parse(*text);
                if (day)
                    split.on = *day;
                else
                    body.error("on", day.error());
            }
            const auto* parts = body.array("parts", record::kMaxSplitParts);
            for (std::size_t i = 0; parts != nullptr && i < parts->size(); ++i) {
                BodyFields part((*parts)[i], fmt::format("/parts/{}", i), errors);
                split.parts.push_back(read_field_texts(part, errors));
                part.end();
            }
            return split;
        },
        [&](const office::RecordAsker& asker, const std::string& code,
            const office::RecordSplit& split) {
            return office::split_record(site.office(), asker, code, call.parameters.number("id"),
                                        expected_version(call), split);
        });
}

Response take_step(Site& site, const Call& call) {
    using Step = std::pair<const office::RecordStep*, std::string>;
    return change(
        site, call, 200,
        [](BodyFields& body, std::vector<FieldError>&) {
            const std::string word = body.text("step");
            Step step{office::find_step(word),
                      body.optional_text("reason", record::kMaxReasonBytes).value_or("")};
            if (step.first == nullptr)
                body.error("step", unknown_step(word));
            else if (step.first->needs_reason && step.second.empty())
                body.error("reason", {"E-body-missing", {}, "要写明原因", "a reason is needed"});
            return step;
        },
        [&](const office::RecordAsker& asker, const std::string& code, const Step& step) {
            return office::step_record(site.office(), asker, code, call.parameters.number("id"),
                                       expected_version(call), *step.first, step.second);
        });
}

}  // namespace

void add_record_change_routes(Site& site, Router& router) {
    using Show = Response (*)(Site&, const Call&);
    using access::Action;
    const auto change = [&](Method method, std::string_view pattern, Show show, Action action,
                            bool needs_match) {
        router.add({.method = method,
                    .pattern = pattern,
                    .handle = [&site, show](const Call& call) { return show(site, call); },
                    .body_bytes_max = kDefaultBodyBytesMax,
                    .action = action,
                    .needs_key = true,
                    .needs_token = true,
                    .needs_match = needs_match});
    };
    change(Method::post, "/api/v1/records/{registry}", &create, Action::create_records, false);
    change(Method::put, "/api/v1/records/{registry}/{id:int}", &update, Action::edit_records, true);
    change(Method::post, "/api/v1/records/{registry}/{id:int}/close", &close, Action::edit_records,
           true);
    change(Method::post, "/api/v1/records/{registry}/{id:int}/merge", &merge, Action::edit_records,
           true);
    change(Method::post, "/api/v1/records/{registry}/{id:int}/split", &split, Action::edit_records,
           true);
    // Seven steps of as many sorts of people: which, is decided on the record itself.
    change(Method::post, "/api/v1/records/{registry}/{id:int}/steps", &take_step,
           Action::read_records, true);
    add_record_year_routes(site, router);
}

}  // namespace kc::server
