// SPDX-License-Identifier: Apache-2.0
// What a table's reader has to say about one cell or one row: an error that keeps the row out, or a
// warning that names how something unusual was understood.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

#include "base/diagnostic.hpp"

namespace kc::exchange {

inline constexpr std::size_t kNoField = static_cast<std::size_t>(-1);

struct CellFinding {
    std::uint32_t row = 0;
    std::uint32_t column = 0;      // 0: the whole row
    std::size_t field = kNoField;  // index of the schema's column
    Severity severity = Severity::error;
    std::string code = {};  // "E-cell-…", "W-cell-…"
    std::string zh = {};    // without the place
    std::string en = {};
    std::string hint_zh = {};
    std::string hint_en = {};

    bool operator==(const CellFinding&) const = default;
};

// With its place in words: "工作表“名单”C5：…". The sheet's name may be "".
Diagnostic to_diagnostic(const CellFinding& finding, std::string_view sheet);

}  // namespace kc::exchange
