// SPDX-License-Identifier: Apache-2.0
// That the structs of role_text.hpp have shapes.
#pragma once

#include "pack/role_text.hpp"
#include "pack/shape.hpp"

namespace kc::pack {

template <>
const Shape& shape_of<ClassSight>();
template <>
const Shape& shape_of<Authority>();
template <>
const Shape& shape_of<Denial>();
template <>
const Shape& shape_of<RoleText>();

}  // namespace kc::pack
