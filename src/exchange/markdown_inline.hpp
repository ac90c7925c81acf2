// SPDX-License-Identifier: Apache-2.0
// The marks inside one line of Markdown.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>

namespace kc::exchange {

struct PlainInline {
    std::string text = {};
    std::size_t bold_lead = 0;  // bytes at the start of `text` that were set in bold
};

// Takes off emphasis, code and link marks and escapes. Marks without a partner in the line, and
// "*" or "_" inside words and formulas (2*3, a_b), are text.
PlainInline strip_inline_marks(std::string_view line);

}  // namespace kc::exchange
