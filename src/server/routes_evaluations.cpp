// SPDX-License-Identifier: Apache-2.0
// Evaluations: listed, read down to their methods, and computed on somebody's figures.
#include <algorithm>
#include <chrono>
#include <cmath>
#include <limits>
#include <thread>

#include <fmt/format.h>

#include "evaluation/definition_number.hpp"
#include "office/evaluation_workbook.hpp"
#include "server/answers.hpp"
#include "server/body_fields.hpp"
#include "server/evaluation_views.hpp"
#include "server/site.hpp"

namespace kc::server {
namespace {

using Clock = std::chrono::steady_clock;
using office::EvaluationQuestion;

constexpr std::size_t kDataBytesMax = std::size_t{2} << 20;
// A CSV in JSON is longer by its escapes: a line end is two characters.
constexpr std::size_t kBodyBytesMax = std::size_t{6} << 20;
constexpr std::int64_t kDrawsMax = 10'000;
constexpr std::size_t kNameBytesMax = 200;
constexpr std::size_t kMethodBytesMax = 400;
constexpr auto kTimeMax = std::chrono::seconds(20);
// One question must not take the whole machine from everybody else.
constexpr std::size_t kThreadsMax = 2;

Response no_evaluation(const Request& request) {
    return not_found(request, "没有这项评价", "there is no such evaluation");
}

Response list_evaluations(Site& site, const Call&) {
    const auto live = site.office().live();
    JsonWriter json;
    json.begin_object().key("items").begin_array();
    for (const auto& one : live->evaluations.items()) write_evaluation_summary(one, json);
    json.end_array().end_object();
    return json_answer(200, std::move(json));
}

Response show_evaluation(Site& site, const Call& call) {
    const auto live = site.office().live();
    const auto* found = live->evaluations.find(call.parameters.text("code"));
    if (found == nullptr) return no_evaluation(call.request);
    JsonWriter json;
    write_evaluation(*found, json);
    return json_answer(200, std::move(json));
}

// Takes a body apart; what is wrong with it goes to `errors`.
class QuestionReader {
public:
    QuestionReader(const JsonValue& body, std::vector<FieldError>& errors)
        : fields_(body, "", errors), errors_(errors) {}

    EvaluationQuestion read() {
        question_.data = fields_.optional_text("data", kDataBytesMax);
        read_weights();
        question_.change.normalise = fields_.optional_text("normalise", kMethodBytesMax);
        read_aggregate();
        question_.change.treat = fields_.optional_text("treat", kMethodBytesMax);
        question_.change.impute = fields_.optional_text("impute", kMethodBytesMax);
        read_parts();
        read_compare();
        read_reach();
        question_.unit = fields_.optional_text("unit", kNameBytesMax);
        if (const auto since = whole("since", 0, 9'999))
            question_.since = static_cast<std::int32_t>(*since);
        if (const auto seed = whole("seed", 0, std::numeric_limits<std::int64_t>::max()))
            question_.change.seed = static_cast<std::uint64_t>(*seed);
        if (const auto draws = whole("draws", 1, kDrawsMax)) {
            question_.draws = static_cast<std::int32_t>(*draws);
            question_.change.draws = question_.draws;
        }
        fields_.end();
        return std::move(question_);
    }

private:
    std::optional<std::int64_t> whole(std::string_view name, std::int64_t low, std::int64_t high) {
        const auto value = fields_.optional_whole(name);
        if (!value) return std::nullopt;
        if (*value >= low && *value <= high) return value;
        fields_.error(name, {"E-body-range",
                             {},
                             fmt::format("“{}”要在 {} 到 {} 之间", name, low, high),
                             fmt::format("'{}' has to be from {} to {}", name, low, high)});
        return std::nullopt;
    }

    void wrong(std::string pointer, const char* zh, const char* en) {
        errors_.push_back({std::move(pointer), {"E-body-type", {}, zh, en}});
    }

    void read_weights() {
        const JsonValue* weights = fields_.optional_object("weights");
        if (weights == nullptr) return;
        for (const auto& [node, value] : weights->members) {
            const bool is_text = value.type == JsonType::number || value.type == JsonType::text;
            const auto number = is_text ? evaluation::read_number(value.text) : std::nullopt;
            if (number)
                question_.change.weights.emplace_back(node, *number);
            else
                wrong("/weights/" + node, "权重应是数", "a weight has to be a number");
        }
    }

    void read_aggregate() {
        const JsonValue* aggregate = fields_.any("aggregate");
        if (aggregate == nullptr || aggregate->type == JsonType::null) return;
        if (aggregate->type == JsonType::text) {
            question_.change.aggregate.emplace_back("", aggregate->text);
        } else if (aggregate->type == JsonType::object) {
            for (const auto& [node, method] : aggregate->members) {
                if (method.type == JsonType::text)
                    question_.change.aggregate.emplace_back(node, method.text);
                else
                    wrong("/aggregate/" + node, "这里要一个方法", "a method is needed here");
            }
        } else {
            wrong("/aggregate", "应是方法，或按节点给出的方法",
                  "it has to be a method, or methods by node");
        }
    }

    void read_parts() {
        const JsonValue* parts = fields_.any("parts");
        if (parts == nullptr || parts->type == JsonType::null) return;
        if (parts->type != JsonType::array)
            return wrong("/parts", "应是列表", "it has to be a list");
        const std::pair<std::string_view, bool*> known[] = {
            {"uncertainty", &question_.uncertainty},
            {"sensitivity", &question_.sensitivity},
            {"smaa", &question_.acceptability},
            {"bounds", &question_.bounds},
            {"diagnostics", &question_.diagnostics}};
        for (std::size_t i = 0; i < parts->items.size(); ++i) {
            const auto part =
                std::find_if(std::begin(known), std::end(known),
                             [&](const auto& one) { return one.first == parts->items[i].text; });
            if (part == std::end(known))
                wrong(fmt::format("/parts/{}", i),
                      "可写 uncertainty、sensitivity、smaa、bounds、diagnostics",
                      "known are uncertainty, sensitivity, smaa, bounds and diagnostics");
            else
                *part->second = true;
        }
    }

    void read_compare() {
        const JsonValue* two = fields_.any("compare");
        if (two == nullptr || two->type == JsonType::null) return;
        const bool is_good = two->type == JsonType::array && two->items.size() == 2 &&
                             two->items[0].type == JsonType::text &&
                             two->items[1].type == JsonType::text;
        if (is_good)
            question_.compare.emplace(two->items[0].text, two->items[1].text);
        else
            wrong("/compare", "要两个单位的编号或名称", "two units are needed, by code or name");
    }

    void read_reach() {
        const JsonValue* wish = fields_.any("reach");
        if (wish == nullptr || wish->type == JsonType::null) return;
        BodyFields members(*wish, "/reach", errors_);
        EvaluationQuestion::ReachWish out{.unit = members.text("unit", kNameBytesMax)};
        const auto rank = members.optional_whole("rank");
        if (rank) out.rank = static_cast<std::int32_t>(std::min<std::int64_t>(*rank, 1'000'000));
        // 0 would silently mean "one better".
        if (rank && *rank < 1) wrong("/reach/rank", "名次从 1 起", "ranks begin with 1");
        members.end();
        question_.reach = std::move(out);
    }

    BodyFields fields_;
    std::vector<FieldError>& errors_;
    EvaluationQuestion question_;
};

Response refused(const Request& request, const office::QuestionFaults& faults) {
    std::vector<FieldError> errors;
    for (const auto& fault : faults) {
        // A mistake in the figures names its line.
        const std::string place = to_string(fault.what.at);
        errors.push_back({place.empty() ? "/" + fault.field : place, fault.what});
    }
    return invalid(request, errors);
}

// Reads the question, answers it, and gives the answer to `use`.
template <typename Use>
Response answer(Site& site, const Call& call, Use use,
                const std::function<void(EvaluationQuestion&)>& also = {}) {
    const auto live = site.office().live();
    const auto* found = live->evaluations.find(call.parameters.text("code"));
    if (found == nullptr) return no_evaluation(call.request);
    const auto body = read_json(call.request.body);
    if (!body) return problem(call.request, 400, body.error());
    std::vector<FieldError> errors;
    EvaluationQuestion question = QuestionReader(*body, errors).read();
    if (!errors.empty()) return invalid(call.request, errors);
    if (also) also(question);
    const auto end = Clock::now() + kTimeMax;
    const auto answered = office::answer_evaluation(
        *found, question,
        {.bytes_max = kDataBytesMax,
         .threads = std::clamp<std::size_t>(std::thread::hardware_concurrency(), 1, kThreadsMax),
         .stop = [end] { return Clock::now() > end; }});
    if (!answered) return refused(call.request, answered.error());
    return use(*live, *answered);
}

Response evaluate(Site& site, const Call& call) {
    const auto begin = Clock::now();
    return answer(site, call, [&](const auto& live, const auto& answered) {
        const std::chrono::duration<double, std::milli> spent = Clock::now() - begin;
        JsonWriter json;
        write_evaluation_result(live, answered, std::round(spent.count() * 100) / 100, json);
        return json_answer(200, std::move(json));
    });
}

Response show_workbook(Site& site, const Call& call) {
    return answer(
        site, call,
        [&](const auto&, const auto& answered) {
            auto bytes = office::evaluation_workbook(
                answered.result, answered.trust ? &*answered.trust : nullptr,
                language_of(call.request.header("accept-language")));
            if (!bytes) return problem(call.request, 500, bytes.error());
            Response response;
            response.status = 200;
            response.body = *std::move(bytes);
            response.set("Content-Type",
                         "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet");
            response.set("Content-Disposition", fmt::format("attachment; filename=\"{}.xlsx\"",
                                                            answered.result.definition.code));
            return response;
        },
        // What may be printed depends on it.
        [](EvaluationQuestion& question) { question.uncertainty = true; });
}

}  // namespace

void add_evaluation_routes(Site& site, Router& router) {
    router.add({.method = Method::get,
                .pattern = "/api/v1/evaluations",
                .handle = [&site](const Call& call) { return list_evaluations(site, call); },
                .action = access::Action::read_evaluations,
                .is_cached = true});
    router.add({.method = Method::get,
                .pattern = "/api/v1/evaluations/{code}",
                .handle = [&site](const Call& call) { return show_evaluation(site, call); },
                .action = access::Action::read_evaluations,
                .is_cached = true});
    // Both compute and keep nothing, so they need neither token nor key.
    router.add({.method = Method::post,
                .pattern = "/api/v1/evaluations/{code}/results",
                .handle = [&site](const Call& call) { return evaluate(site, call); },
                .body_bytes_max = kBodyBytesMax,
                .action = access::Action::read_evaluations});
    router.add({.method = Method::post,
                .pattern = "/api/v1/evaluations/{code}/workbook",
                .handle = [&site](const Call& call) { return show_workbook(site, call); },
                .body_bytes_max = kBodyBytesMax,
                .action = access::Action::read_evaluations});
}

}  // namespace kc::server
