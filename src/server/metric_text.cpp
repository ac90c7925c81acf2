// SPDX-License-Identifier: Apache-2.0
#include "server/metric_text.hpp"

#include <fmt/format.h>

#include "base/check.hpp"

namespace kc::server {
namespace {

std::string_view word_of(MetricKind kind) {
    switch (kind) {
        case MetricKind::counter: return "counter";
        case MetricKind::gauge: return "gauge";
        case MetricKind::histogram: return "histogram";
    }
    return "untyped";
}

void append_escaped(std::string& to, std::string_view text, bool is_label) {
    for (const char c : text) {
        if (c == '\\') {
            to += "\\\\";
        } else if (c == '\n') {
            to += "\\n";
        } else if (c == '"' && is_label) {
            to += "\\\"";
        } else {
            to += c;
        }
    }
}

// Microseconds as seconds, without passing through a binary fraction.
std::string seconds(std::int64_t us) {
    KC_CHECK(us >= 0);
    std::string text = fmt::format("{}.{:06d}", us / 1'000'000, us % 1'000'000);
    text.erase(text.find_last_not_of('0') + 1);
    if (text.back() == '.') text.pop_back();
    return text;
}

}  // namespace

void MetricText::family(std::string_view name, MetricKind kind, std::string_view help) {
    name_ = name;
    out_ += fmt::format("# HELP {} ", name);
    append_escaped(out_, help, false);
    out_ += fmt::format("\n# TYPE {} {}\n", name, word_of(kind));
}

void MetricText::line(std::string_view suffix, MetricLabels labels, std::string_view edge,
                      std::string_view value) {
    out_ += name_;
    out_ += suffix;
    char before = '{';
    for (const MetricLabel& label : labels) {
        out_ += before;
        out_ += label.name;
        out_ += "=\"";
        append_escaped(out_, label.value, true);
        out_ += '"';
        before = ',';
    }
    if (!edge.empty()) {
        out_ += fmt::format("{}le=\"{}\"", before, edge);
        before = ',';
    }
    if (before == ',') out_ += '}';
    out_ += ' ';
    out_ += value;
    out_ += '\n';
}

void MetricText::sample(MetricLabels labels, std::int64_t value) {
    line({}, labels, {}, std::to_string(value));
}

void MetricText::sample(MetricLabels labels, std::uint64_t value) {
    line({}, labels, {}, std::to_string(value));
}

void MetricText::sample_seconds(MetricLabels labels, std::int64_t microseconds) {
    line({}, labels, {}, seconds(microseconds));
}

void MetricText::sample(MetricLabels labels, const base::Latency::Counted& counted) {
    std::uint64_t up_to_here = 0;
    for (std::size_t i = 0; i < base::Latency::kEdgesUs.size(); ++i) {
        up_to_here += counted.in_step[i];
        line("_bucket", labels, seconds(base::Latency::kEdgesUs[i]), std::to_string(up_to_here));
    }
    line("_bucket", labels, "+Inf", std::to_string(counted.count));
    line("_sum", labels, {}, seconds(counted.sum_us));
    line("_count", labels, {}, std::to_string(counted.count));
}

void MetricText::one(std::string_view name, MetricKind kind, std::string_view help,
                     std::int64_t value) {
    family(name, kind, help);
    sample({}, value);
}

}  // namespace kc::server
