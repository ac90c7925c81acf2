// SPDX-License-Identifier: Apache-2.0
#include "access/unit_scopes.hpp"

#include <algorithm>

namespace kc::access {

void UnitScopes::add(const pack::ObjectSet& set) {
    for (const auto& entry : set.unit_trees) {
        for (const pack::AdminUnit& unit : entry.value.units) add_unit(unit, "");
    }
}

// As deep as a file's nesting, which the loader limits.
void UnitScopes::add_unit(const pack::AdminUnit& unit, const std::string& parent) {
    if (units_.size() < kUnitsMax && !units_.contains(unit.code)) {
        units_.emplace(unit.code, Unit{parent, {}, unit.was});
        if (const auto above = units_.find(parent); above != units_.end())
            above->second.children.push_back(unit.code);
    }
    for (const pack::AdminUnit& child : unit.children) add_unit(child, unit.code);
}

bool UnitScopes::knows(std::string_view code) const {
    return units_.contains(code);
}

std::vector<std::string> UnitScopes::below(std::string_view code) const {
    std::vector<std::string> all;
    if (!knows(code)) return all;
    all.emplace_back(code);
    for (std::size_t i = 0; i < all.size() && i < kUnitsMax; ++i) {
        const auto found = units_.find(all[i]);
        if (found == units_.end()) continue;
        const Unit& unit = found->second;
        all.insert(all.end(), unit.children.begin(), unit.children.end());
        if (!unit.was.empty() && !knows(unit.was)) all.push_back(unit.was);
    }
    std::sort(all.begin(), all.end());
    all.erase(std::unique(all.begin(), all.end()), all.end());
    return all;
}

std::vector<std::string> UnitScopes::above(std::string_view code) const {
    std::vector<std::string> all;
    auto found = units_.find(code);
    while (found != units_.end() && !found->second.parent.empty()) {
        all.push_back(found->second.parent);
        found = units_.find(found->second.parent);
    }
    return all;
}

}  // namespace kc::access
