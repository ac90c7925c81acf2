// SPDX-License-Identifier: Apache-2.0
// What the readers of codes share: cleaning the text, check digits, and messages that say where a
// code is wrong. Used by the identifiers of this room only.
#pragma once

#include <cstddef>
#include <span>
#include <string>
#include <string_view>

#include "base/diagnostic.hpp"

namespace kc::base {

inline constexpr std::size_t kMaxCodeLength = 64;

// How messages call a kind of code.
struct CodeName {
    std::string_view error;  // the diagnostic's code
    std::string_view zh;
    std::string_view en;
};

// Without blanks, in half-width capitals: how codes are compared. A text longer than kMaxCodeLength
// is cut there, which is too long for any code.
std::u32string cleaned_code(std::string_view text);

// The characters of a code that has been checked to be ASCII.
std::string ascii(std::u32string_view code);

Diagnostic wrong_length(CodeName name, std::string_view expected, std::size_t actual);

// `position` counts from 1.
Diagnostic wrong_character(CodeName name, std::size_t position, char32_t actual,
                           std::string_view expected_zh, std::string_view expected_en);

Diagnostic wrong_check(CodeName name, std::size_t position, char expected, char actual);

// 0..9 and A..Z as 0..35.
int letter_value(char c);

// Sum of value times weight over the shorter of the two.
int weighted_sum(std::string_view code, std::span<const int> weights);

// The check character of GB 11714 over eight characters: X for 10, 0 for 11.
char organisation_check(std::string_view body);

// Where and how a code leaves a pattern in which # stands for a digit and every other character for
// itself; no diagnostic when it fits.
Diagnostics pattern_errors(CodeName name, std::u32string_view code, std::string_view pattern);

}  // namespace kc::base
