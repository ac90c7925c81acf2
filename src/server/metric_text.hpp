// SPDX-License-Identifier: Apache-2.0
// Writes metrics as Prometheus reads them: the text exposition format, version 0.0.4.
//
// Our own because the distribution's library brings a web server and a transfer library of its own
// along, for what is two kinds of lines.
//
//   MetricText text;
//   text.family("kechuang_jobs", MetricKind::gauge, "Jobs in the database.");
//   text.sample({{"state", "waiting"}}, 3);
#pragma once

#include <cstdint>
#include <initializer_list>
#include <string>
#include <string_view>

#include "base/latency.hpp"

namespace kc::server {

enum class MetricKind : std::uint8_t { counter, gauge, histogram };

struct MetricLabel {
    std::string_view name;
    std::string_view value;  // any UTF-8; escaped here
};
using MetricLabels = std::initializer_list<MetricLabel>;

class MetricText {
public:
    static constexpr std::string_view kContentType = "text/plain; version=0.0.4; charset=utf-8";

    // Samples that follow belong to it. Each family once, all its samples together.
    void family(std::string_view name, MetricKind kind, std::string_view help);

    void sample(MetricLabels labels, std::int64_t value);
    void sample(MetricLabels labels, std::uint64_t value);
    void sample_seconds(MetricLabels labels, std::int64_t microseconds);  // exact
    void sample(MetricLabels labels, const base::Latency::Counted& counted);

    // A family of one sample without labels.
    void one(std::string_view name, MetricKind kind, std::string_view help, std::int64_t value);

    std::string finish() && { return std::move(out_); }

private:
    void line(std::string_view suffix, MetricLabels labels, std::string_view edge,
              std::string_view value);

    std::string name_;
    std::string out_;
};

}  // namespace kc::server
