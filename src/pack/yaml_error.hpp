// SPDX-License-Identifier: Apache-2.0
// The YAML parser's complaints in our own words.
#pragma once

#include <string_view>

#include "base/diagnostic.hpp"

namespace kc::pack {

struct ParserComplaint {
    std::string_view problem = {};  // the parser's words
    std::string_view context = {};  // what it was reading
    Place problem_at = {};          // where it gave up
    Place context_at = {};          // where the thing it was reading began; may be unknown
};

// `source` is the text being read, to look at what stands at the place.
Diagnostic in_own_words(const ParserComplaint& complaint, std::string_view source);

// The text of a line, counted from 1, without its end; empty past the end.
std::string_view line_of(std::string_view source, std::int32_t line);

}  // namespace kc::pack
