// SPDX-License-Identifier: Apache-2.0
// A block's characters with the numerals found in it, and the simple questions the grammar asks.
#pragma once

#include <cstdint>
#include <string_view>
#include <vector>

#include "plan/mention.hpp"
#include "plan/text.hpp"

namespace kc::plan {

// Characters [begin, end) of a block.
struct Region {
    std::size_t begin = 0;
    std::size_t end = 0;
    std::size_t size() const { return end > begin ? end - begin : 0; }
};

// A comma, a colon or the end of a sentence.
bool is_clause_mark(char32_t c);

// Numerals that may be targets; dates and names are not.
bool is_countable(const Mention& mention);

struct BlockView {
    std::u32string_view view;
    const std::vector<Mention>& mentions;

    char32_t at(std::size_t i) const { return i < view.size() ? view[i] : U'\0'; }
    std::u32string_view sub(Region r) const { return view.substr(r.begin, r.size()); }

    // Sentences end at semicolons too; tense runs on over them, hedges and subjects do not.
    std::size_t sentence_begin(std::size_t pos) const;
    std::size_t full_stop_before(std::size_t pos) const;

    // A parenthesis that holds a quantity is a clause of its own: (其中省级10家).
    bool counting_paren(std::size_t open) const;

    // The four-digit year at i, or 0.
    std::int32_t year_at(std::size_t i) const;

    // The end of the date, label or length of time that i lies in, else i.
    std::size_t inside_date(std::size_t i) const;

    // The end of the clause that starts or goes on at i.
    std::size_t clause_end(std::size_t i) const;
};

}  // namespace kc::plan
