// SPDX-License-Identifier: Apache-2.0
// One field of a record: from the text people, files and programs give, to what the table holds,
// and back.
//
// A cell is nothing, a whole number or a text. Numbers are counted in the field's last place
// (12.5 with one place is 125), money is 分, a date days since 1970, yes 1, a reference the other
// record's number. So every comparison in SQL is exact.
//
//   Result<Cell> cell = read_cell(field, "50万元", regions, today);   // 50000000
//   std::string text = to_text(field, *cell);                         // "50万元", reads back
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "base/date.hpp"
#include "base/diagnostic.hpp"
#include "base/result.hpp"
#include "pack/registry.hpp"
#include "record/regions.hpp"
#include "store/condition.hpp"

namespace kc::record {

using Cell = store::OwnedValue;

// A field's value as given, word for word; an empty text empties the field.
struct FieldText {
    std::string field = {};
    std::string text = {};

    bool operator==(const FieldText&) const = default;
};

// What is wrong with one field.
struct FieldError {
    std::string field = {};
    Diagnostic what = {};
};

// Empty text is an empty cell; whether that may be is decided elsewhere. A bare number of money is
// in the field's own unit. References are given by number here; by credit code or name they are
// found in the table (find_reference). `day` is when a region must be in force.
Result<Cell> read_cell(const pack::RegistryField& field, std::string_view text,
                       const Regions& regions, base::Date day);

// Canonical; read_cell reads it back. A choice by its code, a region by its code.
std::string to_text(const pack::RegistryField& field, const Cell& cell);

// For a reader: choices and regions by name, yes and no in words.
std::string shown(const pack::RegistryField& field, const Cell& cell, const Regions& regions,
                  Language language);

// What may be shown of it to somebody who may not read it: 王某某, 138****5678, ***.
std::string masked(const pack::RegistryField& field, const Cell& cell);

inline bool is_empty(const Cell& cell) {
    return std::holds_alternative<std::monostate>(cell);
}

// Digits that can be the number of a record; a credit code of digits alone has more of them.
bool is_record_number(std::string_view text);

// Whether a table keeps it as a whole number.
bool is_whole_number(pack::ValueType type);

}  // namespace kc::record
