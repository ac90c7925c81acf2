// SPDX-License-Identifier: Apache-2.0
// Document bytes to plain text: txt, md, html, docx, pdf.
//
// What the bytes are decides, not what the file is called: a web page named .doc is a web page.
// The name only tells .md from .txt and settles doubtful HTML. Anything that is not such a
// document gives one Diagnostic that says what it is and how to get a readable file out of it.
//
//   Result<DocumentText> plan = extract_text(bytes, "要点.docx");
#pragma once

#include <string_view>

#include "base/result.hpp"
#include "exchange/document_text.hpp"

namespace kc::exchange {

// Same bytes, same limits: same answer. PDF starts a child process (child_process.hpp), the
// other formats touch nothing but memory. Thread-safe.
Result<DocumentText> extract_text(std::string_view bytes, std::string_view file_name,
                                  const ExtractLimits& limits = {}, const PdfProgram& pdf = {});

}  // namespace kc::exchange
