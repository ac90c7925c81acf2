// SPDX-License-Identifier: Apache-2.0
#include "plan/json.hpp"

#include <fmt/format.h>

#include <boost/json.hpp>

namespace kc::plan {
namespace {

namespace json = boost::json;

std::string quoted(std::string_view text) {
    return json::serialize(json::string(text));
}

std::string list(const std::vector<std::string>& items) {
    std::string out = "[";
    for (const std::string& item : items) {
        if (out.size() > 1) out += ",";
        out += quoted(item);
    }
    return out + "]";
}

// Numbers are printed as the exact decimals they are; a JSON library would go through double.
std::string number(const std::optional<base::Decimal>& value) {
    return value ? base::to_string(*value) : "null";
}

std::string span(Span s) {
    return fmt::format("[{},{}]", s.start, s.end);
}

std::string target_json(const Target& t) {
    return fmt::format(
        R"({{"text":{},"metric":{},"indicator":{},"kind":{},"bound":{},"value":{},"value_high":{},)"
        R"("unit":{},"hedge":{},"scope":{},"horizon":{},"level":{},"span":{},"section":{},)"
        R"("confidence":{}.{:02},"reasons":{}}})",
        quoted(t.text), quoted(t.metric), t.indicator.empty() ? "null" : quoted(t.indicator),
        quoted(t.kind), quoted(t.bound), number(t.value), number(t.value_high), quoted(t.unit),
        quoted(t.hedge), quoted(t.scope), quoted(t.horizon), quoted(t.level), span(t.span),
        quoted(t.section), t.confidence_percent / 100, t.confidence_percent % 100, list(t.reasons));
}

std::string task_json(const Task& t) {
    return fmt::format(
        R"({{"number":{},"title":{},"text":{},"actions":{},"owners":{},"due":{},"span":{}}})",
        quoted(t.number), quoted(t.title), quoted(t.text), list(t.actions), list(t.owners),
        quoted(t.due), span(t.span));
}

template <typename Items, typename Print>
std::string lines(const Items& items, Print print) {
    std::string out = "[";
    for (const auto& item : items) {
        out += out.size() > 1 ? ",\n    " : "\n    ";
        out += print(item);
    }
    return out + "]";
}

}  // namespace

std::string to_json(std::string_view file, const PlanDocument& plan) {
    std::string metadata = "{";
    for (const auto& [key, value] : plan.metadata) {
        if (metadata.size() > 1) metadata += ",";
        metadata += quoted(key) + ":" + quoted(value);
    }
    metadata += "}";
    return fmt::format(
        "{{\"file\":{},\"title\":{},\"year\":{},\"issuer\":{},\n  \"metadata\":{},\n"
        "  \"targets\":{},\n  \"tasks\":{}}}",
        quoted(file), quoted(plan.title), plan.year == 0 ? "null" : std::to_string(plan.year),
        quoted(plan.issuer), metadata, lines(plan.targets, target_json),
        lines(plan.tasks, task_json));
}

}  // namespace kc::plan
