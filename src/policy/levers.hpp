// SPDX-License-Identifier: Apache-2.0
// The cheapest one or two levers that turn a no into a yes.
//
// The search cuts boxes of steps in half and asks the plan about whole boxes: a box that is
// certainly "no" is dropped, so every proposal is computed, not estimated, and the first one found
// is the cheapest. Linked changes and gates need no special care: hiring past the staff limit is a
// box that says no.
#pragma once

#include <optional>
#include <span>
#include <vector>

#include "policy/answer.hpp"

namespace kc::policy {

inline constexpr std::size_t kMaxLeverRuns = 20'000;  // of the plan, for one search

class LeverSearch {
public:
    LeverSearch(const PolicySet& set, const Policy& policy, formula::Evaluation& evaluation)
        : set_(set), policy_(policy), evaluation_(evaluation) {}

    // For a row whose verdict is no: single levers by effort, or the cheapest pair when no single
    // one is enough. Empty when nothing is.
    std::vector<Proposal> run(std::span<const formula::Cell> cells, std::size_t wanted);

private:
    struct Box {
        std::int32_t low[2] = {0, 0};
        std::int32_t high[2] = {0, 0};
    };

    std::optional<Proposal> best(std::span<const std::size_t> levers,
                                 std::span<const formula::Cell> cells);
    Verdict verdict(const Box& box, std::span<const std::size_t> levers,
                    std::span<const formula::Cell> cells);
    bool apply(const Box& box, std::span<const std::size_t> levers,
               std::span<const formula::Cell> cells);
    bool is_usable(const Lever& lever, std::span<const formula::Cell> cells) const;

    const PolicySet& set_;
    const Policy& policy_;
    formula::Evaluation& evaluation_;
    std::vector<formula::Cell> row_;
    std::size_t runs_ = 0;
};

}  // namespace kc::policy
