// SPDX-License-Identifier: Apache-2.0
// Collects running text into lines, with white space folded the way a browser does it.
#pragma once

#include <string>
#include <string_view>

#include "exchange/lines.hpp"

namespace kc::exchange {

// Text comes in pieces, each bold or not; flush() ends the line. White space runs become one
// blank, none at either end of a line, and none where a source line end parts two Chinese
// characters. U+00A0 and U+3000 are kept: they were typed on purpose.
class LineBuilder {
public:
    void add(std::string_view text, bool is_bold);

    // As typed: blanks are kept. For text whose source says where its lines end.
    void add_verbatim(std::string_view text, bool is_bold);
    void add_tab() { text_ += '\t'; }

    // Put before the next text when that begins the line ("3. " of a numbered list). Where
    // `unless_numbered`, it is left out before text that carries a number of its own.
    void set_label(std::string label, bool unless_numbered);

    // Ends the line. Lines without anything visible are not output.
    void flush(Lines& out);

    bool is_empty() const { return text_.empty(); }

    // The style of the lines to come; bold_lead is the builder's own business.
    LineStyle style = {};

private:
    void append(std::string_view piece, bool is_bold);
    void begin_line(std::string_view first_piece);

    std::string text_ = {};
    std::string label_ = {};
    bool label_unless_numbered_ = false;
    bool pending_blank_ = false;
    bool pending_line_end_ = false;
    bool all_bold_ = true;
    std::size_t bold_lead_ = 0;
};

}  // namespace kc::exchange
