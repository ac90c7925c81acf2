// SPDX-License-Identifier: Apache-2.0
#include "pack/lookup.hpp"

namespace kc::pack {

void Lookup::add(const ObjectSet& set) {
    for (const auto& entry : set.indicators) indicators_.emplace(entry.value.code, &entry.value);
    for (const auto& entry : set.building_blocks) {
        building_blocks_.emplace(entry.value.code, &entry.value);
    }
    for (const auto& entry : set.targets) targets_.emplace(entry.value.code, &entry.value);
    for (const auto& entry : set.tasks) tasks_.emplace(entry.value.code, &entry.value);
    for (const auto& entry : set.forms) forms_.emplace(entry.value.code, &entry.value);
    for (const auto& entry : set.registries) registries_.emplace(entry.value.code, &entry.value);
    for (const auto& entry : set.unit_trees) {
        for (const AdminUnit& unit : entry.value.units) add_unit(unit);
    }
}

void Lookup::add_unit(const AdminUnit& unit) {
    units_.emplace(unit.code, &unit);
    if (!unit.was.empty()) successors_.emplace(unit.was, &unit);
    for (const AdminUnit& child : unit.children) add_unit(child);
}

}  // namespace kc::pack
