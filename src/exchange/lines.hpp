// SPDX-License-Identifier: Apache-2.0
// Lines while a document is being read: the text of each with its style, before they are joined.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "exchange/document_text.hpp"

namespace kc::exchange {

struct Line {
    std::string text = {};  // no line end
    LineStyle style = {};
    std::vector<TextRange> repeats = {};  // offsets in `text`
};

using Lines = std::vector<Line>;

// True when nothing of the text can be seen: white space of any kind, zero-width characters.
bool is_blank(std::string_view text);

// True when the character that begins (ends) the text is a Chinese one or full-width punctuation,
// between which a line break of the source is not a space.
bool begins_wide(std::string_view text);
bool ends_wide(std::string_view text);

// Joins the lines into out.text, out.lines and out.repeats. False when that would pass
// `bytes_max`; `out` then holds the lines that fitted.
bool join_lines(const Lines& lines, std::size_t bytes_max, DocumentText& out);

}  // namespace kc::exchange
