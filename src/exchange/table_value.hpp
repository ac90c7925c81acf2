// SPDX-License-Identifier: Apache-2.0
// One value of a table that goes out: to a workbook, to CSV, to JSON.
//
// Numbers are exact decimals, never binary fractions; an empty value stays empty and is not zero.
#pragma once

#include <string>
#include <variant>

#include "base/date.hpp"
#include "base/decimal.hpp"

namespace kc::exchange {

// std::monostate is a missing value.
using CellValue = std::variant<std::monostate, std::string, base::Decimal, base::Date, bool>;

// As a person reads it: "" for missing, "2024-05-06", "2.6", 是 or 否.
std::string to_text(const CellValue& value);

// A character at the start of a text which a spreadsheet may take for the start of a formula:
// = + - @, their full-width forms, tab and carriage return.
bool begins_like_formula(const std::string& text);

// Whether a text needs a ' before it in CSV: it begins like a formula, perhaps behind ' of its own.
// The reader takes one off where this holds of the rest, so that every text comes back as it was.
bool needs_formula_guard(const std::string& text);

}  // namespace kc::exchange
