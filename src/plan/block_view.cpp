// SPDX-License-Identifier: Apache-2.0
#include "plan/block_view.hpp"

namespace kc::plan {

bool is_clause_mark(char32_t c) {
    return c == U',' || c == U':' || is_sentence_end(c);
}

bool is_countable(const Mention& mention) {
    return mention.kind == MentionKind::quantity || mention.kind == MentionKind::rank;
}

std::size_t BlockView::sentence_begin(std::size_t pos) const {
    std::size_t i = pos;
    while (i > 0 && !is_sentence_end(view[i - 1])) --i;
    return i;
}

std::size_t BlockView::full_stop_before(std::size_t pos) const {
    std::size_t i = pos;
    while (i > 0 && (!is_sentence_end(view[i - 1]) || view[i - 1] == U';')) --i;
    return i;
}

bool BlockView::counting_paren(std::size_t open) const {
    const std::size_t close = view.find(U')', open);
    for (const Mention& m : mentions) {
        if (is_countable(m) && m.begin > open && m.begin < close) return true;
    }
    return false;
}

std::int32_t BlockView::year_at(std::size_t i) const {
    std::int32_t year = 0;
    std::size_t length = 0;
    while (is_digit(at(i + length)) && length < 4) {
        year = year * 10 + static_cast<std::int32_t>(at(i + length) - U'0');
        ++length;
    }
    return length == 4 ? year : 0;
}

std::size_t BlockView::inside_date(std::size_t i) const {
    for (const Mention& m : mentions) {
        if ((m.kind == MentionKind::date || m.kind == MentionKind::label ||
             m.kind == MentionKind::duration) &&
            m.begin <= i && i < m.end) {
            return m.end;
        }
    }
    return i;
}

std::size_t BlockView::clause_end(std::size_t i) const {
    while (i < view.size() && !is_clause_mark(view[i])) ++i;
    return i;
}

}  // namespace kc::plan
