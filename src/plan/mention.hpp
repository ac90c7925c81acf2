// SPDX-License-Identifier: Apache-2.0
// Every numeral of a block: what it is, and for quantities value, unit and attached bound words.
//
// Two numerals in three of a plan are no targets. Most of those can be told by their own shape
// (dates, document numbers, names such as G60 or “十四五”, ordinals, durations); the rest is left
// as a quantity for the sentence to judge.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/decimal.hpp"
#include "plan/text.hpp"

namespace kc::plan {

enum class MentionKind : std::uint8_t {
    quantity,
    date,
    duration,
    deadline,
    ordinal,
    rank,  // 前三, 第5位
    label,
    name,
    document_number,
    code,          // phone numbers, index numbers, long digit runs
    ratio_of_two,  // 6:4
    grade,         // 一等奖, 4A级
    vague,         // 一批, 一个 without a bound
    word,          // a numeral character inside an ordinary word
};

enum class Bound : std::uint8_t {
    equal,
    at_least,
    more_than,
    at_most,
    less_than,
    about,
    range,
    rank_at_most,
};

struct Mention {
    MentionKind kind = MentionKind::word;
    std::size_t begin = 0;       // first character of the numeral
    std::size_t digits_end = 0;  // past the numeral itself
    std::size_t end = 0;         // past unit and bound words that follow
    base::Decimal value;
    std::optional<base::Decimal> high;
    std::u32string unit;
    std::optional<Bound> bound;  // said by words touching the numeral
    bool chinese = false;        // written in Chinese numerals
    bool small_count = false;    // 一个, 两项: counts a list more often than a target
};

std::vector<Mention> find_mentions(const Text& block, std::size_t label_length);

// One or two words for people, in both languages: why a mention of this kind is no target.
std::string_view reason_zh(MentionKind kind);
std::string_view reason_en(MentionKind kind);

}  // namespace kc::plan
