// SPDX-License-Identifier: Apache-2.0
// Numbers written in Chinese characters.
//
// Reads the everyday forms (三百, 两千, 十二, 百, 一百零五, 一万二, 三万五千, 一亿二千万, 一点五,
// 一点二万, 半), digit sequences (二〇二四), the financial digits (壹佰贰拾), the traditional ones
// (兩萬) and 廿/卅. A malformed numeral has no value; neither has one that may mean "about": 三五
// (three to five), 七八十, 十四五 (the name of a plan period).
//
//   parse_chinese_numeral(U"一亿二千万")   // 120000000
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>

#include "base/decimal.hpp"

namespace kc::base {

inline constexpr std::size_t kMaxNumeralLength = 64;

// Only the numeral itself: no sign, blank or unit may stand around it.
std::optional<Decimal> parse_chinese_numeral(std::u32string_view text);

// Whether the character can be part of a numeral: 一 两 〇 百 萬 点 半 ….
bool is_chinese_numeral_character(char32_t c);

// The plain modern form (一万零五十, 二点五); empty for a negative number or one of 10^16 and more.
std::optional<std::u32string> format_chinese_numeral(Decimal value);

}  // namespace kc::base
