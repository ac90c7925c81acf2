// SPDX-License-Identifier: Apache-2.0
#include "exchange/csv_reader.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <map>
#include <string>
#include <utility>

#include "exchange/csv_text.hpp"
#include "exchange/table_refusals.hpp"
#include "exchange/table_value.hpp"

namespace kc::exchange {
namespace {

constexpr std::array kSeparators = {',', '\t', ';'};
constexpr std::size_t kLinesLookedAt = 20;

struct LineShape {
    std::map<std::size_t, std::size_t> lines_by_count = {};  // of that many separators

    // How many lines agree on the most usual count above zero.
    [[nodiscard]] std::size_t agreement() const {
        std::size_t most = 0;
        for (const auto& [count, lines] : lines_by_count) {
            if (count > 0) most = std::max(most, lines);
        }
        return most;
    }
};

// The sign by which most of the first lines fall into equally many fields.
char guess_separator(std::string_view text) {
    std::array<LineShape, kSeparators.size()> shapes;
    std::array<std::size_t, kSeparators.size()> counts{};
    bool quoted = false;
    std::size_t lines = 0;
    const auto end_line = [&] {
        for (std::size_t i = 0; i < shapes.size(); ++i) ++shapes[i].lines_by_count[counts[i]];
        counts.fill(0);
        ++lines;
    };
    for (const char c : text) {
        if (lines == kLinesLookedAt) break;
        if (c == '"') quoted = !quoted;
        if (quoted) continue;
        if (c == '\n' || c == '\r') end_line();
        for (std::size_t i = 0; i < counts.size(); ++i) counts[i] += c == kSeparators[i] ? 1U : 0U;
    }
    if (lines < kLinesLookedAt) end_line();
    std::size_t best = 0;
    for (std::size_t i = 1; i < shapes.size(); ++i) {
        if (shapes[i].agreement() > shapes[best].agreement()) best = i;
    }
    return kSeparators[best];
}

// "sep=;" as the first line is a word to Excel, not data.
std::optional<char> stated_separator(std::string_view text) {
    const std::string_view line = text.substr(0, text.find_first_of("\r\n"));
    if (line.size() != 5 || !line.starts_with("sep=")) return std::nullopt;
    return line[4];
}

}  // namespace

struct CsvReader::State {
    CsvText text;
    TableLimits limits;
    std::string_view piece = {};
    std::size_t at = 0;
    char separator = ',';
    bool is_at_end = false;

    std::uint32_t row_number = 0;
    std::int32_t line = 1;
    std::int32_t column = 0;  // characters before the next one
    std::size_t cells = 0;
    std::size_t text_bytes = 0;
    bool after_return = false;  // the LF of a CR LF belongs to the row before

    std::string field = {};
    std::int32_t quote_line = 0;
    std::int32_t quote_column = 0;

    State(CsvText&& opened, const TableLimits& bounds) : text(std::move(opened)), limits(bounds) {}

    Result<void> begin() {
        if (auto done = refill(); !done) return done;
        if (const auto stated = stated_separator(piece)) {
            separator = *stated;
            at = std::min(piece.find_first_of("\r\n"), piece.size());
        } else {
            separator = guess_separator(piece);
        }
        return {};
    }

    Result<void> refill() {
        const Result<std::string_view> more = text.next();
        if (!more) return unexpected(more.error());
        piece = *more;
        at = 0;
        is_at_end = piece.empty();
        return {};
    }

    // The next character without taking it; '\0' stands for the end, too.
    Result<bool> has_more() {
        if (at < piece.size()) return true;
        if (is_at_end) return false;
        if (auto done = refill(); !done) return unexpected(done.error());
        return !is_at_end;
    }

    char take() {
        const char c = piece[at++];
        if ((static_cast<unsigned char>(c) & 0xC0U) != 0x80U) ++column;
        return c;
    }

    void begin_line() {
        ++line;
        column = 0;
    }

    Diagnostic bad(std::int32_t at_line, std::int32_t at_column, std::string_view zh,
                   std::string_view en) const {
        return Diagnostic{.code = "E-csv-quote",
                          .at = {{}, at_line, at_column},
                          .zh = fmt::format("第{}行第{}个字符：{}", at_line, at_column, zh),
                          .en = fmt::format("line {}, character {}: {}", at_line, at_column, en)}
            .hint("字段里的引号要写成两个（\"\"）；用表格软件另存为 CSV 或 .xlsx 再试",
                  "a quote inside a field is written twice (\"\"); save it as CSV or .xlsx again");
    }

    Result<void> append(char c) {
        if (field.size() == limits.cell_bytes_max) {
            if (quote_line > 0)
                return unexpected(bad(quote_line, quote_column, "这里开始的引号似乎没有结束",
                                      "the quote that begins here seems never to end"));
            return unexpected(
                table_too_large("一个单元格的字节", "bytes in one cell", limits.cell_bytes_max));
        }
        field += c;
        return {};
    }

    // The inside of a quoted field, its closing quote included.
    Result<void> read_quoted() {
        quote_line = line;
        quote_column = column;
        for (;;) {
            const Result<bool> more = has_more();
            if (!more) return unexpected(more.error());
            if (!*more)
                return unexpected(bad(quote_line, quote_column, "这里开始的引号没有结束",
                                      "the quote that begins here is never closed"));
            const char c = take();
            if (c == '"') {
                const Result<bool> again = has_more();
                if (!again) return unexpected(again.error());
                if (!*again || piece[at] != '"') break;
                take();
            }
            if (c == '\n') begin_line();
            if (auto done = append(c); !done) return done;
        }
        const Result<bool> more = has_more();
        if (!more) return unexpected(more.error());
        if (*more && piece[at] != separator && piece[at] != '\n' && piece[at] != '\r')
            return unexpected(bad(line, column + 1, "结束的引号后面还有文字",
                                  "there is text behind the closing quote"));
        quote_line = 0;
        return {};
    }

    // What follows the field: the separator, a line end ('\n') or the end of the file ('\0').
    Result<char> read_field() {
        field.clear();
        quote_line = 0;
        bool is_first = true;
        for (;; is_first = false) {
            const Result<bool> more = has_more();
            if (!more) return unexpected(more.error());
            if (!*more) return '\0';
            const char c = take();
            if (c == separator) return separator;
            if (c == '\n' || c == '\r') {
                after_return = c == '\r';
                begin_line();
                return '\n';
            }
            if (c == '"' && is_first) {
                if (auto done = read_quoted(); !done) return unexpected(done.error());
            } else if (auto done = append(c); !done) {
                return unexpected(done.error());
            }
        }
    }

    Result<void> add_field(SheetRow& row, std::uint32_t number) {
        if (field.empty()) return {};
        if (number > limits.columns_max)
            return unexpected(table_too_large("列数", "columns", limits.columns_max));
        if (++cells > limits.cells_max)
            return unexpected(table_too_large("单元格", "cells", limits.cells_max));
        text_bytes += field.size();
        if (text_bytes > limits.text_bytes_max)
            return unexpected(
                table_too_large("文字的字节", "bytes of text", limits.text_bytes_max));
        SheetCell cell;
        cell.column = number;
        cell.kind = CellKind::untyped;
        const bool is_guarded = field[0] == '\'' && needs_formula_guard(field.substr(1));
        cell.text = is_guarded ? field.substr(1) : field;
        row.cells.push_back(std::move(cell));
        return {};
    }

    Result<bool> read_row(SheetRow& row) {
        const Result<bool> more = has_more();
        if (!more) return unexpected(more.error());
        if (!*more) return false;
        if (std::exchange(after_return, false) && piece[at] == '\n') {
            ++at;
            return read_row(row);
        }
        row = SheetRow{.number = ++row_number, .is_hidden = false, .cells = {}};
        for (std::uint32_t number = 1;; ++number) {
            const Result<char> ended_by = read_field();
            if (!ended_by) return unexpected(ended_by.error());
            if (auto done = add_field(row, number); !done) return unexpected(done.error());
            if (*ended_by != separator) return true;
        }
    }
};

CsvReader::CsvReader(std::unique_ptr<State> state) : state_(std::move(state)) {}
CsvReader::CsvReader(CsvReader&&) noexcept = default;
CsvReader& CsvReader::operator=(CsvReader&&) noexcept = default;
CsvReader::~CsvReader() = default;

Result<CsvReader> CsvReader::open(std::string_view bytes, const TableLimits& limits) {
    Result<CsvText> text = CsvText::open(bytes);
    if (!text) return unexpected(text.error());
    auto state = std::make_unique<State>(*std::move(text), limits);
    if (auto begun = state->begin(); !begun) return unexpected(begun.error());
    return CsvReader(std::move(state));
}

Encoding CsvReader::encoding() const {
    return state_->text.encoding();
}

char CsvReader::separator() const {
    return state_->separator;
}

Result<bool> CsvReader::next(SheetRow& row) {
    for (;;) {
        const Result<bool> more = state_->read_row(row);
        if (!more || !*more) return more;
        if (row.number > state_->limits.rows_max)
            return unexpected(table_too_large("行数", "rows", state_->limits.rows_max));
        if (!row.cells.empty()) return true;
    }
}

}  // namespace kc::exchange
