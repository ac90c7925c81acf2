// SPDX-License-Identifier: Apache-2.0
#include "base/code_text.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>

#include "base/characters.hpp"
#include "base/check.hpp"
#include "base/utf8.hpp"

namespace kc::base {

std::u32string cleaned_code(std::string_view text) {
    // Four bytes a character at most, and room for a few blanks.
    std::u32string code = compacted(decode_utf8(text.substr(0, 8 * kMaxCodeLength)));
    if (code.size() > kMaxCodeLength) code.resize(kMaxCodeLength);
    for (char32_t& c : code) c = to_ascii_upper(c);
    return code;
}

std::string ascii(std::u32string_view code) {
    std::string text;
    for (const char32_t c : code) {
        KC_CHECK(c < 0x80);
        text.push_back(static_cast<char>(c));
    }
    return text;
}

Diagnostic wrong_length(CodeName name, std::string_view expected, std::size_t actual) {
    return Diagnostic{
        std::string(name.error),
        {},
        fmt::format("{}应为{}位，这里有{}位", name.zh, expected, actual),
        fmt::format("{} has {} characters, but this one has {}", name.en, expected, actual)}
        .hint("检查是否漏写或多写了字符", "look for a missing or a superfluous character");
}

Diagnostic wrong_character(CodeName name, std::size_t position, char32_t actual,
                           std::string_view expected_zh, std::string_view expected_en) {
    const std::string shown = actual < 0x20 ? "?" : encode_utf8(actual);
    return Diagnostic{std::string(name.error),
                      {},
                      fmt::format("{}第{}位是“{}”，应为{}", name.zh, position, shown, expected_zh),
                      fmt::format("character {} of {} is '{}', but should be {}", position, name.en,
                                  shown, expected_en)}
        .hint("对照证照原件检查这一位", "compare this character with the original document");
}

Diagnostic wrong_check(CodeName name, std::size_t position, char expected, char actual) {
    return Diagnostic{
        std::string(name.error),
        {},
        fmt::format("{}的校验码不对：按前面各位计算，第{}位应为{}，这里是{}", name.zh, position,
                    expected, actual),
        fmt::format("the check digit of {} is wrong: character {} should be {}, but is {}", name.en,
                    position, expected, actual)}
        .hint("至少有一位写错，对照证照原件检查",
              "at least one character is wrong; compare with the original document");
}

int letter_value(char c) {
    if (c >= '0' && c <= '9') return c - '0';
    KC_CHECK(c >= 'A' && c <= 'Z');
    return c - 'A' + 10;
}

int weighted_sum(std::string_view code, std::span<const int> weights) {
    int sum = 0;
    const std::size_t count = std::min(code.size(), weights.size());
    for (std::size_t i = 0; i < count; ++i) sum += letter_value(code[i]) * weights[i];
    return sum;
}

char organisation_check(std::string_view body) {
    static constexpr std::array kWeights{3, 7, 9, 10, 5, 8, 4, 2};
    KC_CHECK(body.size() == kWeights.size());
    const int check = 11 - weighted_sum(body, kWeights) % 11;
    if (check == 10) return 'X';
    return check == 11 ? '0' : static_cast<char>('0' + check);
}

Diagnostics pattern_errors(CodeName name, std::u32string_view code, std::string_view pattern) {
    if (code.size() != pattern.size()) {
        return {wrong_length(name, std::to_string(pattern.size()), code.size())};
    }
    for (std::size_t i = 0; i < code.size(); ++i) {
        if (pattern[i] == '#' && !is_ascii_digit(code[i])) {
            return {wrong_character(name, i + 1, code[i], "数字", "a digit")};
        }
        const auto expected = static_cast<char32_t>(pattern[i]);
        if (pattern[i] != '#' && code[i] != expected) {
            return {wrong_character(name, i + 1, code[i], encode_utf8(expected),
                                    encode_utf8(expected))};
        }
    }
    return {};
}

}  // namespace kc::base
