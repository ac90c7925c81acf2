// SPDX-License-Identifier: Apache-2.0
#include "exchange/xlsx_sheet.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>
#include <deque>
#include <optional>
#include <string>
#include <utility>

#include "base/utf8.hpp"
#include "exchange/table_refusals.hpp"
#include "exchange/xlsx_merges.hpp"
#include "exchange/xlsx_value.hpp"
#include "exchange/xlsx_xml.hpp"

namespace kc::exchange {
namespace {

// The types a cell can state; `number` is the default.
enum class Stored : std::uint8_t { number, shared, text, inline_text, boolean, error, iso_date };

std::optional<Stored> stored_of(std::string_view type) {
    if (type.empty() || type == "n") return Stored::number;
    if (type == "s") return Stored::shared;
    if (type == "str") return Stored::text;
    if (type == "inlineStr") return Stored::inline_text;
    if (type == "b") return Stored::boolean;
    if (type == "e") return Stored::error;
    if (type == "d") return Stored::iso_date;
    return std::nullopt;
}

Diagnostic broken_cell(std::uint32_t row, std::uint32_t column, std::string_view zh,
                       std::string_view en) {
    const std::string name = cell_name(row, column);
    return broken_workbook(fmt::format("单元格 {} {}", name, zh),
                           fmt::format("cell {}: {}", name, en));
}

class SheetHandler final : public XmlHandler {
public:
    SheetHandler(const XlsxBook& book, const TableLimits& limits, std::vector<MergedRange> merges)
        : book_(book),
          limits_(limits),
          merges_(std::move(merges), static_cast<std::uint32_t>(limits.columns_max)) {}

    void start(std::string_view name, const XmlAttributes& attributes) override {
        if (name == "c") return start_cell(attributes);
        if (name == "row") return start_row(attributes);
        if (name == "sheetData") in_data_ = true;
        if (!in_cell_) return;
        if (name == "v") in_value_ = true;
        if (name == "t") in_text_ = true;
        if (name == "rPh") in_reading_ = true;
        if (name == "f") cell_.is_formula = true;
    }

    void end(std::string_view name) override {
        if (name == "v") in_value_ = false;
        if (name == "t") in_text_ = false;
        if (name == "rPh") in_reading_ = false;
        if (name == "c" && in_cell_) end_cell();
        if (name == "row" && in_row_) end_row();
        if (name == "sheetData") is_done = true;
    }

    void text(std::string_view piece) override {
        if (!in_value_ && (!in_text_ || in_reading_)) return;
        if (value_.size() + piece.size() > limits_.cell_bytes_max) {
            failure =
                table_too_large("一个单元格的字节", "bytes in one cell", limits_.cell_bytes_max);
            return;
        }
        value_ += piece;
    }

    std::deque<SheetRow> ready = {};

private:
    void start_row(const XmlAttributes& attributes) {
        if (!in_data_ || in_row_) return;
        std::uint32_t number = row_number_ + 1;
        if (const std::string_view stated = attributes.get("r"); !stated.empty()) {
            const auto read = std::from_chars(stated.data(), stated.data() + stated.size(), number);
            if (read.ec != std::errc{} || number <= row_number_ || number > limits_.rows_max) {
                failure = broken_workbook(fmt::format("第{}行之后的行号不对", row_number_),
                                          fmt::format("wrong row number after {}", row_number_));
                return;
            }
        }
        if (number > limits_.rows_max) {
            failure = table_too_large("行数", "rows", limits_.rows_max);
            return;
        }
        row_number_ = number;
        column_ = 0;
        in_row_ = true;
        row_ = SheetRow{.number = number, .is_hidden = attributes.is_on("hidden"), .cells = {}};
        // Rows are alike: what the one before had is a good guess.
        row_.cells.reserve(cells_in_last_row_);
    }

    void end_row() {
        in_row_ = false;
        cells_in_last_row_ = std::min<std::size_t>(row_.cells.size(), 256);
        if (!merges_.fill(row_)) {
            failure = broken_workbook("合并单元格互相重叠", "merged ranges overlap");
            return;
        }
        if (row_.cells.empty()) return;
        cells_ += row_.cells.size();
        for (const SheetCell& cell : row_.cells) text_bytes_ += cell.text.size();
        if (cells_ > limits_.cells_max) {
            failure = table_too_large("单元格", "cells", limits_.cells_max);
        } else if (text_bytes_ > limits_.text_bytes_max) {
            failure = table_too_large("文字的字节", "bytes of text", limits_.text_bytes_max);
        } else {
            ready.push_back(std::move(row_));
        }
    }

    void start_cell(const XmlAttributes& attributes) {
        if (!in_row_ || in_cell_) return;
        std::uint32_t column = column_ + 1;
        if (const std::string_view stated = attributes.get("r"); !stated.empty()) {
            const auto reference = read_cell_reference(stated);
            if (!reference || reference->row != row_number_ || reference->column <= column_) {
                failure = broken_cell(row_number_, column, "之后的位置不对",
                                      "what follows has a wrong place");
                return;
            }
            column = reference->column;
        }
        column_ = column;
        const std::optional<Stored> stored = stored_of(attributes.get("t"));
        if (!stored) {
            failure = broken_cell(row_number_, column, "的类型不认识", "unknown type");
            return;
        }
        stored_ = *stored;
        style_ = 0;
        if (const std::string_view style = attributes.get("s"); !style.empty())
            std::from_chars(style.data(), style.data() + style.size(), style_);
        in_cell_ = true;
        cell_ = SheetCell{};
        cell_.column = column;
        value_.clear();
    }

    void end_cell() {
        in_cell_ = in_value_ = in_text_ = in_reading_ = false;
        if (value_.empty() && !cell_.is_formula) return;  // a format alone
        if (cell_.column > limits_.columns_max) {
            failure = table_too_large("列数", "columns", limits_.columns_max);
            return;
        }
        if (!value_.empty() && !fill_cell()) return;
        row_.cells.push_back(std::move(cell_));
    }

    // False when the cell makes no sense, or is empty after all; `failure` tells which.
    bool fill_cell() {
        switch (stored_) {
            case Stored::number: return fill_numeric();
            case Stored::shared: return fill_shared();
            case Stored::text:
            case Stored::inline_text:
                cell_.kind = CellKind::text;
                cell_.text = without_xlsx_escapes(value_);
                return true;
            case Stored::boolean:
                cell_.kind = CellKind::boolean;
                cell_.text = value_ == "1" || value_ == "true" ? "TRUE" : "FALSE";
                return true;
            case Stored::error:
                cell_.kind = CellKind::error;
                cell_.text = base::shortened(value_, 40);
                return true;
            case Stored::iso_date: fill_iso_date(cell_, value_); return true;
        }
        return false;
    }

    bool fill_numeric() {
        const NumberLook look = style_ < book_.looks.size() ? book_.looks[style_] : NumberLook{};
        if (fill_number(cell_, value_, look, book_.is_1904)) return true;
        failure = broken_cell(row_number_, cell_.column, "的数不是数", "its number is none");
        return false;
    }

    bool fill_shared() {
        std::size_t index = 0;
        const char* end = value_.data() + value_.size();
        const auto read = std::from_chars(value_.data(), end, index);
        if (read.ec != std::errc{} || read.ptr != end || index >= book_.texts.size()) {
            failure = broken_cell(row_number_, cell_.column, "指向不存在的文字",
                                  "it points to a text that is not there");
            return false;
        }
        const std::string_view text = book_.texts.at(index);
        if (text.empty() && !cell_.is_formula) return false;
        cell_.kind = CellKind::text;
        cell_.text = text;
        return true;
    }

    const XlsxBook& book_;
    const TableLimits& limits_;
    MergeFiller merges_;
    SheetRow row_ = {};
    SheetCell cell_ = {};
    std::string value_ = {};
    Stored stored_ = Stored::number;
    std::size_t style_ = 0;
    std::uint32_t row_number_ = 0;
    std::uint32_t column_ = 0;
    std::size_t cells_ = 0;
    std::size_t cells_in_last_row_ = 0;
    std::size_t text_bytes_ = 0;
    bool in_data_ = false;
    bool in_row_ = false;
    bool in_cell_ = false;
    bool in_value_ = false;
    bool in_text_ = false;
    bool in_reading_ = false;
};

}  // namespace

struct XlsxSheetReader::State {
    SheetHandler handler;
    XmlStream xml;
    bool is_at_end = false;

    State(XlsxPart part, const std::string& name, const XlsxBook& book, const TableLimits& limits,
          std::vector<MergedRange> merges)
        : handler(book, limits, std::move(merges)), xml(std::move(part), name, handler, limits) {}
};

XlsxSheetReader::XlsxSheetReader(std::unique_ptr<State> state) : state_(std::move(state)) {}
XlsxSheetReader::XlsxSheetReader(XlsxSheetReader&&) noexcept = default;
XlsxSheetReader& XlsxSheetReader::operator=(XlsxSheetReader&&) noexcept = default;
XlsxSheetReader::~XlsxSheetReader() = default;

Result<XlsxSheetReader> XlsxSheetReader::open(const XlsxPackage& package, const XlsxBook& book,
                                              std::size_t sheet) {
    const std::string& part = book.sheets.at(sheet).part;
    Result<std::vector<MergedRange>> merges = read_xlsx_merges(package, part);
    if (!merges) return unexpected(merges.error());
    Result<XlsxPart> stream = package.stream(part, package.limits().part_bytes_max);
    if (!stream) return unexpected(stream.error());
    return XlsxSheetReader(std::make_unique<State>(*std::move(stream), part, book, package.limits(),
                                                   *std::move(merges)));
}

Result<bool> XlsxSheetReader::next(SheetRow& row) {
    std::deque<SheetRow>& ready = state_->handler.ready;
    while (ready.empty()) {
        if (state_->is_at_end) return false;
        const Result<bool> more = state_->xml.pump();
        if (!more) return unexpected(more.error());
        state_->is_at_end = !*more;
    }
    row = std::move(ready.front());
    ready.pop_front();
    return true;
}

}  // namespace kc::exchange
