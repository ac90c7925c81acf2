// SPDX-License-Identifier: Apache-2.0
#include "base/date_text.hpp"

#include <algorithm>

#include "base/characters.hpp"
#include "base/numeral.hpp"
#include "base/utf8.hpp"

namespace kc::base {
namespace {

std::optional<int> whole_number(std::u32string_view numeral) {
    const std::optional<Decimal> value = parse_chinese_numeral(numeral);
    if (!value || !value->is_whole() || *value > 9999) return std::nullopt;
    return static_cast<int>(value->coefficient());
}

}  // namespace

DateText::DateText(std::string_view text) {
    if (text.size() > kMaxDateTextLength) text = "?";  // no date is that long
    text_ = decode_utf8(text);
    if (text_.find(U'年') != std::u32string::npos) text_ = compacted(text_);
}

bool DateText::take(std::u32string_view expected) {
    if (!std::u32string_view(text_).substr(at_).starts_with(expected)) return false;
    at_ += expected.size();
    return true;
}

char32_t DateText::take_any(std::u32string_view expected) {
    if (at_end() || expected.find(text_[at_]) == std::u32string_view::npos) return U'\0';
    return text_[at_++];
}

std::optional<int> DateText::take_year() {
    if (const std::optional<int> year = take_digits(4)) return year;
    const std::u32string_view next = std::u32string_view(text_).substr(at_, 4);
    constexpr std::u32string_view kDigits = U"〇零○一二三四五六七八九";
    const bool digits = std::ranges::all_of(
        next, [&](char32_t c) { return kDigits.find(c) != std::u32string_view::npos; });
    const std::optional<int> year = digits && next.size() == 4 ? whole_number(next) : std::nullopt;
    if (year) at_ += 4;
    return year;
}

std::optional<int> DateText::take_number() {
    std::size_t length = 0;
    const std::u32string_view rest = std::u32string_view(text_).substr(at_);
    while (length < rest.size() && is_ascii_digit(rest[length])) ++length;
    if (length > 0) return length > 2 ? std::nullopt : take_digits(length);
    while (length < rest.size() && is_chinese_numeral_character(rest[length])) ++length;
    const std::optional<int> value = whole_number(rest.substr(0, length));
    if (!value || *value > 99) return std::nullopt;
    at_ += length;
    return value;
}

std::optional<int> DateText::take_digits(std::size_t count) {
    if (text_.size() - at_ < count) return std::nullopt;
    int value = 0;
    for (std::size_t i = 0; i < count; ++i) {
        if (!is_ascii_digit(text_[at_ + i])) return std::nullopt;
        value = value * 10 + static_cast<int>(text_[at_ + i] - U'0');
    }
    at_ += count;
    return value;
}

}  // namespace kc::base
