// SPDX-License-Identifier: Apache-2.0
// The roles in use: those of the catalog, and those a pack adds.
#pragma once

#include <map>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "pack/object_set.hpp"
#include "pack/role_text.hpp"

namespace kc::access {

// What a grant of the role has to say beside account and role.
struct ScopeNeeds {
    bool units = false;
    bool sections = false;
    bool body = false;
};

class RoleBook {
public:
    // Keeps copies; a role met before stays as it was.
    void add(const pack::ObjectSet& set);
    void add(const pack::RoleText& role) { roles_.emplace(role.code, role); }

    [[nodiscard]] const pack::RoleText* find(std::string_view code) const;
    [[nodiscard]] std::vector<const pack::RoleText*> all() const;  // by code

    // Whether one person may not hold both. It holds whichever of the two names the other.
    [[nodiscard]] bool exclude_each_other(std::string_view one, std::string_view other) const;

    // The roles of the embedded catalog.
    static std::shared_ptr<const RoleBook> shipped();

private:
    std::map<std::string, pack::RoleText, std::less<>> roles_;
};

ScopeNeeds needs_of(const pack::RoleText& role);

// Whether a grant waits for a second administrator: the role administers something, or shows
// secret fields clear.
bool needs_second_person(const pack::RoleText& role);

}  // namespace kc::access
