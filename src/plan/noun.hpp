// SPDX-License-Identifier: Apache-2.0
// Metric words as nouns: what they belong to, what they repeat, what a list of them holds.
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace kc::plan {

// Without blanks and stray marks at the ends; quotes around part of a name stay.
std::u32string clean_noun(std::u32string_view noun);

// 占GDP比重, 总量, 增速: says nothing without the metric named before.
bool needs_subject(std::u32string_view noun);

// The noun that 占GDP比重 or 总量 belongs to: without its own closing measure word.
std::u32string subject_of(std::u32string metric);

// 省级, 高级: narrows the noun named before (其中省级10家).
bool is_level(std::u32string_view noun);
std::u32string without_level(std::u32string metric);

// 宣州区, 经开区: who is to reach it, not what.
bool is_place_name(std::u32string_view noun);

// 企业, 我局: who acts, not what is counted.
bool is_agent(std::u32string_view noun);

// The members of 甲、乙和丙.
std::vector<std::u32string> nouns_of(std::u32string_view list);

}  // namespace kc::plan
