// SPDX-License-Identifier: Apache-2.0
#include "base/characters.hpp"

namespace kc::base {

std::u32string compacted(std::u32string_view text) {
    std::u32string out;
    out.reserve(text.size());
    for (const char32_t c : text) {
        if (!is_blank(c)) out.push_back(to_half_width(c));
    }
    return out;
}

}  // namespace kc::base
