// SPDX-License-Identifier: Apache-2.0
#include "exchange/table.hpp"

#include <algorithm>
#include <string>
#include <utility>

#include "base/utf8.hpp"

namespace kc::exchange {
namespace {

constexpr std::string_view kSeparator = " | ";

// More lines than this in one cell is an article set in a table, not an entry.
constexpr std::size_t kCellLinesMax = 24;
// A spanning cell longer than this is not repeated: its rows would be unreadable, and a hostile
// file could turn one long cell into thousands.
constexpr std::size_t kRepeatBytesMax = 1500;
// All copies of a table together, in bytes: so much and so many times the table's own text.
constexpr std::size_t kRepeatAllowance = 4096;
constexpr std::size_t kRepeatFactor = 8;
// Up to this length a cell spanning columns of the header is taken to name them.
constexpr std::size_t kColumnNameCharactersMax = 30;

// The cell in one line. A "|" of the cell's own becomes the full-width "｜", else it would look
// like a border.
std::string flatten(const TableCell& cell) {
    std::string text;
    for (const Line& line : cell.lines) {
        if (!text.empty() && !line.text.empty()) text += ' ';
        for (const char c : line.text) {
            if (c == '|') {
                text += "｜";
            } else {
                text += c == '\t' ? ' ' : c;
            }
        }
    }
    return text;
}

bool holds_table(const TableCell& cell) {
    return std::any_of(cell.lines.begin(), cell.lines.end(),
                       [](const Line& line) { return line.style.table_row; });
}

bool arranges_a_page(const Table& table) {
    bool has_neighbours = false;
    for (const TableRow& row : table.rows) {
        std::size_t filled = 0;
        for (const TableCell& cell : row.cells) {
            if (cell.lines.size() > kCellLinesMax || holds_table(cell)) return true;
            if (!cell.lines.empty()) ++filled;
        }
        has_neighbours |= filled > 1;
    }
    return !has_neighbours;
}

// Cell after cell; neighbours of one line each stay together in a row.
void append_as_lines(Lines& out, Table&& table) {
    for (TableRow& row : table.rows) {
        Line joined;
        std::size_t parts = 0;
        const auto flush = [&] {
            if (parts > 1) joined.style = {.table_row = true, .table = table.number};
            if (parts > 0) out.push_back(std::move(joined));
            joined = {};
            parts = 0;
        };
        for (TableCell& cell : row.cells) {
            if (cell.lines.empty()) continue;
            if (cell.lines.size() > 1 || cell.lines.front().style.table_row) {
                flush();
                std::move(cell.lines.begin(), cell.lines.end(), std::back_inserter(out));
                continue;
            }
            if (parts == 0) {
                joined = std::move(cell.lines.front());
            } else {
                joined.text += kSeparator;
                joined.text += flatten(cell);
            }
            ++parts;
        }
        flush();
    }
}

// The rows that name the columns: those marked so; else the first with more than one cell and,
// when a cell of it spans further rows, those too. Titles across the table may stand above.
std::size_t count_header_rows(const Table& table) {
    std::size_t marked = 0;
    while (marked < table.rows.size() && table.rows[marked].is_header) ++marked;
    if (marked > 0) return marked;
    std::size_t first = 0;
    while (first + 1 < table.rows.size() && table.rows[first].cells.size() < 2) ++first;
    std::uint32_t tallest = 1;
    for (const TableCell& cell : table.rows[first].cells) {
        tallest = std::max(tallest, cell.row_span);
    }
    return std::min<std::size_t>(first + tallest, table.rows.size());
}

std::uint32_t width_of(const Table& table) {
    std::uint32_t widest = 1;
    for (const TableRow& row : table.rows) {
        std::uint32_t width = 0;
        for (const TableCell& cell : row.cells) {
            width =
                std::min(kTableColumnsMax, width + std::min(cell.column_span, kTableColumnsMax));
        }
        widest = std::max(widest, width);
    }
    return widest;
}

std::size_t text_bytes(const Table& table) {
    std::size_t bytes = 0;
    for (const TableRow& row : table.rows) {
        for (const TableCell& cell : row.cells) {
            for (const Line& line : cell.lines) bytes += line.text.size();
        }
    }
    return bytes;
}

// A cell that reaches down from a row above.
struct Hanging {
    std::string text = {};
    std::uint32_t rows_left = 0;
};

class RowWriter {
public:
    RowWriter(Lines& out, const Table& table)
        : out_(out),
          table_(table.number),
          width_(width_of(table)),
          repeat_bytes_left_(kRepeatAllowance + kRepeatFactor * text_bytes(table)) {}

    void write(const TableRow& row, bool names_columns) {
        line_ = {};
        columns_ = 0;
        for (const TableCell& cell : row.cells) {
            write_hanging();
            write_cell(cell, names_columns);
        }
        write_hanging();
        while (columns_ < hanging_.size()) {
            if (hanging_[columns_].rows_left > 0) {
                write_hanging();
            } else {
                put({}, false);
            }
        }
        finish(row.is_header);
    }

private:
    void put(std::string_view text, bool is_repeat) {
        if (columns_ > 0) line_.text += kSeparator;
        const std::size_t begin = line_.text.size();
        line_.text += text;
        if (is_repeat && !text.empty()) line_.repeats.push_back({begin, line_.text.size()});
        ++columns_;
    }

    void write_hanging() {
        while (columns_ < hanging_.size() && hanging_[columns_].rows_left > 0) {
            Hanging& hanging = hanging_[columns_];
            --hanging.rows_left;
            if (hanging.text.size() > repeat_bytes_left_) hanging.text.clear();
            repeat_bytes_left_ -= hanging.text.size();
            put(hanging.text, true);
        }
    }

    void write_cell(const TableCell& cell, bool names_columns) {
        const std::string text = flatten(cell);
        const bool repeat_across = names_columns && cell.column_span > 1 && !is_whole_row(cell) &&
                                   base::count_code_points(text) <= kColumnNameCharactersMax;
        for (std::uint32_t i = 0; i < cell.column_span; ++i) {
            if (i > 0 && columns_ >= kTableColumnsMax) break;
            const bool has_text = i == 0 || repeat_across;
            if (cell.row_span > 1 && columns_ < kTableColumnsMax) {
                if (hanging_.size() <= columns_) hanging_.resize(columns_ + 1);
                const bool carried = has_text && text.size() <= kRepeatBytesMax;
                hanging_[columns_] = {carried ? text : std::string{}, cell.row_span - 1};
            }
            put(has_text ? std::string_view(text) : std::string_view{}, i > 0);
        }
        cells_ += text.empty() ? 0 : 1;
    }

    // A heading across the table names nothing in particular.
    bool is_whole_row(const TableCell& cell) const {
        return columns_ == 0 && cell.column_span >= width_;
    }

    void finish(bool is_header) {
        while (line_.text.ends_with(kSeparator)) {
            line_.text.resize(line_.text.size() - kSeparator.size());
        }
        const bool only_repeats = cells_ == 0;
        cells_ = 0;
        if (only_repeats || is_blank(line_.text)) return;
        line_.style = {.table_row = true, .header_row = is_header, .table = table_};
        out_.push_back(std::move(line_));
    }

    Lines& out_;
    std::uint32_t table_;
    std::uint32_t width_;
    std::size_t repeat_bytes_left_;
    Line line_ = {};
    std::size_t columns_ = 0;
    std::size_t cells_ = 0;  // written in this row and not empty
    std::vector<Hanging> hanging_ = {};
};

}  // namespace

void append_table(Lines& out, Table&& table) {
    if (table.rows.empty()) return;
    if (arranges_a_page(table)) {
        append_as_lines(out, std::move(table));
        return;
    }
    const std::size_t header_rows = count_header_rows(table);
    RowWriter writer(out, table);
    for (std::size_t i = 0; i < table.rows.size(); ++i) {
        writer.write(table.rows[i], i < header_rows);
    }
}

}  // namespace kc::exchange
