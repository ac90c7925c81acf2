// SPDX-License-Identifier: Apache-2.0
// Words of a page with their places to lines, paragraphs and table rows.
//
// Lines of a paragraph are joined where the first reaches the right margin and the next begins at
// the left one. Lines whose words stand in columns become table rows; a cell that wraps over
// several lines is put together again. A PDF says nothing of tables, so this reads the white space,
// and a cell merged over several rows goes to the row nearest its middle.
#pragma once

#include <cstdint>
#include <string_view>
#include <vector>

#include "exchange/lines.hpp"

namespace kc::exchange {

// Points from the top left of the page.
struct PdfWord {
    double left = 0;
    double top = 0;
    double right = 0;
    double bottom = 0;
    std::string_view text = {};
};

// Appends the page's lines. `tables_seen` numbers the tables over all pages.
void lay_out_page(std::vector<PdfWord> words, std::uint32_t& tables_seen, Lines& out);

}  // namespace kc::exchange
