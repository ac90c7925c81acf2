// SPDX-License-Identifier: Apache-2.0
// A web page to lines of text: what a reader of the page would see, without menus and scripts.
#pragma once

#include <string_view>

#include "base/result.hpp"
#include "exchange/document_text.hpp"

namespace kc::exchange {

// `utf8` is the decoded page. Gives text, lines, repeats, metadata (title, meta names) and
// warnings; format and encoding are the caller's.
Result<DocumentText> html_to_text(std::string_view utf8, const ExtractLimits& limits);

}  // namespace kc::exchange
