// SPDX-License-Identifier: Apache-2.0
// A registry: what a record of one kind is (a firm, a certificate, a platform …), field by field.
// The room `record` makes tables of these. What each field means stands in registry_shapes.cpp and
// in docs/pack-format.md, which is made from it.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/decimal.hpp"
#include "base/unit.hpp"
#include "pack/bilingual.hpp"
#include "pack/registry_words.hpp"

namespace kc::pack {

// One of a closed list.
struct Choice {
    std::string code = {};
    Bilingual name = {};

    bool operator==(const Choice&) const = default;
};

struct RegistryField {
    std::string code = {};
    Bilingual name = {};
    ValueType type = ValueType::text;
    Format format = Format::free;
    base::Unit unit = {};     // of numbers; of money the unit people enter, 元 where none is said
    std::int32_t places = 0;  // of numbers, digits after the point
    std::optional<base::Decimal> min = {};
    std::optional<base::Decimal> max = {};
    std::vector<Choice> choices = {};
    std::string of = {};  // of references: code of a registry
    bool is_required = false;
    bool is_unique = false;
    FieldClass field_class = FieldClass::internal;
    Mask mask = Mask::all;
    Bilingual help = {};

    bool operator==(const RegistryField&) const = default;
};

// Which of a record's own dates say when it is valid; either end may be missing.
struct RegistryValidity {
    std::string from = {};  // code of a date field
    std::string to = {};    // the last day

    bool operator==(const RegistryValidity&) const = default;
};

struct Registry {
    static constexpr std::string_view kKind = "registry";

    // What `owner` says where each record owns itself.
    static constexpr std::string_view kSelf = "self";

    std::string code = {};
    Bilingual name = {};
    Bilingual definition = {};
    std::string title = {};              // the field that names a record
    std::vector<std::string> keys = {};  // the fields that tell two records apart, for imports
    std::string unit = {};     // a region field, or a reference whose record's unit is taken over
    std::string owner = {};    // a reference to whom it belongs, or `self`
    std::string section = {};  // code of the unit that looks after it; a manifest may name another
    std::optional<RegistryValidity> validity = {};
    std::vector<std::string> listed = {};  // fields a list shows, in this order
    std::vector<RegistryField> fields = {};
    std::vector<RegistryField> yearly = {};  // figures kept for each year

    bool operator==(const Registry&) const = default;
};

// In a manifest: which section of this bureau looks after a registry.
struct RegistrySection {
    std::string registry = {};
    std::string section = {};

    bool operator==(const RegistrySection&) const = default;
};

// Null when there is no such field.
const RegistryField* find_field(const std::vector<RegistryField>& fields, std::string_view code);

}  // namespace kc::pack
