// SPDX-License-Identifier: Apache-2.0
// Markdown to lines of text: its marks become line styles, its words stay where they were.
//
// Line by line, one output line for each source line that has text or is blank. Taken off: heading
// marks, list bullets, quotation marks at the line start, emphasis and code marks, link targets,
// escapes, comments. Kept: list numbers, hard words, blank lines. Table rows become "a | b".
#pragma once

#include <string_view>

#include "base/result.hpp"
#include "exchange/document_text.hpp"

namespace kc::exchange {

// `utf8` has been cleaned (clean_text.hpp). Front matter ("---" at the top) goes to metadata.
Result<DocumentText> markdown_to_text(std::string_view utf8, const ExtractLimits& limits);

}  // namespace kc::exchange
