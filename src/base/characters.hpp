// SPDX-License-Identifier: Apache-2.0
// What a single character is, for the readers in this room.
#pragma once

#include <string>
#include <string_view>

namespace kc::base {

// Chinese characters in the Unicode blocks in use, the compatibility ones and 〇 included.
constexpr bool is_han(char32_t c) {
    return (c >= 0x4E00 && c <= 0x9FFF) || (c >= 0x3400 && c <= 0x4DBF) ||
           (c >= 0xF900 && c <= 0xFAFF) || (c >= 0x20000 && c <= 0x323AF) || c == U'〇';
}

// Blanks of every width, and the invisible characters that web pages and PDF leave in copied text.
constexpr bool is_blank(char32_t c) {
    return c == U' ' || (c >= U'\t' && c <= U'\r') || c == 0xA0 || c == 0x3000 || c == 0xFEFF ||
           (c >= 0x2000 && c <= 0x200F) || c == 0x202F || c == 0x205F || c == 0x2060;
}

// The ASCII form of a full-width letter, digit or sign; every other character as it is.
constexpr char32_t to_half_width(char32_t c) {
    return c >= 0xFF01 && c <= 0xFF5E ? c - 0xFEE0 : c;
}

constexpr bool is_ascii_digit(char32_t c) {
    return c >= U'0' && c <= U'9';
}
constexpr bool is_ascii_upper(char32_t c) {
    return c >= U'A' && c <= U'Z';
}

constexpr char32_t to_ascii_upper(char32_t c) {
    return c >= U'a' && c <= U'z' ? c - (U'a' - U'A') : c;
}

// The text without blanks and with half-width letters, digits and signs.
std::u32string compacted(std::u32string_view text);

}  // namespace kc::base
