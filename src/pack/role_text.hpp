// SPDX-License-Identifier: Apache-2.0
// A role as it is written: what its holders may do, to which objects, in which states, and which
// fields they see. What each field says stands in role_shapes.cpp; the room `access` decides by it.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "pack/objects.hpp"
#include "pack/role_words.hpp"

namespace kc::pack {

// What is seen of the fields of each class. Left out: public and internal fields clear, personal
// and secret ones hidden.
struct ClassSight {
    Sight open = Sight::clear;
    Sight internal = Sight::clear;
    Sight personal = Sight::hidden;
    Sight secret = Sight::hidden;

    bool operator==(const ClassSight&) const = default;
};

struct Authority {
    std::string id = {};  // within the role; "role.county_clerk" + "enter" names the rule
    std::vector<Verb> verbs = {};
    std::vector<ObjectKind> kinds = {};
    Reach within = Reach::own;
    std::vector<ProcessRole> parts = {};       // for `assigned`
    std::vector<RecordState> states = {};      // empty: in any
    std::vector<std::string> registries = {};  // empty: of any
    ClassSight sees = {};

    bool operator==(const Authority&) const = default;
};

// Wins over every authority of every role the person holds.
struct Denial {
    std::vector<Verb> verbs = {};
    std::vector<ObjectKind> kinds = {};
    std::vector<RecordState> states = {};  // empty: in any

    bool operator==(const Denial&) const = default;
};

struct RoleText {
    static constexpr std::string_view kKind = "role";

    std::string code = {};
    Bilingual name = {};
    Bilingual duty = {};
    RoleGroup group = RoleGroup::office;
    std::vector<Authority> authorities = {};
    std::vector<Denial> denials = {};
    std::vector<Verb> not_own = {};          // nobody does these to what they entered themselves
    std::vector<std::string> excludes = {};  // roles the same person may not hold beside it
    bool is_administrator = false;
    bool second_factor = false;  // demanded of its holders whatever the office has set
    std::optional<std::int32_t> days_max = {};  // a grant of it ends after at most so many days

    bool operator==(const RoleText&) const = default;
};

}  // namespace kc::pack
