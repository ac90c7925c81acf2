// SPDX-License-Identifier: Apache-2.0
#include "indicator/derivation.hpp"

#include <fmt/format.h>

#include <utility>

namespace kc::indicator {
namespace {}  // namespace

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

Words number_words(const Outcome& outcome, base::Unit unit) {
    if (!outcome) return words_of(outcome.why);
    return figure_words(*outcome.value, unit);
}

}  // namespace kc::indicator
