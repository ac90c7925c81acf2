// SPDX-License-Identifier: Apache-2.0
#include "server/router.hpp"

#include <algorithm>
#include <charconv>

#include "base/check.hpp"

namespace kc::server {
namespace {

std::optional<std::int64_t> whole_number(std::string_view text) {
    std::int64_t value = 0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
    if (error != std::errc() || end != text.data() + text.size() || value < 1) return std::nullopt;
    return value;
}

}  // namespace

const std::string& Parameters::text(std::string_view name) const {
    const auto found = std::find_if(values.begin(), values.end(),
                                    [&](const auto& one) { return one.first == name; });
    KC_CHECK(found != values.end());
    return found->second;
}

std::int64_t Parameters::number(std::string_view name) const {
    const auto value = whole_number(text(name));
    KC_CHECK(value.has_value());
    return *value;
}

std::vector<Router::Segment> Router::segments_of(std::string_view pattern) {
    std::vector<Segment> segments;
    while (!pattern.empty()) {
        KC_CHECK(pattern.starts_with('/'));
        pattern.remove_prefix(1);
        const std::size_t end = std::min(pattern.find('/'), pattern.size());
        std::string_view text = pattern.substr(0, end);
        pattern.remove_prefix(end);
        Segment segment{text};
        if (text.starts_with('{')) {
            text = text.substr(1, text.size() - 2);
            segment.is_parameter = true;
            segment.is_number = text.ends_with(":int");
            segment.text = segment.is_number ? text.substr(0, text.size() - 4) : text;
        }
        segments.push_back(segment);
    }
    return segments;
}

void Router::add(Route route) {
    KC_CHECK(routes_.size() < kMaxRoutes);
    // A route that forgot to say who may call it would be open to everybody.
    KC_CHECK(route.action.has_value() != !route.open_because.empty());
    patterns_.push_back(segments_of(route.pattern));
    routes_.push_back(std::move(route));
}

bool Router::matches(const std::vector<Segment>& pattern, const Target& target, Parameters& to) {
    if (pattern.size() != target.segments.size()) return false;
    for (std::size_t i = 0; i < pattern.size(); ++i) {
        const std::string& part = target.segments[i];
        if (!pattern[i].is_parameter) {
            if (pattern[i].text != part) return false;
            continue;
        }
        if (pattern[i].is_number && !whole_number(part)) return false;
        to.values.emplace_back(pattern[i].text, part);
    }
    return true;
}

Router::Match Router::find(Method method, const Target& target) const {
    const Method wanted = method == Method::head ? Method::get : method;
    Match match;
    for (std::size_t i = 0; i < routes_.size(); ++i) {
        Parameters parameters;
        if (!matches(patterns_[i], target, parameters)) continue;
        match.path_exists = true;
        const auto allow = [&](Method one) {
            if (!match.allowed.empty()) match.allowed += ", ";
            match.allowed += to_string(one);
        };
        allow(routes_[i].method);
        if (routes_[i].method == Method::get) allow(Method::head);
        if (match.route != nullptr || routes_[i].method != wanted) continue;
        match.route = &routes_[i];
        match.parameters = std::move(parameters);
    }
    if (match.path_exists) match.allowed += ", OPTIONS";
    return match;
}

}  // namespace kc::server
