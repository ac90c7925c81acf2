// SPDX-License-Identifier: Apache-2.0
// The package around the text of an official document: styles, fonts, footers. Private to official
// documents.
#pragma once

#include <string>

#include "base/result.hpp"
#include "exchange/official_document.hpp"

namespace kc::exchange {

// `document_xml` is word/document.xml. Equal documents give equal bytes.
Result<std::string> pack_official_document(const std::string& document_xml,
                                           const OfficialDocument& document,
                                           const OfficialFonts& fonts);

}  // namespace kc::exchange
