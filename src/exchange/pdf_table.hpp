// SPDX-License-Identifier: Apache-2.0
// Finds tables among the lines of a PDF page and puts their rows together. Private to pdf_layout.
#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <string>
#include <vector>

#include "exchange/lines.hpp"

namespace kc::exchange {

// Words of one line that stand together; a wide gap begins the next segment.
struct PdfSegment {
    double left = 0;
    double right = 0;
    double top = 0;
    double bottom = 0;
    std::string text = {};
};

struct PdfLine {
    double top = 0;
    std::vector<PdfSegment> segments = {};
};

// The end of the table that begins at line `begin`; `begin` itself when none does. Every line has
// a segment.
std::size_t find_table_end(const std::vector<PdfLine>& lines, std::size_t begin);

void append_pdf_table(std::span<const PdfLine> lines, std::uint32_t number, Lines& out);

}  // namespace kc::exchange
