// SPDX-License-Identifier: Apache-2.0
#include "indicator/verdict.hpp"

#include <array>

#include "base/check.hpp"

namespace kc::indicator {
namespace {

struct Entry {
    std::string_view id;
    Words words;
};

const Entry& entry(Status status) {
    static const std::array<Entry, 6> kEntries = {{
        {"achieved", {"已达到", "achieved"}},
        {"on_track", {"符合进度", "on track"}},
        {"at_risk", {"有风险", "at risk"}},
        {"off_track", {"未达进度", "off track"}},
        {"unknown", {"未知", "unknown"}},
        {"stale", {"数据过期", "stale"}},
    }};
    const auto index = static_cast<std::size_t>(status);
    KC_CHECK(index < kEntries.size());
    return kEntries[index];
}

// What later figures cannot change, however old or incomplete this one is.
std::optional<Verdict> settled(const Evidence& evidence) {
    if (!evidence.only_rises) return std::nullopt;
    const bool is_final = evidence.is_final && !evidence.is_partial;
    if (evidence.goal.is_past_limit(evidence.value)) {
        return Verdict{Status::off_track, is_final ? Rule::final_missed : Rule::limit_broken};
    }
    if (evidence.goal.sense == Sense::at_least && evidence.goal.is_reached(evidence.value)) {
        return Verdict{Status::achieved, is_final ? Rule::final_reached : Rule::reached_for_good};
    }
    return std::nullopt;
}

Verdict by_trajectory(const Evidence& evidence) {
    const Expectation& expectation = *evidence.expectation;
    if (evidence.goal.is_as_good(evidence.value, expectation.expected)) {
        if (evidence.forecast_misses) return {Status::at_risk, Rule::forecast_misses};
        return {Status::on_track, Rule::ahead_of_trajectory};
    }
    const bool is_near =
        !expectation.edge || evidence.goal.is_as_good(evidence.value, *expectation.edge);
    return is_near ? Verdict{Status::at_risk, Rule::behind_a_little}
                   : Verdict{Status::off_track, Rule::behind_far};
}

}  // namespace

Verdict judge(const Evidence& evidence) {
    if (const auto verdict = settled(evidence)) return *verdict;
    if (evidence.is_partial) return {Status::unknown, Rule::incomplete};
    const bool is_reached = evidence.goal.is_reached(evidence.value);
    if (evidence.is_final) {
        return is_reached ? Verdict{Status::achieved, Rule::final_reached}
                          : Verdict{Status::off_track, Rule::final_missed};
    }
    if (evidence.is_stale) return {Status::stale, Rule::too_old};
    if (evidence.only_final_counts) return {Status::unknown, Rule::annual_only};
    if (is_reached && evidence.counts_at_once) return {Status::achieved, Rule::reached_now};
    if (evidence.expectation) return by_trajectory(evidence);
    if (is_reached && !evidence.accumulates) return {Status::on_track, Rule::reached_now};
    return {Status::unknown, evidence.why_no_expectation};
}

std::string_view id_of(Status status) {
    return entry(status).id;
}

const Words& words_of(Status status) {
    return entry(status).words;
}

}  // namespace kc::indicator
