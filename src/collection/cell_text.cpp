// SPDX-License-Identifier: Apache-2.0
#include "collection/cell_text.hpp"

#include <utility>

namespace kc::collection {
namespace {

std::string escaped(std::string_view text) {
    std::string out;
    out.reserve(text.size());
    for (const char c : text) {
        switch (c) {
            case '\t': out += "\\t"; break;
            case '\n': out += "\\n"; break;
            case '\\': out += "\\\\"; break;
            default: out += c;
        }
    }
    return out;
}

std::optional<std::string> unescaped(std::string_view text) {
    std::string out;
    for (std::size_t i = 0; i < text.size(); ++i) {
        if (text[i] != '\\') {
            out += text[i];
            continue;
        }
        if (++i == text.size()) return std::nullopt;
        switch (text[i]) {
            case 't': out += '\t'; break;
            case 'n': out += '\n'; break;
            case '\\': out += '\\'; break;
            default: return std::nullopt;
        }
    }
    return out;
}

tl::unexpected<Diagnostic> damaged() {
    return unexpected(
        Diagnostic{"E-collect-stored", {}, "保存的填报单已损坏", "a stored sheet is damaged"}.hint(
            "校验日志，从备份恢复", "verify the journal and restore a backup"));
}

}  // namespace

std::string to_text(const Cells& cells) {
    std::string out;
    for (const CellEntry& one : cells) {
        out += one.field;
        out += '\t';
        if (one.value) out += base::to_string(*one.value);
        out += '\t';
        out += escaped(one.explanation);
        out += '\n';
    }
    return out;
}

Result<Cells> parse_cells(std::string_view text) {
    Cells cells;
    while (!text.empty()) {
        const std::size_t end = text.find('\n');
        if (end == std::string_view::npos) return damaged();
        const std::string_view line = text.substr(0, end);
        text.remove_prefix(end + 1);
        const std::size_t first = line.find('\t');
        const std::size_t second =
            first == std::string_view::npos ? first : line.find('\t', first + 1);
        if (second == std::string_view::npos) return damaged();
        CellEntry& cell = cells.emplace_back();
        cell.field = line.substr(0, first);
        const std::string_view value = line.substr(first + 1, second - first - 1);
        if (!value.empty()) {
            auto number = base::Decimal::parse(value);
            if (!number) return damaged();
            cell.value = *number;
        }
        auto explanation = unescaped(line.substr(second + 1));
        if (!explanation) return damaged();
        cell.explanation = std::move(*explanation);
    }
    return cells;
}

}  // namespace kc::collection
