// SPDX-License-Identifier: Apache-2.0
// A PDF to lines of text, by way of the program pdftotext (package poppler-utils; poppler-data for
// Chinese fonts that are not embedded).
//
// Neither of the program's text modes keeps a table: one lists the cells column by column, the
// other spreads a wrapped cell over several lines among its neighbours. So it is asked for words
// with their places (-tsv), and pdf_layout.hpp puts lines, paragraphs and rows together.
#pragma once

#include <string_view>

#include "base/result.hpp"
#include "exchange/document_text.hpp"

namespace kc::exchange {

Result<DocumentText> pdf_to_text(std::string_view bytes, const ExtractLimits& limits,
                                 const PdfProgram& program);

// What pdf_to_text does with the program's output. Apart, so that it can be tested and fuzzed
// without the program.
Result<DocumentText> pdf_words_to_text(std::string_view tsv, const ExtractLimits& limits);

}  // namespace kc::exchange
