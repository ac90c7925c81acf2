// SPDX-License-Identifier: Apache-2.0
// A .docx to lines of text, as the finished document reads: numbered, with insertions accepted and
// deletions gone, text boxes after the paragraph they hang on, notes at the end.
#pragma once

#include <string_view>

#include "base/result.hpp"
#include "exchange/document_text.hpp"

namespace kc::exchange {

// `bytes` is a zip package. Headers, footers and comments are left out.
Result<DocumentText> docx_to_text(std::string_view bytes, const ExtractLimits& limits);

}  // namespace kc::exchange
