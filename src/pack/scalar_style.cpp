// SPDX-License-Identifier: Apache-2.0
#include "pack/scalar_style.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cctype>

#include "base/utf8.hpp"

namespace kc::pack {
namespace {

// Characters that YAML gives no place as they are, or that editors and parsers treat as line ends.
bool needs_escape(char32_t c) {
    if (c == U'\n') return false;
    return c < 0x20 || (c >= 0x7F && c <= 0x9F) || c == 0x2028 || c == 0x2029 || c == 0xFEFF ||
           c == 0xFFFE || c == 0xFFFF;
}

bool any_needs_escape(std::string_view text) {
    const std::u32string characters = base::decode_utf8(text);
    return std::any_of(characters.begin(), characters.end(), needs_escape);
}

bool fits_literal(std::string_view text) {
    if (text.find('\n') == std::string_view::npos) return false;
    if (text.front() == '\n' || text.front() == ' ') return false;
    if (text.ends_with("\n\n") || text.find(" \n") != std::string_view::npos) return false;
    return !text.ends_with(' ');
}

bool can_begin_plain(std::string_view text) {
    constexpr std::string_view kIndicators = ",[]{}#&*!|>'\"%@`";
    if (kIndicators.find(text.front()) != std::string_view::npos) return false;
    if (text.starts_with("---") || text.starts_with("...")) return false;
    constexpr std::string_view kBeforeBlank = "-?:";
    if (kBeforeBlank.find(text.front()) == std::string_view::npos) return true;
    return text.size() > 1 && text[1] != ' ';
}

bool fits_plain(std::string_view text, ScalarContext context) {
    if (text.empty() || text.front() == ' ' || text.back() == ' ') return false;
    if (!can_begin_plain(text) || text.back() == ':') return false;
    for (const std::string_view trap : {": ", " #", "\n"}) {
        if (text.find(trap) != std::string_view::npos) return false;
    }
    constexpr std::string_view kFlowTraps = ",[]{}:?";
    return !context.in_flow || text.find_first_of(kFlowTraps) == std::string_view::npos;
}

bool is_one_of_words(std::string_view text) {
    constexpr std::array<std::string_view, 14> kWords{"~",    "null", "true", "false", "yes",
                                                      "no",   "on",   "off",  "y",     "n",
                                                      ".inf", ".nan", "=",    "<<"};
    std::string small(text.substr(text.find_first_of("+-") == 0 ? 1 : 0));
    for (char& c : small) c = static_cast<char>(std::tolower(static_cast<unsigned char>(c)));
    return std::find(kWords.begin(), kWords.end(), small) != kWords.end();
}

}  // namespace

bool reads_as_other_than_text(std::string_view text) {
    if (is_one_of_words(text)) return true;
    // Numbers of every kind, clock times and dates begin with a digit, a sign or a point and hold
    // nothing but these; a few pieces of text are quoted without need, which does no harm.
    const std::size_t start = text.find_first_not_of("+-.");
    if (start == std::string_view::npos || !std::isdigit(static_cast<unsigned char>(text[start]))) {
        return false;
    }
    return text.find_first_not_of("0123456789abcdefABCDEFxXoO_+-.:,TZ ") == std::string_view::npos;
}

ScalarStyle style_for(std::string_view text, ScalarContext context) {
    if (any_needs_escape(text)) return ScalarStyle::double_quoted;
    if (!context.in_flow && !context.is_key && fits_literal(text)) return ScalarStyle::literal;
    if (!fits_plain(text, context)) return ScalarStyle::double_quoted;
    return context.is_text && reads_as_other_than_text(text) ? ScalarStyle::double_quoted
                                                             : ScalarStyle::plain;
}

std::string double_quoted(std::string_view text) {
    std::string out = "\"";
    for (const char32_t c : base::decode_utf8(text)) {
        if (c == U'"' || c == U'\\') {
            out += '\\';
            out += static_cast<char>(c);
        } else if (c == U'\n') {
            out += "\\n";
        } else if (c == U'\t') {
            out += "\\t";
        } else if (needs_escape(c)) {
            out += fmt::format("\\u{:04X}", static_cast<std::uint32_t>(c));
        } else {
            base::append_utf8(out, c);
        }
    }
    return out + '"';
}

}  // namespace kc::pack
