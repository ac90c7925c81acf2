// SPDX-License-Identifier: Apache-2.0
// Which units lie below and above a unit, for scopes. A unit's earlier code counts as the unit:
// old records keep it.
#pragma once

#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "pack/object_set.hpp"

namespace kc::access {

class UnitScopes {
public:
    static constexpr std::size_t kUnitsMax = 20'000;

    // Call for each set of objects; a code met before stays where it was.
    void add(const pack::ObjectSet& set);

    [[nodiscard]] bool knows(std::string_view code) const;
    // Itself and everything below, sorted; nothing for an unknown code.
    [[nodiscard]] std::vector<std::string> below(std::string_view code) const;
    // Without itself, the nearest first.
    [[nodiscard]] std::vector<std::string> above(std::string_view code) const;

private:
    struct Unit {
        std::string parent = {};
        std::vector<std::string> children = {};
        std::string was = {};
    };
    void add_unit(const pack::AdminUnit& unit, const std::string& parent);

    std::map<std::string, Unit, std::less<>> units_;
};

}  // namespace kc::access
