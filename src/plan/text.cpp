// SPDX-License-Identifier: Apache-2.0
#include "plan/text.hpp"

#include <numeric>
#include <utility>

#include "base/check.hpp"

namespace kc::plan {

Text Text::of(std::u32string chars) {
    Text text;
    text.origins_.resize(chars.size());
    std::iota(text.origins_.begin(), text.origins_.end(), 0);
    text.chars_ = std::move(chars);
    return text;
}

std::u32string_view Text::view(std::size_t begin, std::size_t end) const {
    KC_CHECK(begin <= end && end <= chars_.size());
    return std::u32string_view(chars_).substr(begin, end - begin);
}

char32_t Text::at(std::ptrdiff_t i) const {
    if (i < 0 || i >= static_cast<std::ptrdiff_t>(chars_.size())) return 0;
    return chars_[static_cast<std::size_t>(i)];
}

void Text::push(char32_t c, std::int32_t origin) {
    chars_.push_back(c);
    origins_.push_back(origin);
}

void Text::append(const Text& other) {
    chars_ += other.chars_;
    origins_.insert(origins_.end(), other.origins_.begin(), other.origins_.end());
}

Text Text::slice(std::size_t begin, std::size_t end) const {
    KC_CHECK(begin <= end && end <= chars_.size());
    Text part;
    part.chars_ = chars_.substr(begin, end - begin);
    part.origins_.assign(origins_.begin() + static_cast<std::ptrdiff_t>(begin),
                         origins_.begin() + static_cast<std::ptrdiff_t>(end));
    return part;
}

Text Text::trimmed() const {
    std::size_t begin = 0;
    std::size_t end = size();
    while (begin < end && is_blank(chars_[begin])) ++begin;
    while (end > begin && is_blank(chars_[end - 1])) --end;
    return slice(begin, end);
}

Span Text::source(std::size_t begin, std::size_t end) const {
    if (begin >= end || end > size()) return {};
    return {origins_[begin], origins_[end - 1] + 1};
}

bool is_han(char32_t c) {
    return (c >= 0x4E00 && c <= 0x9FFF) || (c >= 0x3400 && c <= 0x4DBF) || c == U'〇' ||
           (c >= 0x20000 && c <= 0x2FA1F) || (c >= 0xF900 && c <= 0xFAFF);
}

bool is_digit(char32_t c) {
    return c >= U'0' && c <= U'9';
}

bool is_latin(char32_t c) {
    return (c >= U'a' && c <= U'z') || (c >= U'A' && c <= U'Z');
}

bool is_blank(char32_t c) {
    return c == U' ' || c == U'\t' || c == U'\n' || c == 0x3000 || c == 0xA0 ||
           (c >= 0x2000 && c <= 0x200B) || c == 0xFEFF || c == 0x202F;
}

bool is_sentence_end(char32_t c) {
    return c == U'。' || c == U';' || c == U'!' || c == U'?' || c == U'\n';
}

std::u32string_view trim(std::u32string_view text) {
    while (!text.empty() && is_blank(text.front())) text.remove_prefix(1);
    while (!text.empty() && is_blank(text.back())) text.remove_suffix(1);
    return text;
}

}  // namespace kc::plan
