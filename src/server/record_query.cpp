// SPDX-License-Identifier: Apache-2.0
#include "server/record_query.hpp"

#include <algorithm>
#include <array>
#include <map>
#include <utility>

#include <fmt/format.h>

#include "office/office_record_steps_many.hpp"
#include "pack/role_words.hpp"

namespace kc::server {
namespace {

constexpr std::string_view kFilterPrefix = "f.";

// "le:2024-12-31"; without a word it is equality.
office::RecordFilter read_filter(std::string_view field, std::string_view text) {
    using record::Comparison;
    constexpr std::array<std::pair<std::string_view, Comparison>, 9> kWords = {
        {{"eq", Comparison::equal},
         {"ne", Comparison::not_equal},
         {"lt", Comparison::less},
         {"le", Comparison::at_most},
         {"gt", Comparison::more},
         {"ge", Comparison::at_least},
         {"contains", Comparison::contains},
         {"empty", Comparison::empty},
         {"filled", Comparison::filled}}};
    const std::size_t colon = text.find(':');
    for (const auto& [word, comparison] : kWords) {
        if (colon != std::string_view::npos && text.substr(0, colon) == word)
            return {std::string(field), comparison, std::string(text.substr(colon + 1))};
    }
    return {std::string(field), Comparison::equal, std::string(text)};
}

std::vector<std::string> split(std::string_view text) {
    std::vector<std::string> parts;
    while (!text.empty()) {
        const std::size_t end = std::min(text.find(','), text.size());
        if (end > 0) parts.emplace_back(text.substr(0, end));
        text.remove_prefix(std::min(end + 1, text.size()));
    }
    return parts;
}

// "submitted,signed": where records stand on their way to publication.
void read_states(const Request& request, Asked& asked) {
    const std::vector<std::string> states = split(request.target.find("state").value_or(""));
    std::vector<store::OwnedValue> words;
    for (const std::string& state : states) {
        if (!pack::from_word<pack::RecordState>(state)) {
            asked.wrong = problem(request, 400,
                                  bad_query("state", "里有不存在的状态：" + state,
                                            "names a state that does not exist: " + state));
            return;
        }
        words.emplace_back(state);
    }
    if (!words.empty()) {
        asked.query.within =
            store::both(std::move(asked.query.within),
                        store::one_of(std::string(record::columns::kState), std::move(words)));
    }
}

std::string step_words() {
    std::string words;
    for (const office::RecordStep& step : office::record_steps())
        words += (words.empty() ? "" : ", ") + std::string(step.word);
    return words;
}

// The records with which the asker may take this step: what waits for him. Of the past, what waited
// then, by the rights he has today.
void read_step(const Call& call, const record::Registry& registry, Asked& asked) {
    const auto word = call.request.target.find("step");
    if (!word) return;
    asked.query.present_only = true;
    if (const office::RecordStep* step = office::find_step(*word)) {
        asked.query.within = store::both(std::move(asked.query.within),
                                         office::open_to_step(call.actor, registry, *step));
        return;
    }
    const std::string words = step_words();
    asked.wrong =
        problem(call.request, 400, bad_query("step", "应是 " + words, "has to be one of " + words));
}

}  // namespace

Response record_refusal(const Request& request, const Diagnostic& what) {
    static const std::map<std::string, int, std::less<>> kStatuses = {
        {"E-record-not-found", 404},    {"E-record-registry", 404},
        {"E-record-forbidden", 403},    {"E-record-outside", 403},
        {"E-record-conflict", 412},     {"E-record-step", 409},
        {"E-record-merged", 409},       {"E-record-split-part", 409},
        {"E-record-no-years", 404},     {"E-record-sort", 400},
        {"E-record-cursor", 400},       {"E-record-page", 400},
        {"E-record-search", 400},       {"E-record-filter", 400},
        {"E-record-hidden-field", 400}, {"E-record-export-form", 400},
        {"E-record-file-size", 413},    {"E-record-export-size", 422},
        {"E-record-export-busy", 503},  {"E-record-export-left", 503},
        {"E-export-write", 507},
    };
    const auto status = kStatuses.find(what.code);
    if (status != kStatuses.end()) return problem(request, status->second, what);
    return failed(request, what);
}

Diagnostic bad_query(std::string_view name, std::string_view zh, std::string_view en) {
    return {"E-query",
            {},
            fmt::format("参数“{}”{}", name, zh),
            fmt::format("the parameter '{}' {}", name, en)};
}

Diagnostic unknown_step(std::string_view word) {
    const std::string words = step_words();
    return Diagnostic{"E-body-step",
                      {},
                      fmt::format("没有“{}”这一步", word),
                      fmt::format("there is no step '{}'", word)}
        .hint("可用：" + words, "one of " + words);
}

std::optional<base::Date> day_of(const Request& request, std::string_view name,
                                 std::optional<Response>& wrong) {
    const auto text = request.target.find(name);
    if (!text) return std::nullopt;
    const auto day = base::Date::parse(*text);
    if (!day) {
        wrong = problem(request, 400,
                        bad_query(name, "应是日期，如 2024-06-30", "has to be a day, 2024-06-30"));
        return std::nullopt;
    }
    return *day;
}

Asked asked_by(const Call& call, const record::Registry& registry) {
    const Request& request = call.request;
    Asked asked;
    const Page page = page_of(request, CursorKind::text);
    asked.wrong = page.problem;
    asked.query.limit = static_cast<std::int32_t>(page.limit);
    asked.query.cursor = page.after_text;
    asked.query.search = request.target.find("q").value_or("");
    std::string_view sort = request.target.find("sort").value_or("");
    asked.query.descending = sort.starts_with('-');
    if (asked.query.descending) sort.remove_prefix(1);
    asked.query.sort = sort;
    asked.columns = split(request.target.find("columns").value_or(""));
    for (const std::string& code : asked.columns) {
        if (registry.field(code) == nullptr)
            asked.wrong = problem(request, 400,
                                  bad_query("columns", "里有不存在的字段：" + code,
                                            "names a field that does not exist: " + code));
    }
    for (const auto& [name, text] : request.target.query) {
        if (name.starts_with(kFilterPrefix))
            asked.query.filters.push_back(
                read_filter(std::string_view(name).substr(kFilterPrefix.size()), text));
    }
    asked.query.on = day_of(request, "on", asked.wrong);
    read_states(request, asked);
    read_step(call, registry, asked);
    return asked;
}

}  // namespace kc::server
