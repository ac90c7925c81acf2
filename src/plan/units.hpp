// SPDX-License-Identifier: Apache-2.0
// The units that follow numbers in plans.
#pragma once

#include <cstdint>
#include <string_view>

#include "plan/words.hpp"

namespace kc::plan {

enum class UnitClass : std::uint8_t {
    count,   // 家 个 项
    people,  // 名 人
    money,
    percent,
    points,    // 个百分点
    multiple,  // 倍
    measure,   // 吨, 平方米
    time,      // 天, 个月: a duration, not a unit of a target
    years,     // 年, 岁
    rank,      // 位, 强
    score,     // 分
};

const WordTable<UnitClass>& unit_words();

// The class of a unit as written, multiples such as 万家 or 亿元 included.
UnitClass unit_class(std::u32string_view unit);

bool is_multiplier(char32_t c);  // 万 亿 千 百

}  // namespace kc::plan
