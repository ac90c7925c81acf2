// SPDX-License-Identifier: Apache-2.0
// Finds objects by code in a pack and the catalog it builds on.
#pragma once

#include <string_view>
#include <unordered_map>

#include "pack/object_set.hpp"

namespace kc::pack {

class Lookup {
public:
    // What was added first wins. The sets must outlive this and stay as they are.
    void add(const ObjectSet& set);

    // Null when there is none.
    const Indicator* indicator(std::string_view code) const { return find(indicators_, code); }
    const BuildingBlock* building_block(std::string_view code) const {
        return find(building_blocks_, code);
    }
    const AdminUnit* unit(std::string_view code) const { return find(units_, code); }
    const Target* target(std::string_view code) const { return find(targets_, code); }
    const Task* task(std::string_view code) const { return find(tasks_, code); }
    const Form* form(std::string_view code) const { return find(forms_, code); }
    const Registry* registry(std::string_view code) const { return find(registries_, code); }

    // The unit whose older code this is.
    const AdminUnit* successor(std::string_view code) const { return find(successors_, code); }

private:
    template <typename T>
    using ByCode = std::unordered_map<std::string_view, const T*>;

    template <typename T>
    static const T* find(const ByCode<T>& all, std::string_view code) {
        const auto found = all.find(code);
        return found == all.end() ? nullptr : found->second;
    }

    void add_unit(const AdminUnit& unit);

    ByCode<Indicator> indicators_;
    ByCode<BuildingBlock> building_blocks_;
    ByCode<AdminUnit> units_;
    ByCode<AdminUnit> successors_;
    ByCode<Target> targets_;
    ByCode<Task> tasks_;
    ByCode<Form> forms_;
    ByCode<Registry> registries_;
};

}  // namespace kc::pack
