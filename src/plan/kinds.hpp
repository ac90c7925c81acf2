// SPDX-License-Identifier: Apache-2.0
// What kind of figure a target is about; docs/plan-rows.md lists the kinds.
#pragma once

#include <optional>
#include <string_view>

#include "plan/lexicon.hpp"

namespace kc::plan {

struct KindClues {
    std::u32string_view metric;
    std::u32string_view unit;
    std::optional<Verb> verb;
    bool is_rank = false;
    bool doubled = false;      // 翻一番, N倍
    bool first_ever = false;   // 零的突破
    bool whole_cover = false;  // 全覆盖
};

// The metric's own nature decides before the verb: 成交额达到30亿元 is an amount.
TargetKind kind_of(const KindClues& clues);

std::string_view name_of(TargetKind kind);  // "stock", "new", "net_new" …
std::string_view name_of(Bound bound);      // "=", ">=" …

}  // namespace kc::plan
