// SPDX-License-Identifier: Apache-2.0
#include "exchange/table_pick.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <utility>
#include <vector>

#include "base/characters.hpp"
#include "base/utf8.hpp"

namespace kc::exchange {
namespace {

constexpr std::array<std::string_view, 8> kTotals = {"合计", "总计",  "小计",     "共计",
                                                     "累计", "total", "subtotal", "grandtotal"};
constexpr std::array<std::string_view, 8> kRemarks = {
    "注:", "注", "说明:", "备注:", "填表说明", "note:", "附:", "※"};
constexpr std::array<std::string_view, 8> kSignatures = {
    "填表人:", "填报人:", "审核人:", "制表人:", "单位负责人:", "填报单位:", "联系人:", "填报日期:"};

std::string names_of(const TableFile& file, const std::vector<std::size_t>& sheets) {
    std::vector<std::string> names;
    for (const std::size_t sheet : sheets)
        names.push_back(fmt::format("“{}”", file.sheets()[sheet].name));
    return fmt::format("{}", fmt::join(names, "、"));
}

Diagnostic no_such_sheet(const TableFile& file, std::string_view wanted) {
    std::vector<std::size_t> all(file.sheets().size());
    for (std::size_t i = 0; i < all.size(); ++i) all[i] = i;
    return Diagnostic{.code = "E-table-sheet",
                      .zh = fmt::format("没有名为“{}”的工作表", wanted),
                      .en = fmt::format("there is no sheet called '{}'", wanted)}
        .hint(fmt::format("文件里有：{}", names_of(file, all)),
              fmt::format("the file has: {}", names_of(file, all)));
}

Diagnostic several_sheets(const TableFile& file, const std::vector<std::size_t>& sheets) {
    return Diagnostic{
        .code = "E-table-several-sheets",
        .zh = fmt::format("有{}张工作表都符合：{}", sheets.size(), names_of(file, sheets)),
        .en = fmt::format("{} sheets fit: {}", sheets.size(), names_of(file, sheets))}
        .hint("选定其中一张，或分成几个文件", "choose one of them, or split the file");
}

Diagnostic others_unread(const TableFile& file, const std::vector<std::size_t>& sheets) {
    return {.code = "W-table-other-sheets",
            .zh = fmt::format("只读了一张工作表，没有读：{}", names_of(file, sheets)),
            .en = fmt::format("one sheet alone is read; not read: {}", names_of(file, sheets)),
            .severity = Severity::warning};
}

Result<std::vector<SheetRow>> first_rows(const TableFile& file, std::size_t sheet) {
    Result<SheetRows> rows = file.rows(sheet);
    if (!rows) return unexpected(rows.error());
    std::vector<SheetRow> first;
    SheetRow row;
    while (first.size() < kHeaderRowsSearched) {
        const Result<bool> more = rows->next(row);
        if (!more) return unexpected(more.error());
        if (!*more) break;
        first.push_back(std::move(row));
    }
    return first;
}

template <typename List>
bool begins_with_one(const List& list, std::string_view text) {
    return std::any_of(list.begin(), list.end(),
                       [&](std::string_view word) { return text.starts_with(word); });
}

bool is_blank_text(const SheetCell& cell) {
    if (cell.kind == CellKind::missing) return !cell.is_formula;
    if (cell.kind != CellKind::text && cell.kind != CellKind::untyped) return false;
    if (!cell.text.empty() && static_cast<unsigned char>(cell.text.front()) > ' ' &&
        static_cast<unsigned char>(cell.text.front()) < 0x80) {
        return false;
    }
    const std::u32string points = base::decode_utf8(cell.text);
    return std::all_of(points.begin(), points.end(), base::is_blank);
}

}  // namespace

Result<PickedSheet> pick_sheet(const TableFile& file, const TableSchema& schema,
                               std::string_view wanted, const RememberedMapping& memory) {
    std::vector<std::size_t> candidates;
    for (std::size_t i = 0; i < file.sheets().size(); ++i) {
        const SheetInfo& info = file.sheets()[i];
        if (wanted.empty() ? !info.is_hidden : comparable(info.name) == comparable(wanted))
            candidates.push_back(i);
    }
    if (candidates.empty()) {
        if (!wanted.empty()) return unexpected(no_such_sheet(file, wanted));
        candidates.push_back(0);  // all are hidden: the first one is meant
    }
    PickedSheet best;
    std::vector<std::size_t> fitting;
    bool has_best = false;
    for (const std::size_t sheet : candidates) {
        const Result<std::vector<SheetRow>> rows = first_rows(file, sheet);
        if (!rows) return unexpected(rows.error());
        ColumnMapping mapping = map_columns(*rows, schema, memory);
        const bool is_usable = mapping.is_usable();
        if (is_usable) fitting.push_back(sheet);
        const bool is_better = is_usable != best.mapping.is_usable()
                                   ? is_usable
                                   : mapping.columns.size() > best.mapping.columns.size();
        if (has_best && !is_better) continue;
        has_best = true;
        best.sheet = sheet;
        best.mapping = std::move(mapping);
    }
    best.problems = best.mapping.problems;
    if (fitting.size() > 1) {
        best.problems.push_back(several_sheets(file, fitting));
        best.mapping.problems = best.problems;
    } else if (candidates.size() > 1 && best.mapping.is_usable()) {
        std::erase(candidates, best.sheet);
        best.problems.push_back(others_unread(file, candidates));
    }
    return best;
}

bool is_blank_row(const SheetRow& row) {
    return std::all_of(row.cells.begin(), row.cells.end(), is_blank_text);
}

std::optional<OtherRow> find_other_row(const SheetRow& row) {
    const SheetCell* first = nullptr;
    std::size_t filled = 0;
    for (const SheetCell& cell : row.cells) {
        if (cell.merge == MergeRole::beside || is_blank_text(cell)) continue;
        if (first == nullptr) first = &cell;
        ++filled;
    }
    if (first == nullptr || (first->kind != CellKind::text && first->kind != CellKind::untyped))
        return std::nullopt;
    constexpr std::size_t kLongestMark = 64;
    const std::string word = comparable(std::string_view(first->text).substr(0, kLongestMark));
    const auto found = [&](Found what) { return OtherRow{what, first->column, first->text}; };
    if (std::find(kTotals.begin(), kTotals.end(), word) != kTotals.end())
        return found(Found::total_row);
    if (filled == 1 && begins_with_one(kRemarks, word)) return found(Found::remark_row);
    if (begins_with_one(kSignatures, word)) return found(Found::remark_row);
    return std::nullopt;
}

}  // namespace kc::exchange
