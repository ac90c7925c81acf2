// SPDX-License-Identifier: Apache-2.0
// The words for what is found in cells, in one place so that they stay alike. Private to this
// room's table readers.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "exchange/table_finding.hpp"
#include "exchange/table_number.hpp"
#include "exchange/table_schema.hpp"

namespace kc::exchange {

// `seen` is the cell's text, `taken` what it was understood as ("" when it was not).
CellFinding words_for(Reading reading, std::string_view seen, std::string_view taken);

// Everything else there is to find in one cell or row.
enum class Found : std::uint8_t {
    // errors
    required,
    error_value,         // #N/A
    formula_unsaved,     // a formula whose value was not saved
    number_merged,       // a figure in a merged cell: whose is it?
    merged_beside,       // merged over several columns
    digits_lost,         // a code kept as a number of more than 15 digits
    code_as_scientific,  // 9.13E+17
    code_with_blanks,
    type_date,  // a date where a number should be
    type_boolean,
    type_percent,      // 58% where a count should be
    percent_or_share,  // 0.58 in a column of %
    unit_mismatch,
    part_of_fen,
    too_large,
    below_min,
    above_max,
    not_whole,
    before_first,
    after_last,
    too_long_text,
    not_yes_no,
    not_a_choice,
    bad_code,
    duplicate,
    // warnings
    text_as_number,  // a number kept as text
    code_as_number,  // a code kept as a number: leading zeros may be gone
    placeholder,     // a dash for nothing
    unit_converted,
    scaled_format,
    merged_copy,
    hidden_row,
    total_row,
    remark_row,
    controls_removed,
};

// `seen` as above; `detail` is what else the sentence needs: a bound, a unit, a row, a suggestion.
CellFinding words_for(Found found, std::string_view seen, std::string_view detail = {});

// "填数，如 12.5" for a hint.
std::string expected_zh(const ColumnSchema& column);
std::string expected_en(const ColumnSchema& column);

}  // namespace kc::exchange
