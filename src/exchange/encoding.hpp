// SPDX-License-Identifier: Apache-2.0
// Bytes of unknown encoding to UTF-8: which of the encodings Chinese documents come in, and
// strictly.
//
// A byte order mark decides. Otherwise valid UTF-8 with Chinese in it is UTF-8; else each encoding
// that can read the bytes without one error is scored by how much of what comes out is common
// Chinese, and the best wins. No statistics beyond that, so the same bytes always give the same
// answer. A character cut off at the very end is a warning; any other broken byte is an error.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "base/result.hpp"

namespace kc::exchange {

enum class Encoding : std::uint8_t { utf8, gb18030, big5, utf16le, utf16be };

std::string_view name_of(Encoding encoding);

struct DecodedText {
    std::string text = {};  // UTF-8 without byte order mark, line ends and controls as they were
    Encoding encoding = Encoding::utf8;
    Diagnostics warnings = {};
};

// `declared` is what the document itself says ("gb2312" in an HTML head), empty when it says
// nothing. It is believed when the bytes agree.
Result<DecodedText> decode_text(std::string_view bytes, std::string_view declared = {});

}  // namespace kc::exchange
