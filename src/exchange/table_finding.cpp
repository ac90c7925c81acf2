// SPDX-License-Identifier: Apache-2.0
#include "exchange/table_finding.hpp"

#include <fmt/format.h>

#include "exchange/table_sheet.hpp"

namespace kc::exchange {

Diagnostic to_diagnostic(const CellFinding& finding, std::string_view sheet) {
    const bool whole_row = finding.column == 0;
    const std::string place_zh =
        whole_row ? fmt::format("第{}行", finding.row) : cell_name(finding.row, finding.column);
    const std::string place_en =
        whole_row ? fmt::format("row {}", finding.row) : cell_name(finding.row, finding.column);
    const std::string sheet_zh = sheet.empty() ? "" : fmt::format("工作表“{}”", sheet);
    const std::string sheet_en = sheet.empty() ? "" : fmt::format("sheet '{}' ", sheet);
    Diagnostic out{.code = finding.code,
                   .zh = fmt::format("{}{}：{}", sheet_zh, place_zh, finding.zh),
                   .en = fmt::format("{}{}: {}", sheet_en, place_en, finding.en),
                   .severity = finding.severity};
    return std::move(out).hint(finding.hint_zh, finding.hint_en);
}

}  // namespace kc::exchange
