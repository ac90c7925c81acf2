// SPDX-License-Identifier: Apache-2.0
// What a table of objects looks like to the one who decides about access, and one row of it.
//
// A shape names the columns that rules speak of. What a table has no column for can be fixed for
// the whole table (all of it belongs to one registry, say), or is nothing: then rules about it
// never hold. Column names go into SQL as they stand and come from our own code only.
//
//   SubjectShape firms{.kind = ObjectKind::record,
//                      .name = "enterprise",
//                      .id = "f.number",
//                      .unit = column("f.unit"),
//                      .state = column("f.state"),
//                      .registry = fixed("enterprise")};
#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "pack/role_words.hpp"

namespace kc::access {

using pack::FieldClass;
using pack::ObjectKind;
using pack::ProcessRole;
using pack::Reach;
using pack::RecordState;
using pack::Sight;
using pack::Verb;

enum class Attribute : std::uint8_t {
    unit,        // code of the administrative unit it belongs to
    section,     // of the bureau that answers for it
    owner,       // account of the person whose it is
    body,        // unified social credit code of the firm, university or institute
    entered_by,  // account of whoever entered what it says now
    state,       // a word of RecordState
    registry,    // code of its registry
};
inline constexpr std::size_t kAttributes = 7;

// Where a table has an attribute: in a column, the same in every row, or nowhere.
struct Source {
    std::string column = {};
    std::optional<std::string> value = {};

    [[nodiscard]] bool is_column() const { return !column.empty(); }
    [[nodiscard]] bool is_nowhere() const { return column.empty() && !value; }
};
inline Source column(std::string name) {
    return {std::move(name), std::nullopt};
}
inline Source fixed(std::string value) {
    return {{}, std::move(value)};
}

struct SubjectField {
    std::string name = {};
    FieldClass field_class = FieldClass::internal;
};

struct SubjectShape {
    ObjectKind kind = ObjectKind::record;
    std::string name = {};  // whose numbers `id` holds, for the parts people have in a record
    std::string id = {};    // column of the record's number; empty when nobody can have a part
    Source unit = {};
    Source section = {};
    Source owner = {};
    Source body = {};
    Source entered_by = {};
    Source state = {};
    Source registry = {};
    std::vector<SubjectField> fields = {};

    [[nodiscard]] const Source& source(Attribute attribute) const {
        const std::array<const Source*, kAttributes> sources{&unit,       &section, &owner,   &body,
                                                             &entered_by, &state,   &registry};
        return *sources[static_cast<std::size_t>(attribute)];
    }
};

// The part somebody has in a record.
struct Part {
    std::string account = {};
    ProcessRole part = ProcessRole::owner;

    bool operator==(const Part&) const = default;
};

// One row, for a decision about it alone. What is NULL in the table is absent here.
struct SubjectRow {
    std::optional<std::string> unit = {};
    std::optional<std::string> section = {};
    std::optional<std::string> owner = {};
    std::optional<std::string> body = {};
    std::optional<std::string> entered_by = {};
    std::optional<std::string> state = {};
    std::optional<std::string> registry = {};
    std::vector<Part> parts = {};

    [[nodiscard]] const std::optional<std::string>& value(Attribute attribute) const {
        const std::array<const std::optional<std::string>*, kAttributes> values{
            &unit, &section, &owner, &body, &entered_by, &state, &registry};
        return *values[static_cast<std::size_t>(attribute)];
    }
};

}  // namespace kc::access
