// SPDX-License-Identifier: Apache-2.0
// How a piece of text is best written in YAML.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

namespace kc::pack {

enum class ScalarStyle : std::uint8_t { plain, double_quoted, literal };

struct ScalarContext {
    bool is_text = true;   // not a number or other bare value
    bool in_flow = false;  // between [ ] or { }
    bool is_key = false;
};

ScalarStyle style_for(std::string_view text, ScalarContext context);

std::string double_quoted(std::string_view text);

// Whether a YAML 1.1 or 1.2 reader would take these bare words for something other than text.
bool reads_as_other_than_text(std::string_view text);

}  // namespace kc::pack
