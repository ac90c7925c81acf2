// SPDX-License-Identifier: Apache-2.0
// Numbers and dates as people type them into spreadsheets. Private to table_field.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/date.hpp"
#include "base/decimal.hpp"
#include "base/unit.hpp"

namespace kc::exchange {

// How something unusual was understood, or why it was not.
enum class Reading : std::uint8_t {
    // understood
    full_width,
    grouped,          // 1,234,567
    chinese_numeral,  // 三百
    scientific,       // 1.2E3
    with_unit,        // 50万元
    date_as_number,   // 45418
    time_dropped,     // 2024-05-06 12:30
    day_first,        // 13/02/2024, which can only be one way
    // not
    not_a_number,
    about,       // 约50, 50左右, 50多
    bounded,     // ≥50, 50以上
    ranged,      // 50-60
    bad_groups,  // 1,23
    brackets,    // (50): minus fifty in some books, a note in others
    too_long,    // more than 18 digits
    not_a_date,
    no_such_day,
    no_day,           // 2024年5月, 2024
    ambiguous_date,   // 01/02/2024, 24.5.6
    month_cut_short,  // 2024.1 as a number: January or October
};

struct NumberRead {
    std::optional<base::Decimal> value = {};
    std::optional<base::Unit> unit = {};  // written behind the number
    std::vector<Reading> readings = {};
};

// Text of a cell. Without a value the last reading says why.
NumberRead read_number_text(std::string_view text);

struct DateRead {
    std::optional<base::Date> value = {};
    std::vector<Reading> readings = {};
};

DateRead read_date_text(std::string_view text, bool days_from_1904);

// A number in a cell that should be a date: days since 1900 (or 1904), or 20240506.
DateRead read_date_number(base::Decimal number, bool days_from_1904);

// Half-width, without blanks around it; `changed` tells whether full-width forms were there.
std::string half_width_trimmed(std::string_view text, bool& changed);

}  // namespace kc::exchange
