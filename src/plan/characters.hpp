// SPDX-License-Identifier: Apache-2.0
// The characters of a block, asked one at a time and without bounds checks by the caller.
#pragma once

#include <cstddef>
#include <string_view>

#include "plan/text.hpp"

namespace kc::plan {

struct Characters {
    std::u32string_view view;

    char32_t at(std::size_t i) const { return i < view.size() ? view[i] : U'\0'; }
    char32_t before(std::size_t i) const { return i == 0 ? U'\0' : view[i - 1]; }
    bool word_at(std::size_t i, std::u32string_view word) const {
        return i <= view.size() && view.substr(i).starts_with(word);
    }
    bool word_before(std::size_t i, std::u32string_view word) const {
        return view.substr(0, i).ends_with(word);
    }

    // Past the ASCII digits that begin at i.
    std::size_t digits(std::size_t i) const {
        std::size_t end = i;
        while (end < view.size() && is_digit(view[end])) ++end;
        return end;
    }

    // The length of what links the two ends of a range at i (-, ~, 至), or 0.
    std::size_t connector(std::size_t i) const {
        if (word_at(i, U"——") || word_at(i, U"--")) return 2;
        const char32_t c = at(i);
        return c == U'-' || c == U'—' || c == U'~' || c == U'至' || c == U'到' ? 1 : 0;
    }
};

}  // namespace kc::plan
