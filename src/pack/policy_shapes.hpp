// SPDX-License-Identifier: Apache-2.0
// That the structs of policy_text.hpp have shapes.
#pragma once

#include "pack/policy_text.hpp"
#include "pack/shape.hpp"

namespace kc::pack {

template <>
const Shape& shape_of<InForce>();
template <>
const Shape& shape_of<PolicySource>();
template <>
const Shape& shape_of<PolicyDates>();
template <>
const Shape& shape_of<PolicyOrigin>();
template <>
const Shape& shape_of<PolicyField>();
template <>
const Shape& shape_of<PolicyCollection>();
template <>
const Shape& shape_of<PolicyFact>();
template <>
const Shape& shape_of<PolicyParameter>();
template <>
const Shape& shape_of<PolicyDefinition>();
template <>
const Shape& shape_of<PolicyCondition>();
template <>
const Shape& shape_of<PolicyScore>();
template <>
const Shape& shape_of<PolicyDecision>();
template <>
const Shape& shape_of<PolicyAmount>();
template <>
const Shape& shape_of<PolicyLimit>();
template <>
const Shape& shape_of<PolicyBudget>();
template <>
const Shape& shape_of<PolicyStacking>();
template <>
const Shape& shape_of<PolicyOutcome>();
template <>
const Shape& shape_of<PolicyOmission>();
template <>
const Shape& shape_of<PolicyGap>();
template <>
const Shape& shape_of<PolicyLever>();
template <>
const Shape& shape_of<PolicyTest>();
template <>
const Shape& shape_of<PolicyText>();

// Looked at by the room that knows what is expected there.
template <>
struct Codec<AnyValue> {
    static FieldType type() { return any_value(); }
    static void read(const FieldType&, const Node& from, AnyValue& to, Reader&) { to.node = from; }
    static Node write(const AnyValue& value) { return value.node; }
};

}  // namespace kc::pack
