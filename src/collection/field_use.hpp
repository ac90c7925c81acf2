// SPDX-License-Identifier: Apache-2.0
// What each field of a form is used for, computed from the pack: targets, formulas of indicators,
// checks of the form, policies, counts that it is held against, and the evaluations that the caller
// knows of, which are no objects of a pack.
#pragma once

#include <cstdint>
#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "collection/form_rules.hpp"
#include "pack/lookup.hpp"
#include "pack/object_set.hpp"

namespace kc::collection {

enum class UseKind : std::uint8_t { target, indicator, check, evaluation, policy, registry };
std::string_view to_string(UseKind kind);

struct FieldUse {
    UseKind kind = UseKind::target;
    std::string code = {};  // of the user; of a check its form's

    bool operator==(const FieldUse&) const = default;
};

struct IndicatorUses {
    // By indicator: who refers to it. An indicator that is only computed from or led by others
    // counts when it is itself used.
    std::map<std::string, std::vector<FieldUse>, std::less<>> users = {};
    // Of what is counted from records: the registry.
    std::map<std::string, std::string, std::less<>> counted_from = {};
};

// Codes by Chinese name; a name that several indicators bear is nobody's.
std::map<std::string, std::string, std::less<>> indicators_by_name(const pack::ObjectSet& objects,
                                                                   const pack::ObjectSet& catalog);

// `others` are references that this room cannot see: pairs of a user and an indicator. A fact of a
// policy is the figure of the indicator it names, or whose name it bears; a policy that is not in
// force any longer on the day uses nothing.
struct OtherUse {
    FieldUse user = {};
    std::string indicator = {};
};
IndicatorUses indicator_uses(const pack::ObjectSet& objects, const pack::ObjectSet& catalog,
                             const std::vector<OtherUse>& others, base::Date on);

// A field without an indicator is used by the checks that name it; one with an indicator by whoever
// uses the indicator. A check alone does not make a reported figure useful. Either is used where it
// is held against a count from records, which it controls.
std::vector<FieldUse> uses_of(const pack::FormField& field, const FormRules& rules,
                              const IndicatorUses& uses);

}  // namespace kc::collection
