// SPDX-License-Identifier: Apache-2.0
// The vocabulary of plan sentences: verbs, bounds, hedges, scopes, and cues of time.
//
// Longest match first, normalised characters. A word stands in one table only; what several of them
// could claim is decided by the grammar in statement.cpp.
#pragma once

#include <cstdint>
#include <optional>

#include "plan/mention.hpp"
#include "plan/words.hpp"

namespace kc::plan {

enum class TargetKind : std::uint8_t {
    stock,
    fresh,
    net_new,
    registered,
    amount,
    ratio,
    growth,
    difference,
    rank,
    index,
    multiple,
    coverage,
};

// How a verb takes its number.
enum class VerbClass : std::uint8_t {
    reach,  // 达到 突破: says nothing of the kind
    grow,   // 增长 提高
    fresh,  // 新增 引进 举办: new in the period
    net,    // 净增
    enter,  // 入库 备案
};

struct Verb {
    VerbClass verb_class = VerbClass::reach;
    std::optional<Bound> bound = {};
    // May cut a noun phrase in the middle: 聚焦产业|培育|企业. 登记 may not: 合同登记额.
    bool cuts = true;
};

const WordTable<Verb>& verbs();
const WordTable<Bound>& comparators();  // 不少于 超过 控制在: before the number
const WordSet& hedges();
const WordSet& fillers();  // 均 分别 要 进一步: nothing of the metric
const WordSet& scopes();
const WordSet& openers();  // 其中 一是 并: before the metric

// `reset` ends what an earlier cue of the sentence said: 去年…，今年….
enum class Tense : std::uint8_t { unknown, past, future, reset };
struct TenseCue {
    Tense tense = Tense::unknown;
    bool strong = true;
    bool lasting = false;  // opens a stretch of text (到2025年, 规划提出), not one clause
};
const WordTable<TenseCue>& tense_cues();

}  // namespace kc::plan
