// SPDX-License-Identifier: Apache-2.0
// How a figure or a status came about: a tree of rules, down to the facts.
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <vector>

#include "base/period.hpp"
#include "base/ratio.hpp"
#include "base/unit.hpp"
#include "indicator/fact_columns.hpp"
#include "indicator/outcome.hpp"
#include "indicator/rule.hpp"
#include "indicator/unit_words.hpp"

namespace kc::indicator {

struct Derivation {
    // More facts or steps than a reader can follow are counted, not listed.
    static constexpr std::size_t kMaxListed = 200;

    Rule rule = Rule::unknown;
    Words words = {};
    std::vector<Parameter> parameters = {};
    std::vector<FactRef> facts = {};
    std::vector<Derivation> steps = {};
    std::size_t facts_not_listed = 0;
    std::size_t steps_not_listed = 0;

    void add(FactRef fact);
    void add(Derivation step);
};

// With the words the rule and the parameters give.
Derivation derived(Rule rule, std::vector<Parameter> parameters);

// The number, or the words why there is none.
Words number_words(const Outcome& outcome, base::Unit unit = {});

}  // namespace kc::indicator
