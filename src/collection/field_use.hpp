// SPDX-License-Identifier: Apache-2.0
// What each field of a form is used for, computed from the pack: targets, formulas of indicators,
// checks of the form, and whatever the caller knows of evaluations and policies.
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

enum class UseKind : std::uint8_t { target, indicator, check, evaluation, policy };
std::string_view to_string(UseKind kind);

struct FieldUse {
    UseKind kind = UseKind::target;
    std::string code = {};

    bool operator==(const FieldUse&) const = default;
};

// By indicator: who refers to it. An indicator that is only computed from or led by others counts
// when it is itself used.
using IndicatorUses = std::map<std::string, std::vector<FieldUse>, std::less<>>;

// `others` are references that this room cannot see: pairs of a user and an indicator.
struct OtherUse {
    FieldUse user = {};
    std::string indicator = {};
};
IndicatorUses indicator_uses(const pack::ObjectSet& objects, const pack::ObjectSet& catalog,
                             const std::vector<OtherUse>& others);

// A field without an indicator is used by the checks that name it; one with an indicator by whoever
// uses the indicator. A check alone does not make a reported figure useful.
std::vector<FieldUse> uses_of(const pack::FormField& field, const FormRules& rules,
                              const IndicatorUses& uses);

}  // namespace kc::collection
