// SPDX-License-Identifier: Apache-2.0
#include "exchange/pdf_table.hpp"

#include <algorithm>
#include <cmath>
#include <string>
#include <string_view>
#include <utility>

#include "exchange/pdf_rows.hpp"
#include "exchange/table.hpp"

namespace kc::exchange {
namespace {

// Lines of a table are not further apart than this many times their height.
constexpr double kRowPitch = 3.6;
// The upper line of a cell is of the same size as the row and no further than a line above it.
constexpr double kSameSize = 0.15;
constexpr double kUpperPitch = 1.3;
constexpr double kColumnSlack = 0.6;
constexpr std::size_t kLinesWithColumnsMin = 2;

struct Interval {
    double left;
    double right;
};

bool overlaps(const Interval& column, const PdfSegment& segment) {
    return segment.left < column.right && column.left < segment.right;
}

// The columns seen so far, from left to right.
class Columns {
public:
    // False when the segment lies across two columns, as a line of running text does.
    bool fits(const PdfSegment& segment) const {
        return std::count_if(columns_.begin(), columns_.end(), [&](const Interval& column) {
                   return overlaps(column, segment);
               }) <= 1;
    }

    void add(const PdfSegment& segment) {
        for (Interval& column : columns_) {
            if (!overlaps(column, segment)) continue;
            column.left = std::min(column.left, segment.left);
            column.right = std::max(column.right, segment.right);
            return;
        }
        const auto at = std::find_if(columns_.begin(), columns_.end(), [&](const Interval& column) {
            return column.left > segment.left;
        });
        columns_.insert(at, {segment.left, segment.right});
    }

    // True when the segment lies inside one column, give or take a little.
    bool holds(const PdfSegment& segment) const {
        const double slack = kColumnSlack * (segment.bottom - segment.top);
        return std::any_of(columns_.begin(), columns_.end(), [&](const Interval& column) {
            return segment.left > column.left - slack && segment.right < column.right + slack;
        });
    }

    std::size_t size() const { return columns_.size(); }

    std::size_t index_of(const PdfSegment& segment) const {
        for (std::size_t i = 0; i < columns_.size(); ++i) {
            if (overlaps(columns_[i], segment)) return i;
        }
        return 0;
    }

private:
    std::vector<Interval> columns_ = {};
};

bool take_line(Columns& columns, const PdfLine& line) {
    for (const PdfSegment& segment : line.segments) {
        if (!columns.fits(segment)) return false;
    }
    for (const PdfSegment& segment : line.segments) columns.add(segment);
    return columns.size() <= kTableColumnsMax;
}

bool is_single(const PdfLine& line) {
    return line.segments.size() == 1;
}

bool is_far_below(const PdfLine& above, const PdfLine& line) {
    const double size = line.segments.front().bottom - line.segments.front().top;
    return line.top - above.top > kRowPitch * size;
}

// True for the upper line of a cell, false for a caption over the table.
bool belongs_above(const PdfLine& above, const PdfLine& first, const Columns& columns) {
    const PdfSegment& segment = above.segments.front();
    const double size = segment.bottom - segment.top;
    const double size_below = first.segments.front().bottom - first.segments.front().top;
    return std::abs(size - size_below) < kSameSize * size &&
           first.top - above.top < kUpperPitch * size && columns.holds(segment);
}

// Lines below the last one with columns belong to the table when they lie inside a column of it.
std::size_t trim_below(const std::vector<PdfLine>& lines, std::size_t begin, std::size_t end) {
    std::size_t last = end;
    while (is_single(lines[last - 1])) --last;
    Columns columns;
    for (std::size_t i = begin; i < last; ++i) take_line(columns, lines[i]);
    while (last < end && columns.holds(lines[last].segments.front())) ++last;
    return last;
}

void append_wrapped(std::string& cell, std::string_view text, bool same_line) {
    // What wrapped in a Chinese cell belongs together.
    const bool joins = !same_line && (ends_wide(cell) || begins_wide(text));
    if (!cell.empty() && !joins) cell += ' ';
    cell += text;
}

}  // namespace

std::size_t find_table_end(const std::vector<PdfLine>& lines, std::size_t begin) {
    // The upper half of a cell may stand alone above the first line with columns.
    const bool has_line_above = is_single(lines[begin]);
    const std::size_t first = has_line_above ? begin + 1 : begin;
    if (first >= lines.size() || is_single(lines[first])) return begin;
    Columns columns;
    std::size_t with_columns = 0;
    std::size_t end = first;
    for (; end < lines.size(); ++end) {
        if (end > begin && is_far_below(lines[end - 1], lines[end])) break;
        if (!take_line(columns, lines[end])) break;
        if (!is_single(lines[end])) ++with_columns;
    }
    if (with_columns < kLinesWithColumnsMin || columns.size() < 2) return begin;
    if (has_line_above && !belongs_above(lines[begin], lines[first], columns)) return begin;
    return trim_below(lines, first, end);
}

void append_pdf_table(std::span<const PdfLine> lines, std::uint32_t number, Lines& out) {
    Columns columns;
    for (const PdfLine& line : lines) take_line(columns, line);
    std::vector<PdfPiece> pieces;
    for (std::size_t i = 0; i < lines.size(); ++i) {
        for (const PdfSegment& segment : lines[i].segments) {
            pieces.push_back(
                {columns.index_of(segment), i, segment.top, segment.bottom, segment.text});
        }
    }
    const PdfRows rows = assign_rows(pieces, columns.size());
    std::vector<std::vector<std::string>> cells(rows.count,
                                                std::vector<std::string>(columns.size()));
    std::vector<std::size_t> last_line(columns.size(), 0);
    for (std::size_t i = 0; i < pieces.size(); ++i) {
        const PdfPiece& piece = pieces[i];
        append_wrapped(cells[rows.of_piece[i]][piece.column], piece.text,
                       last_line[piece.column] == piece.line);
        last_line[piece.column] = piece.line;
    }
    Table table;
    table.number = number;
    for (std::vector<std::string>& texts : cells) {
        TableRow& row = table.rows.emplace_back();
        for (std::string& text : texts) {
            TableCell& cell = row.cells.emplace_back();
            if (!text.empty()) cell.lines.push_back({std::move(text), {}, {}});
        }
    }
    append_table(out, std::move(table));
}

}  // namespace kc::exchange
