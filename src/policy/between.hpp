// SPDX-License-Identifier: Apache-2.0
// What several policies mean to one subject together: what cannot be had at once, and the ladder.
#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "policy/answer.hpp"

namespace kc::policy {

// Two policies that both say yes and do not go together.
struct Conflict {
    const Policy* first = nullptr;  // the one that says so
    const Policy* second = nullptr;
    const pack::PolicyStacking* rule = nullptr;
    // Of `higher-of`: the one to keep; null when their amounts cannot be compared.
    const Policy* keep = nullptr;
    const Cite* cite = nullptr;  // the article that says so; may cite nothing
};

// Among answers of one subject. Open answers conflict as well: they may still become yes.
std::vector<Conflict> conflicts(std::span<const Answer> answers);

// One rung of the ladder that policies make by `next`: SME, then high-tech.
struct Rung {
    const Policy* policy = nullptr;
    const Answer* answer = nullptr;  // null when this policy was not asked
    std::int32_t height = 0;         // rungs below it, at most
    bool is_next = false;            // the lowest one not reached yet whose lower ones are
};

// Only policies that stand on a ladder with others, the lowest first.
std::vector<Rung> ladder(const PolicySet& set, std::span<const Answer> answers,
                         base::Date law_date);

}  // namespace kc::policy
