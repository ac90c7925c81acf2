// SPDX-License-Identifier: Apache-2.0
// What a few missing inputs leave open, settled exactly: "eligible if staff is at least 84".
//
// One missing input: its domain is halved where the verdict is open until every part is decided or
// a single value. Two: boxes are halved, and impossible ones (more scientists than staff) dropped,
// until both verdicts have a witness or only one is left. Work is bounded; what is not settled
// within it stays open, which is always true.
#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <vector>

#include "formula/evaluation.hpp"
#include "formula/plan.hpp"

namespace kc::formula {

inline constexpr std::size_t kMaxSplitInputs = 2;
inline constexpr std::size_t kMaxSplitRuns = 4096;

// Values lo..hi of the input, all with the same outcomes of the verdict.
struct Part {
    std::int64_t lo = 0;  // counts; kUnboundedBelow and kUnboundedAbove where it has no end
    std::int64_t hi = 0;
    Outcomes outcomes = kOpen;
    bool operator==(const Part&) const = default;
};

struct Split {
    // What the verdict can be over all completions that respect the domains.
    Outcomes outcomes = kOpen;
    // Whether that is exact: both of `open` have been seen in a completion.
    bool exact = false;
    std::vector<std::size_t> inputs = {};  // the missing ones that were split, by slot
    // With one missing input: its domain in rising order, cut where the verdict changes; one part
    // for each code of a closed list.
    std::vector<Part> parts = {};
};

// `row` is the row that left `verdict` (yes/no) open. With more than kMaxSplitInputs missing inputs
// that the verdict reads, nothing is split. Uses and overwrites the evaluation.
Split split(Evaluation& evaluation, NodeId verdict, std::span<const Cell> row,
            std::span<const ListCells> lists = {});

}  // namespace kc::formula
