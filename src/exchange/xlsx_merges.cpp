// SPDX-License-Identifier: Apache-2.0
#include "exchange/xlsx_merges.hpp"

#include <algorithm>
#include <array>
#include <charconv>

#include "exchange/table_refusals.hpp"
#include "exchange/xlsx_xml.hpp"

namespace kc::exchange {
namespace {

constexpr std::uint32_t kRowsOfFormat = 1'048'576;
constexpr std::uint32_t kColumnsOfFormat = 16'384;
constexpr std::string_view kMergeMark = "mergeCell";

class MergesHandler final : public XmlHandler {
public:
    explicit MergesHandler(std::size_t merges_max) : merges_max_(merges_max) {}

    void start(std::string_view name, const XmlAttributes& attributes) override {
        if (name != "mergeCell") return;
        const std::string_view text = attributes.get("ref");
        const std::size_t colon = text.find(':');
        if (colon == std::string_view::npos) return;
        const auto first = read_cell_reference(text.substr(0, colon));
        const auto last = read_cell_reference(text.substr(colon + 1));
        if (!first || !last || last->row < first->row || last->column < first->column) {
            failure = broken_workbook("合并单元格的范围不对", "a range of merged cells is wrong");
            return;
        }
        if (ranges.size() == merges_max_) {
            failure = table_too_large("合并单元格", "merged ranges", merges_max_);
            return;
        }
        ranges.push_back({*first, *last});
    }
    void end(std::string_view name) override {
        if (name == "mergeCells") is_done = true;
    }

    std::vector<MergedRange> ranges = {};

private:
    std::size_t merges_max_;
};

// A search of bytes, several times as fast as a parse; most sheets have no merged cells.
Result<bool> mentions_merges(const XlsxPackage& package, const std::string& part) {
    Result<XlsxPart> stream = package.stream(part, package.limits().part_bytes_max);
    if (!stream) return unexpected(stream.error());
    std::string window(std::size_t{128} * 1024, '\0');
    std::size_t kept = 0;
    for (;;) {
        const Result<std::size_t> got =
            stream->read(std::span(window.data() + kept, window.size() - kept));
        if (!got) return unexpected(got.error());
        if (*got == 0) return false;
        const std::string_view filled(window.data(), kept + *got);
        if (filled.find(kMergeMark) != std::string_view::npos) return true;
        kept = std::min(filled.size(), kMergeMark.size() - 1);
        std::copy_n(filled.end() - static_cast<std::ptrdiff_t>(kept), kept, window.begin());
    }
}

}  // namespace

std::optional<CellReference> read_cell_reference(std::string_view text) {
    CellReference reference;
    std::size_t at = 0;
    for (; at < text.size() && at < 4; ++at) {
        const char c = text[at];
        const bool upper = c >= 'A' && c <= 'Z';
        if (!upper && !(c >= 'a' && c <= 'z')) break;
        reference.column =
            reference.column * 26 + static_cast<std::uint32_t>(c - (upper ? 'A' : 'a')) + 1;
    }
    const char* end = text.data() + text.size();
    const auto read = std::from_chars(text.data() + at, end, reference.row);
    if (read.ec != std::errc{} || read.ptr != end) return std::nullopt;
    if (reference.column == 0 || reference.column > kColumnsOfFormat) return std::nullopt;
    if (reference.row == 0 || reference.row > kRowsOfFormat) return std::nullopt;
    return reference;
}

Result<std::vector<MergedRange>> read_xlsx_merges(const XlsxPackage& package,
                                                  const std::string& part) {
    const Result<bool> mentioned = mentions_merges(package, part);
    if (!mentioned) return unexpected(mentioned.error());
    if (!*mentioned) return std::vector<MergedRange>{};
    MergesHandler handler(package.limits().merges_max);
    auto read = read_xml(package, part, package.limits().part_bytes_max, handler);
    if (!read) return unexpected(read.error());
    std::stable_sort(
        handler.ranges.begin(), handler.ranges.end(),
        [](const MergedRange& a, const MergedRange& b) { return a.first.row < b.first.row; });
    return std::move(handler.ranges);
}

bool MergeFiller::fill(SheetRow& row) {
    std::erase_if(open_, [&](const Open& open) { return open.range.last.row < row.number; });
    for (; next_ < ranges_.size() && ranges_[next_].first.row <= row.number; ++next_) {
        if (ranges_[next_].last.row < row.number) continue;
        open_.push_back({ranges_[next_], {}});
        // Ranges that do not overlap are never more than there are columns.
        if (open_.size() > columns_max_) return false;
    }
    return std::all_of(open_.begin(), open_.end(),
                       [&](Open& open) { return fill_from(row, open); });
}

bool MergeFiller::fill_from(SheetRow& row, Open& open) const {
    const auto place = [&](std::uint32_t column) {
        return std::lower_bound(
            row.cells.begin(), row.cells.end(), column,
            [](const SheetCell& cell, std::uint32_t wanted) { return cell.column < wanted; });
    };
    const MergedRange& range = open.range;
    const bool is_first_row = range.first.row == row.number;
    if (is_first_row) {
        const auto at = place(range.first.column);
        if (at == row.cells.end() || at->column != range.first.column) return true;
        at->merge = MergeRole::first;
        open.value = *at;
    }
    if (open.value.column == 0) return true;  // nothing to copy
    const std::uint32_t last = std::min(range.last.column, columns_max_);
    for (std::uint32_t column = range.first.column; column <= last; ++column) {
        if (is_first_row && column == range.first.column) continue;
        auto at = place(column);
        if (at == row.cells.end() || at->column != column) at = row.cells.insert(at, SheetCell{});
        if (at->merge != MergeRole::none) return false;
        *at = open.value;
        at->column = column;
        at->merge = column == range.first.column ? MergeRole::below : MergeRole::beside;
    }
    return true;
}

}  // namespace kc::exchange
