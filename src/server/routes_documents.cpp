// SPDX-License-Identifier: Apache-2.0
// Official documents: the templates, and a file made of one.
#include <fmt/format.h>

#include <charconv>

#include "office/office_documents.hpp"
#include "server/answers.hpp"
#include "server/site.hpp"
#include "server/views.hpp"

namespace kc::server {
namespace {

constexpr std::int32_t kIssueMax = 9'999;
constexpr std::string_view kWordFile =
    "application/vnd.openxmlformats-officedocument.wordprocessingml.document";

Response list_documents(Site& site, const Call& call) {
    std::optional<Response> wrong;
    const office::Moment moment = moment_of(site.office(), call.request, wrong);
    if (wrong) return *wrong;
    const auto live = site.office().live();
    JsonWriter json;
    json.begin_object().key("items").begin_array();
    for (const pack::DocumentTemplate* one : office::document_templates(*live)) {
        json.begin_object().key("code").text(one->code).key("name");
        write_words(one->name, json);
        json.key("about");
        write_words(one->about, json);
        json.key("form").text(pack::to_string(one->form));
        json.key("period").text(pack::to_string(one->period));
        json.key("is_about").text(base::to_string(office::period_before(one->period, moment.day)));
        json.end_object();
    }
    json.end_array().end_object();
    return json_answer(200, std::move(json));
}

std::optional<std::int32_t> issue_of(const Request& request) {
    const auto text = request.target.find("issue");
    if (!text) return 1;
    std::int32_t issue = 0;
    const char* const end = text->data() + text->size();
    const auto read = std::from_chars(text->data(), end, issue);
    if (read.ec != std::errc() || read.ptr != end || issue < 1 || issue > kIssueMax)
        return std::nullopt;
    return issue;
}

Response make_document(Site& site, const Call& call) {
    std::optional<Response> wrong;
    const office::Moment moment = moment_of(site.office(), call.request, wrong);
    if (wrong) return *wrong;
    const auto issue = issue_of(call.request);
    if (!issue)
        return problem(call.request, 400,
                       {"E-query",
                        {},
                        fmt::format("issue 应是 1 到 {} 的整数", kIssueMax),
                        fmt::format("issue has to be a whole number from 1 to {}", kIssueMax)});
    const auto live = site.office().live();
    const auto* from = office::find_document_template(*live, call.parameters.text("code"));
    if (from == nullptr)
        return not_found(call.request, "没有这个公文模板", "there is no such template");
    auto document = office::compose_document(site.office(), *from, {*issue, moment});
    if (!document) return failed(call.request, document.error());
    auto file = exchange::official_document_docx(*document);
    if (!file) return failed(call.request, file.error());
    Response response;
    response.body = std::move(*file);
    response.set("Content-Type", std::string(kWordFile));
    response.set("Content-Disposition", fmt::format("attachment; filename=\"{}-{}.docx\"",
                                                    from->code, base::to_string(moment.day)));
    return response;
}

}  // namespace

void add_document_routes(Site& site, Router& router) {
    router.add({.method = Method::get,
                .pattern = "/api/v1/documents",
                .handle = [&site](const Call& call) { return list_documents(site, call); },
                .action = access::Action::read,
                .is_cached = true});
    router.add({.method = Method::get,
                .pattern = "/api/v1/documents/{code}/file",
                .handle = [&site](const Call& call) { return make_document(site, call); },
                .action = access::Action::read});
}

}  // namespace kc::server
