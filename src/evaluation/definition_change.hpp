// SPDX-License-Identifier: Apache-2.0
// A definition with other weights or methods: what a laboratory tries out.
//
//   std::vector<ChangeFault> faults;
//   auto tried = changed(definition, {.normalise = "prank"}, faults);
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "base/diagnostic.hpp"
#include "evaluation/definition.hpp"

namespace kc::evaluation {

struct DefinitionChange {
    // Nodes by id or node_key(), on the scale of their siblings' weights as written. Of siblings
    // whose weights a method makes, all have to be named.
    std::vector<std::pair<std::string, double>> weights = {};
    // Methods written as calls. They replace the usual method, and of indicators only of those that
    // follow it.
    std::optional<std::string> normalise = {};
    std::optional<std::string> treat = {};  // one step, or none
    std::optional<std::string> impute = {};
    // By node; the empty name stands for all.
    std::vector<std::pair<std::string, std::string>> aggregate = {};
    std::optional<std::uint64_t> seed = {};
    std::optional<std::int32_t> draws = {};

    // Whether weights or methods change; seed and draws do not count.
    bool changes_methods() const {
        return !weights.empty() || normalise || treat || impute || !aggregate.empty();
    }
};

struct ChangeFault {
    std::string field = {};  // "weights/input", "normalise" …
    Diagnostic what = {};
};

// Empty when there are faults.
std::optional<Definition> changed(const Definition& definition, const DefinitionChange& change,
                                  std::vector<ChangeFault>& faults);

}  // namespace kc::evaluation
