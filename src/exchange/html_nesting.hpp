// SPDX-License-Identifier: Apache-2.0
// A quick estimate of how deep a page nests, made before it is given to a parser.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string_view>

namespace kc::exchange {

struct HtmlNesting {
    std::size_t depth_max = 0;
    std::uint64_t work = 0;  // the sum over all tags of the depth at that tag
};

// Counts the elements that are open at each tag, those left out whose end tag HTML lets one omit.
// Cost is one pass over the text.
HtmlNesting measure_nesting(std::string_view html);

}  // namespace kc::exchange
