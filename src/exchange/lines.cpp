// SPDX-License-Identifier: Apache-2.0
#include "exchange/lines.hpp"

#include "exchange/clean_text.hpp"

namespace kc::exchange {
namespace {

unsigned char byte_at(std::string_view text, std::size_t i) {
    return static_cast<unsigned char>(text[i]);
}

// E3..E9 lead U+3000..U+9FFF, EF the full-width forms and compatibility characters, F0 A0.. the
// rare Chinese characters. Hangul (EA..ED) does write spaces, so it is not wide here.
bool is_wide_at(std::string_view text, std::size_t i) {
    const unsigned char lead = byte_at(text, i);
    if (lead >= 0xE3 && lead <= 0xE9) return true;
    if (i + 1 >= text.size()) return false;
    if (lead == 0xEF) return byte_at(text, i + 1) >= 0xA4 && byte_at(text, i + 1) <= 0xBD;
    return lead == 0xF0 && byte_at(text, i + 1) >= 0xA0;
}

// The byte length of an invisible character at `i`, 0 when it can be seen.
std::size_t invisible_at(std::string_view text, std::size_t i) {
    if (byte_at(text, i) <= 0x20) return 1;
    const std::string_view rest = text.substr(i);
    if (rest.starts_with("\u00A0")) return 2;
    for (const std::string_view blank : {"\u3000", "\u200B", "\u200C", "\u200D", "\u2060", "\uFEFF",
                                         "\u2002", "\u2003", "\u2009", "\u202F"}) {
        if (rest.starts_with(blank)) return blank.size();
    }
    return 0;
}

}  // namespace

bool is_blank(std::string_view text) {
    for (std::size_t i = 0; i < text.size();) {
        const std::size_t length = invisible_at(text, i);
        if (length == 0) return false;
        i += length;
    }
    return true;
}

bool begins_wide(std::string_view text) {
    return !text.empty() && is_wide_at(text, 0);
}

bool ends_wide(std::string_view text) {
    std::size_t i = text.size();
    while (i > 0 && (byte_at(text, i - 1) & 0xC0) == 0x80) --i;
    return i > 0 && is_wide_at(text, i - 1);
}

bool join_lines(const Lines& lines, std::size_t bytes_max, DocumentText& out) {
    std::size_t total = out.text.size();
    for (const Line& line : lines) total += line.text.size() + 1;
    out.text.reserve(std::min(total, bytes_max));
    out.lines.reserve(out.lines.size() + lines.size());
    for (const Line& line : lines) {
        if (out.text.size() + line.text.size() + 1 > bytes_max) return false;
        const std::size_t begin = out.text.size();
        out.text += line.text;
        out.text += '\n';
        out.lines.push_back(line.style);
        for (const TextRange& range : line.repeats) {
            out.repeats.push_back({begin + range.begin, begin + range.end});
        }
    }
    return true;
}

}  // namespace kc::exchange
