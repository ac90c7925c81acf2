// SPDX-License-Identifier: Apache-2.0
// From evidence to a status. One pure function, so that every case can be read and tested at once.
//
// Only a figure that is final, cannot get worse, or is fresh and complete can make a target look
// good. All that is missing leads to unknown, all that is old to stale.
#pragma once

#include <cstdint>
#include <optional>
#include <string_view>

#include "indicator/goal.hpp"
#include "indicator/rule.hpp"
#include "indicator/trajectory.hpp"

namespace kc::indicator {

enum class Status : std::uint8_t { achieved, on_track, at_risk, off_track, unknown, stale };

constexpr bool looks_good(Status status) {
    return status == Status::achieved || status == Status::on_track;
}

// "achieved", "on_track" …
std::string_view id_of(Status status);
const Words& words_of(Status status);

// About a figure there is. Without one nothing is judged here.
struct Evidence {
    Goal goal = {};
    base::Ratio value = {};
    bool is_final = false;        // the figure for the end of the horizon
    bool is_partial = false;      // parts are missing: the value is only a lower part
    bool only_rises = false;      // a running total of something that is never negative
    bool accumulates = false;     // counted up over the horizon, so far below the end at first
    bool counts_at_once = false;  // reached is reached: a number there is, whatever comes later
    bool is_stale = false;
    bool only_final_counts = false;
    std::optional<Expectation> expectation = {};
    Rule why_no_expectation = Rule::no_trajectory;
    bool forecast_misses = false;
};

struct Verdict {
    Status status = Status::unknown;
    Rule rule = Rule::unknown;

    bool operator==(const Verdict&) const = default;
};

Verdict judge(const Evidence& evidence);

}  // namespace kc::indicator
