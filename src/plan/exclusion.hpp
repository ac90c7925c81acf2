// SPDX-License-Identifier: Apache-2.0
// Quantities that are no targets whatever the section says: thresholds, subsidies, list counts ….
#pragma once

#include <cstddef>
#include <cstdint>

#include "plan/block_view.hpp"
#include "plan/left_side.hpp"

namespace kc::plan {

struct Statement;

// Why a quantity cannot be a target whatever the section says.
enum class Exclusion : std::uint8_t {
    none,
    threshold,       // 产值过亿元企业
    subsidy,         // 最高奖励100万元
    list_count,      // 三项任务
    starting_value,  // 由2.3%提高到
    baseline,        // 较2020年, 在800家的基础上
    investment,      // 总投资10亿元
    past_result,
    no_metric,
    small_count,  // 一个, 两项 without a bound
    score,        // 得5分
    not_a_quantity,
    result_column,
    weight,  // 占比重的权重
};

// One number with what the grammar found around it.
struct Setting {
    const BlockView& block;
    std::size_t mention = 0;
    std::size_t clause_begin = 0;
    Region right;
    const LeftSide& left;
    const Statement& statement;
};

Exclusion exclude(const Setting& setting);

}  // namespace kc::plan
