// SPDX-License-Identifier: Apache-2.0
// Reads the pieces of dates and periods from left to right. Used by date.cpp and period.cpp only.
#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace kc::base {

inline constexpr std::size_t kMaxDateTextLength = 64;

class DateText {
public:
    // Blanks are dropped and full-width characters read as half-width ones when the text contains
    // 年, because they slip into copied Chinese text; elsewhere they are errors.
    explicit DateText(std::string_view text);

    [[nodiscard]] bool at_end() const { return at_ == text_.size(); }

    // Moves past `expected` if it comes next.
    bool take(std::u32string_view expected);

    // The first of `expected` that comes next, or U'\0'.
    char32_t take_any(std::u32string_view expected);

    // Four digits, Arabic or Chinese (二〇二四).
    std::optional<int> take_year();

    // One or two Arabic digits, or a Chinese numeral up to 99 (十二).
    std::optional<int> take_number();

    // Exactly `count` Arabic digits.
    std::optional<int> take_digits(std::size_t count);

private:
    std::u32string text_;
    std::size_t at_ = 0;
};

}  // namespace kc::base
