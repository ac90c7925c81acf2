// SPDX-License-Identifier: Apache-2.0
// Which codes are taken, by what kind of thing, and where.
#pragma once

#include <functional>
#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "pack/field_type.hpp"
#include "pack/object_set.hpp"

namespace kc::pack {

class CodeIndex {
public:
    // Reports codes that are taken already, at their second place.
    void add_all(const ObjectSet& set, Diagnostics& found);

    bool knows(std::string_view kind, std::string_view code) const;

    // Of a kind, in order.
    std::vector<std::string> codes(std::string_view kind) const;

    // The kind a code belongs to, if any; to tell a wrong kind from a wrong code.
    std::string_view kind_of(std::string_view code) const;

private:
    std::map<std::string, std::map<std::string, Place, std::less<>>, std::less<>> places_;
};

// Calls visit(type, value) for each value of an object below maps and lists, in file order; words
// by language are one value. Values of a wrong form are left out.
void for_each_value(const Shape& shape, const Node& object,
                    const std::function<void(const FieldType&, const Node&)>& visit);

// Reports references that lead nowhere, with the nearest code that exists.
void check_references(const ObjectSet& set, const CodeIndex& index, Diagnostics& found);

// Reports words without English: a catalog is read in both languages, a city's pack need not be.
void check_translated(const ObjectSet& set, Diagnostics& found);

}  // namespace kc::pack
