// SPDX-License-Identifier: Apache-2.0
// Reads the sentences of one block: for each quantity its metric, verb, bound, hedge, scope, time.
//
// This is grammar only. Whether a statement is a commitment or a report of the past is decided in
// judge.cpp, which knows the section the block stands in.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "base/decimal.hpp"
#include "plan/lexicon.hpp"
#include "plan/mention.hpp"
#include "plan/text.hpp"

namespace kc::plan {

// Why a quantity cannot be a target whatever the section says.
enum class Exclusion : std::uint8_t {
    none,
    threshold,     // 产值过亿元企业
    subsidy,       // 最高奖励100万元
    list_count,    // 三项任务
    starting_value,  // 由2.3%提高到
    baseline,      // 较2020年, 在800家的基础上
    investment,    // 总投资10亿元
    past_result,
    no_metric,
    small_count,   // 一个, 两项 without a bound
    score,         // 得5分
    not_a_quantity,
    result_column,
    weight,        // 占比重的权重
};

enum class Level : std::uint8_t { base, stretch };

struct Statement {
    std::size_t mention = 0;  // index into the block's mentions
    std::size_t text_begin = 0;
    std::size_t text_end = 0;
    std::u32string metric;
    base::Decimal value;
    std::optional<base::Decimal> high;
    std::u32string unit;
    Bound bound = Bound::equal;
    bool bound_said = false;
    TargetKind kind = TargetKind::stock;
    bool has_verb = false;
    std::u32string hedge;
    std::u32string scope;
    std::u32string horizon;
    Level level = Level::base;
    Tense tense = Tense::unknown;
    bool tense_strong = false;
    bool tense_lasting = false;
    Exclusion exclusion = Exclusion::none;
};

// What earlier sentences of the section leave behind for the next.
struct Carry {
    std::u32string metric;   // for dropped subjects
    std::u32string scope;
    std::u32string horizon;
    Tense tense = Tense::unknown;
    bool lasting = false;
};

struct ReadingContext {
    std::int32_t plan_year = 0;
    bool is_report = false;  // 上半年 is over in a report, ahead in a plan
};

std::vector<Statement> read_statements(const Text& block, const std::vector<Mention>& mentions,
                                       const ReadingContext& context, Carry& carry);

}  // namespace kc::plan
