// SPDX-License-Identifier: Apache-2.0
// What every DocumentText must hold, whatever it was made from. For tests and fuzz targets.
#pragma once

#include <algorithm>
#include <string>
#include <string_view>

#include "base/utf8.hpp"
#include "exchange/document_text.hpp"

namespace kc::exchange {

// The first promise of document_text.hpp that is broken; "" when all are kept.
inline std::string first_fault(const DocumentText& document) {
    const std::string& text = document.text;
    if (!base::is_valid_utf8(text)) return "not UTF-8";
    if (text.find("\uFEFF") != std::string::npos) return "byte order mark";
    for (const char c : text) {
        const auto byte = static_cast<unsigned char>(c);
        if ((byte < 0x20 && c != '\n' && c != '\t') || byte == 0x7F) return "control character";
    }
    std::size_t previous_end = 0;
    for (const TextRange& range : document.repeats) {
        if (range.begin < previous_end || range.end <= range.begin || range.end > text.size()) {
            return "repeats overlap or lie outside";
        }
        const std::string part = text.substr(range.begin, range.end - range.begin);
        if (!base::is_valid_utf8(part) || part.find('\n') != std::string::npos) {
            return "a repeat cuts a character or spans lines";
        }
        previous_end = range.end;
    }
    for (const auto& [name, content] : document.metadata) {
        if (!base::is_valid_utf8(name) || !base::is_valid_utf8(content))
            return "metadata not UTF-8";
    }
    if (document.lines.empty()) return {};
    const auto ends = std::count(text.begin(), text.end(), '\n');
    if (static_cast<std::size_t>(ends) != document.lines.size()) return "lines without style";
    std::size_t begin = 0;
    for (const LineStyle& style : document.lines) {
        const std::size_t end = text.find('\n', begin);
        const std::string_view line = std::string_view(text).substr(begin, end - begin);
        if (style.bold_lead > line.size()) return "a bold lead longer than its line";
        if (!base::is_valid_utf8(line.substr(0, style.bold_lead))) {
            return "a bold lead cuts a character";
        }
        if (style.table_row != (style.table > 0)) return "a row without table";
        if (style.heading_level > 9) return "a heading level above 9";
        begin = end + 1;
    }
    return {};
}

}  // namespace kc::exchange
