// SPDX-License-Identifier: Apache-2.0
// What stands to the left of a number: metric words, verb, bound, hedge, scope.
//
// The phrase is taken apart from both ends: connectives, times, scopes and hedges off the front;
// verbs, bounds and fillers off the end; then it is cut behind the last verb in its middle
// (聚焦首位产业|培育|高新技术企业). What is left is the metric.
#pragma once

#include <cstddef>
#include <optional>
#include <string>

#include "plan/block_view.hpp"
#include "plan/lexicon.hpp"

namespace kc::plan {

struct LeftSide {
    Region noun;
    std::size_t phrase_begin = 0;  // hedge, scope and verb included
    std::optional<Verb> verb;
    std::optional<Bound> bound;
    std::u32string hedge;
    bool hedge_leads = false;  // stands before the metric, so rules a list; else its own clause
    std::u32string scope;
    bool each = false;          // 均 各
    bool respectively = false;  // 分别
    bool stretch = false;       // 奋斗目标
};

// The left side of mention `k`, whose clause begins at `begin`.
LeftSide left_side(const BlockView& block, std::size_t begin, std::size_t k);

// The same for a clause without a number: what [begin, end) names.
Region noun_in(const BlockView& block, Region clause, bool cut);

// 争取 wins money or projects when its object follows at i, else it hedges.
bool wins_funds(const BlockView& block, std::size_t i);

}  // namespace kc::plan
