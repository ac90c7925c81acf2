// SPDX-License-Identifier: Apache-2.0
#include "office/source_text.hpp"

#include <algorithm>

#include "base/characters.hpp"
#include "base/utf8.hpp"

namespace kc::office {
namespace {

bool ends_sentence(char32_t c) {
    return c == U'。' || c == U'；' || c == U';' || c == U'！' || c == U'!' || c == U'？' ||
           c == U'?' || c == U'\n';
}

}  // namespace

SourceText::SourceText(std::string_view utf8) : chars_(base::decode_utf8(utf8)) {}

plan::Span SourceText::inside(plan::Span span) const {
    const std::int32_t start = std::clamp(span.start, 0, size());
    return {start, std::clamp(span.end, start, size())};
}

std::string SourceText::words(plan::Span span) const {
    const auto [start, end] = inside(span);
    return base::encode_utf8(std::u32string_view(chars_).substr(
        static_cast<std::size_t>(start), static_cast<std::size_t>(end - start)));
}

std::string SourceText::sentence(plan::Span span) const {
    auto [start, end] = inside(span);
    const std::int32_t first = std::max(0, start - kLongestSentence);
    const std::int32_t last = std::min(size(), end + kLongestSentence);
    const auto at = [&](std::int32_t i) { return chars_[static_cast<std::size_t>(i)]; };
    while (start > first && !ends_sentence(at(start - 1))) --start;
    while (end < last && !ends_sentence(at(end))) ++end;
    while (start < end && base::is_blank(at(start))) ++start;
    while (end > start && base::is_blank(at(end - 1))) --end;
    return words({start, end});
}

}  // namespace kc::office
