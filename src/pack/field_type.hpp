// SPDX-License-Identifier: Apache-2.0
// What a field of an object may hold.
//
// One definition serves the loader, the JSON Schema for editors and the tables of
// docs/pack-format.md, so they cannot disagree.
//
//   FieldType type = list_of(reference_to("indicator"));
#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>

#include "base/decimal.hpp"

namespace kc::pack {

class Shape;

enum class FieldKind : std::uint8_t {
    text,
    bilingual,          // a map with zh and perhaps en
    code,               // the identity of an object, or of a part that others refer to
    reference,          // the code of something of `of`
    text_or_reference,  // free words, or a code of `of` when it looks like one
    number,
    whole,
    yes_no,
    date,
    time,
    time_or_ongoing,
    unit,
    word,  // one of `words`
    list,
    map,
    expression,  // a formula, or a value with its unit; read by the room that knows them
    limit,       // an expression, or `~` for an open end
    table,       // a map from names people choose to `element`
    any,         // any value, looked at later
};

struct FieldType {
    FieldKind kind = FieldKind::text;
    std::string_view of = {};  // for code: the kind it names; for references: the kind referred to
    std::optional<base::Decimal> min = {};  // of numbers, inclusive
    std::optional<base::Decimal> max = {};
    std::span<const std::string_view> words = {};
    std::shared_ptr<const FieldType> element = {};  // of a list or table
    std::size_t length = 0;                         // of a list of fixed length; 0 is any length
    const Shape& (*shape)() = nullptr;  // of a map; a function, because shapes may hold themselves
};

FieldType text();
FieldType code_of(std::string_view kind);
FieldType reference_to(std::string_view kind);
FieldType text_or_reference_to(std::string_view kind);
FieldType number_between(base::Decimal min, base::Decimal max);
FieldType whole_between(std::int32_t min, std::int32_t max);
FieldType time_or_ongoing();
FieldType list_of(FieldType element, std::size_t length = 0);
FieldType expression();
FieldType limit();
FieldType table_of(FieldType element);
FieldType any_value();

// `a.b.c` of small letters, digits, `_` and `-`.
inline constexpr std::size_t kMaxCodeLength = 80;
bool is_code(std::string_view text);

// Whether words meant for a reader are rather a code: is_code, with a point between letters.
bool looks_like_code(std::string_view text);

struct Phrase {
    std::string zh = {};
    std::string en = {};
};

// The type in a sentence, "a number" / "数", and an example of how it is written.
Phrase described(const FieldType& type);
std::string example_of(const FieldType& type);

// The type in a table of docs/pack-format.md.
std::string name_in_docs(const FieldType& type);

}  // namespace kc::pack
