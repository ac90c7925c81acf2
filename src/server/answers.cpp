// SPDX-License-Identifier: Apache-2.0
#include "server/answers.hpp"

#include <charconv>

#include <fmt/format.h>

namespace kc::server {
namespace {

std::optional<std::int64_t> whole(std::string_view text) {
    std::int64_t value = 0;
    const auto read = std::from_chars(text.data(), text.data() + text.size(), value);
    if (read.ec != std::errc() || read.ptr != text.data() + text.size()) return std::nullopt;
    return value;
}

Response bad_query(const Request& request, std::string_view name, std::string_view zh,
                   std::string_view en) {
    return problem(request, 400,
                   Diagnostic{"E-query",
                              {},
                              fmt::format("参数“{}”{}", name, zh),
                              fmt::format("the parameter '{}' {}", name, en)});
}

}  // namespace

Response json_answer(int status, std::string json) {
    Response response;
    response.status = status;
    response.body = std::move(json);
    response.set("Content-Type", "application/json");
    return response;
}

Response invalid(const Request& request, const std::vector<FieldError>& errors) {
    const Diagnostic& first = errors.front().what;
    if (errors.size() == 1) return problem(request, 422, first, errors);
    Diagnostic all = first;
    all.zh += fmt::format("（共{}处）", errors.size());
    all.en += fmt::format(" ({} mistakes in all)", errors.size());
    return problem(request, 422, all, errors);
}

Response failed(const Request& request, const Diagnostic& what) {
    return problem(request, status_of(what), what);
}

Response not_found(const Request& request, std::string_view zh, std::string_view en) {
    return problem(request, 404, {"E-not-found", {}, std::string(zh), std::string(en)});
}

Page page_of(const Request& request, CursorKind kind) {
    Page page;
    if (const auto limit = request.target.find("limit")) {
        const auto value = whole(*limit);
        if (!value || *value < 1 || *value > kPageMax)
            page.problem = bad_query(request, "limit", fmt::format("应在1到{}之间", kPageMax),
                                     fmt::format("has to be between 1 and {}", kPageMax));
        page.limit = value.value_or(1);
    }
    const auto cursor = request.target.find("cursor");
    if (!cursor) return page;
    page.after_text = *cursor;
    if (kind == CursorKind::text) return page;
    const auto value = whole(*cursor);
    if (!value || *value < 1)
        page.problem = bad_query(request, "cursor", "不是上一页给出的", "is none that a page gave");
    page.after = value.value_or(0);
    return page;
}

bool flag_of(const Request& request, std::string_view name, std::optional<Response>& wrong) {
    const auto value = request.target.find(name);
    if (!value || *value == "false") return false;
    if (*value != "true")
        wrong = bad_query(request, name, "应是 true 或 false", "has to be true or false");
    return true;
}

office::Moment moment_of(const office::Office& office, const Request& request,
                         std::optional<Response>& wrong) {
    const auto text = request.target.find("as_of");
    if (!text) return office.now();
    const auto at_us = parse_time_text(*text);
    const auto day = base::Date::parse(*text);
    if (!at_us && (!day || base::to_string(*day) != *text)) {
        wrong = bad_query(request, "as_of", "应是日期 2024-06-30 或时刻 2024-06-30T08:00:00Z",
                          "has to be a day, 2024-06-30, or a moment, 2024-06-30T08:00:00Z");
        return {};
    }
    const auto moment = at_us ? office.moment(*at_us) : office.end_of(*day);
    if (!moment) wrong = bad_query(request, "as_of", "这一天还没有到", "has not come yet");
    return moment.value_or(office::Moment{});
}

std::int64_t version_of(std::string_view if_match) {
    if (if_match.size() < 3 || if_match.front() != '"' || if_match.back() != '"') return 0;
    return whole(if_match.substr(1, if_match.size() - 2)).value_or(0);
}

std::string version_tag(std::int64_t version) {
    return fmt::format("\"{}\"", version);
}

}  // namespace kc::server
