// SPDX-License-Identifier: Apache-2.0
#include "indicator/derivation.hpp"

#include <fmt/format.h>

#include <utility>

namespace kc::indicator {
namespace {

constexpr int kPlacesShown = 4;

}  // namespace

void Derivation::add(FactRef fact) {
    if (facts.size() >= kMaxListed) {
        ++facts_not_listed;
    } else {
        facts.push_back(std::move(fact));
    }
}

void Derivation::add(Derivation step) {
    if (steps.size() >= kMaxListed) {
        ++steps_not_listed;
    } else {
        steps.push_back(std::move(step));
    }
}

Derivation derived(Rule rule, std::vector<Parameter> parameters) {
    Derivation derivation;
    derivation.rule = rule;
    derivation.words = words_of(rule, parameters);
    derivation.parameters = std::move(parameters);
    return derivation;
}

std::string number_text(const base::Ratio& value, base::Unit unit) {
    const auto rounded = value.round_half_up(kPlacesShown);
    if (!rounded) return to_string(value);
    const std::string number =
        fmt::format("{}{}", base::Ratio(*rounded) == value ? "" : "≈", to_string(*rounded));
    return unit.is_none() ? number : number + to_string(unit);
}

Words number_words(const Outcome& outcome, base::Unit unit) {
    if (!outcome) return words_of(outcome.why);
    const std::string text = number_text(*outcome.value, unit);
    return {text, text};
}

Words period_words(const base::Period& period) {
    return {to_chinese_string(period), to_string(period)};
}

}  // namespace kc::indicator
