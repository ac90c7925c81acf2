// SPDX-License-Identifier: Apache-2.0
#include "exchange/pdf_rows.hpp"

#include <algorithm>
#include <limits>
#include <optional>

namespace kc::exchange {
namespace {

// Two pieces are level when their middles are within this part of their height.
constexpr double kLevel = 0.3;
// Lines of one cell are exactly as far apart as the closest pair of the table, but for rounding and
// for fonts of slightly different height; the border of a row without padding adds hardly more.
constexpr double kPitchSlack = 0.05;
// Line spacing inside a cell; lines further apart than this are always different cells.
constexpr double kCellPitchMax = 1.9;
constexpr double kEvenSlack = 0.2;
constexpr std::size_t kSerialNumbersMin = 2;

double middle(const PdfPiece& piece) {
    return (piece.top + piece.bottom) / 2;
}
double height(const PdfPiece& piece) {
    return piece.bottom - piece.top;
}

using Column = std::vector<std::size_t>;  // indices of pieces, from the top

std::vector<Column> by_column(const std::vector<PdfPiece>& pieces, std::size_t columns) {
    std::vector<Column> sorted(columns);
    for (std::size_t i = 0; i < pieces.size(); ++i) sorted[pieces[i].column].push_back(i);
    return sorted;
}

bool is_serial_number(std::string_view text) {
    constexpr std::size_t kBytesMax = 12;
    if (text.ends_with('.')) text.remove_suffix(1);
    if (text.starts_with("（") && text.ends_with("）") && text.size() > 6) {
        text = text.substr(3, text.size() - 6);
    }
    if (text.empty() || text.size() > kBytesMax) return false;
    return text.find_first_not_of("0123456789") == std::string_view::npos;
}

// The middles of the rows that the first column numbers, the header's first; none when it does not.
std::optional<std::vector<double>> serial_anchors(const std::vector<PdfPiece>& pieces,
                                                  const Column& column) {
    std::vector<double> anchors;
    double header_top = 0;
    double header_bottom = 0;
    for (const std::size_t i : column) {
        const PdfPiece& piece = pieces[i];
        if (is_serial_number(piece.text)) {
            if (anchors.empty() && header_bottom > 0) {
                anchors.push_back((header_top + header_bottom) / 2);
            }
            anchors.push_back(middle(piece));
        } else if (anchors.empty()) {
            if (header_bottom == 0) header_top = piece.top;
            header_bottom = piece.bottom;
        } else {
            return std::nullopt;
        }
    }
    if (anchors.size() < kSerialNumbersMin + 1) return std::nullopt;
    return anchors;
}

// Cells centred on the anchors have as many lines above them as below. Going down a column, that
// fixes how the lines between two anchors are shared; nothing may be left over at the end.
bool assign_centred(const std::vector<PdfPiece>& pieces, const Column& column,
                    const std::vector<double>& anchors, std::vector<std::size_t>& rows) {
    std::size_t next = 0;
    for (std::size_t row = 0; row < anchors.size(); ++row) {
        std::size_t above = 0;
        while (next < column.size() && middle(pieces[column[next]]) <
                                           anchors[row] - kLevel * height(pieces[column[next]])) {
            rows[column[next++]] = row;
            ++above;
        }
        while (next < column.size() && middle(pieces[column[next]]) <=
                                           anchors[row] + kLevel * height(pieces[column[next]])) {
            rows[column[next++]] = row;
        }
        for (std::size_t below = 0; below < above; ++below) {
            const bool is_left =
                next < column.size() &&
                (row + 1 == anchors.size() || middle(pieces[column[next]]) < anchors[row + 1]);
            if (!is_left) return false;
            rows[column[next++]] = row;
        }
    }
    return next == column.size();
}

// Cells that hang from the line of the anchor: the first line of each is level with one. The header
// is all that stands above the first number, however its cells are set.
bool assign_hanging(const std::vector<PdfPiece>& pieces, const Column& column,
                    const std::vector<double>& anchors, std::vector<std::size_t>& rows) {
    std::size_t row = 0;
    for (const std::size_t i : column) {
        const double at = middle(pieces[i]);
        const double slack = kLevel * height(pieces[i]);
        const std::size_t before = row;
        while (row + 1 < anchors.size() && anchors[row + 1] <= at + slack) ++row;
        if (row != before && at - anchors[row] > slack) return false;
        rows[i] = row;
    }
    return true;
}

// How close the closest lines of one column are.
double closest_pitch(const std::vector<PdfPiece>& pieces, const std::vector<Column>& columns) {
    double closest = std::numeric_limits<double>::max();
    for (const Column& column : columns) {
        for (std::size_t k = 1; k < column.size(); ++k) {
            const PdfPiece& lower = pieces[column[k]];
            const double pitch = lower.top - pieces[column[k - 1]].top;
            if (pitch > 0.5 * height(lower)) closest = std::min(closest, pitch);
        }
    }
    return closest;
}

// True when every cell's lines are evenly spaced. A number that stands beside two rows (a merged
// cell) would else pull them into one.
bool has_even_cells(const std::vector<PdfPiece>& pieces, const Column& column,
                    const std::vector<std::size_t>& rows, double pitch) {
    for (std::size_t k = 1; k < column.size(); ++k) {
        const PdfPiece& upper = pieces[column[k - 1]];
        const PdfPiece& lower = pieces[column[k]];
        const bool same_cell = rows[column[k - 1]] == rows[column[k]];
        if (same_cell && lower.top - upper.top > pitch + kEvenSlack * height(lower)) return false;
    }
    return true;
}

std::optional<PdfRows> by_serial_numbers(const std::vector<PdfPiece>& pieces,
                                         const std::vector<Column>& columns) {
    const auto anchors = serial_anchors(pieces, columns.front());
    if (!anchors) return std::nullopt;
    const double pitch = closest_pitch(pieces, columns);
    for (const auto& assign : {assign_centred, assign_hanging}) {
        PdfRows rows{anchors->size(), std::vector<std::size_t>(pieces.size(), 0)};
        const bool fits = std::all_of(columns.begin(), columns.end(), [&](const Column& column) {
            return assign(pieces, column, *anchors, rows.of_piece) &&
                   has_even_cells(pieces, column, rows.of_piece, pitch);
        });
        if (fits) return rows;
    }
    return std::nullopt;
}

// Pieces of one column that make up one cell.
struct Block {
    std::size_t column = 0;
    double top = 0;
    double bottom = 0;
    std::vector<std::size_t> pieces = {};

    double middle() const { return (top + bottom) / 2; }
};

class BlockReader {
public:
    BlockReader(const std::vector<PdfPiece>& pieces, const std::vector<Column>& columns)
        : pieces_(pieces), columns_(columns) {
        for (const PdfPiece& piece : pieces_) {
            if (on_line_.size() <= piece.line) on_line_.resize(piece.line + 1);
            ++on_line_[piece.line];
        }
    }

    PdfRows read() {
        const double pitch = closest_pitch(pieces_, columns_);
        std::vector<Block> blocks;
        for (const Column& column : columns_) {
            for (std::size_t k = 0; k < column.size(); ++k) {
                if (k == 0 || !continues(column[k - 1], column[k], pitch)) {
                    const PdfPiece& first = pieces_[column[k]];
                    blocks.push_back({first.column, first.top, first.bottom, {}});
                }
                blocks.back().pieces.push_back(column[k]);
                blocks.back().bottom = std::max(blocks.back().bottom, pieces_[column[k]].bottom);
            }
        }
        return rows_of(blocks);
    }

private:
    bool continues(std::size_t above, std::size_t below, double pitch) const {
        const PdfPiece& upper = pieces_[above];
        const PdfPiece& lower = pieces_[below];
        if (upper.line == lower.line) return true;  // two pieces of one cell on one line
        const double size = height(lower);
        const double close = std::min(pitch + kPitchSlack * size, kCellPitchMax * size);
        // A line between the two, half a line off, belongs to a cell beside them in the same row.
        const bool is_border =
            lower.line == upper.line + 1 && is_full(upper.line) && is_full(lower.line);
        return lower.top - upper.top <= close && !is_border;
    }

    // Most columns have words on the line. Where two such lines follow each other there is a border
    // between two rows, for it is rare that most cells of a row wrap.
    bool is_full(std::size_t line) const {
        return on_line_[line] >= 2 && on_line_[line] * 10 >= columns_.size() * 6;
    }

    PdfRows rows_of(const std::vector<Block>& blocks) const {
        std::vector<std::size_t> counts(columns_.size(), 0);
        for (const Block& block : blocks) ++counts[block.column];
        const auto most = static_cast<std::size_t>(std::max_element(counts.begin(), counts.end()) -
                                                   counts.begin());
        std::vector<double> anchors;
        for (const Block& block : blocks) {
            if (block.column == most) anchors.push_back(block.middle());
        }
        PdfRows rows{anchors.size(), std::vector<std::size_t>(pieces_.size(), 0)};
        for (const Block& block : blocks) {
            const std::size_t row = nearest(anchors, block.middle());
            for (const std::size_t piece : block.pieces) rows.of_piece[piece] = row;
        }
        return rows;
    }

    static std::size_t nearest(const std::vector<double>& anchors, double at) {
        const auto below = std::lower_bound(anchors.begin(), anchors.end(), at);
        const auto index = static_cast<std::size_t>(below - anchors.begin());
        if (index == 0) return 0;
        if (below == anchors.end()) return index - 1;
        return *below - at < at - *(below - 1) ? index : index - 1;
    }

    const std::vector<PdfPiece>& pieces_;
    const std::vector<Column>& columns_;
    std::vector<std::size_t> on_line_ = {};
};

}  // namespace

PdfRows assign_rows(const std::vector<PdfPiece>& pieces, std::size_t columns) {
    const std::vector<Column> sorted = by_column(pieces, columns);
    if (std::optional<PdfRows> rows = by_serial_numbers(pieces, sorted)) return *std::move(rows);
    return BlockReader(pieces, sorted).read();
}

}  // namespace kc::exchange
