// SPDX-License-Identifier: Apache-2.0
// Which catalog indicator the words of a metric mean.
//
// The words come from the catalog (names and aliases of indicators), so a new wording is a line of
// YAML. Matching is exact on normalised text, longest wording first: a metric that no wording
// covers has no indicator, it is never given the nearest one.
#pragma once

#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

namespace kc::plan {

class Vocabulary {
public:
    // `quantity` is the kind the indicator measures ("stock", "ratio" …), `wording` UTF-8.
    void add(std::string_view wording, std::string_view code, std::string_view quantity);

    // The code for a normalised metric of that kind, or an empty string.
    std::string find(std::u32string_view metric, std::string_view kind) const;

    bool empty() const { return entries_.empty(); }

private:
    struct Meaning {
        std::string code;
        std::string quantity;
    };
    // Keyed by the bare wording: no scope, brackets, particles or measure words at the end.
    std::unordered_map<std::u32string, std::vector<Meaning>> entries_;
};

}  // namespace kc::plan
