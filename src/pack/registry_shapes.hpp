// SPDX-License-Identifier: Apache-2.0
// That the structs of registry.hpp and counts.hpp have shapes.
#pragma once

#include "pack/counts.hpp"
#include "pack/registry.hpp"
#include "pack/shapes.hpp"

namespace kc::pack {

template <>
const Shape& shape_of<Choice>();
template <>
const Shape& shape_of<RegistryField>();
template <>
const Shape& shape_of<RegistryValidity>();
template <>
const Shape& shape_of<Registry>();
template <>
const Shape& shape_of<RegistrySection>();
template <>
const Shape& shape_of<CoverageItem>();
template <>
const Shape& shape_of<Coverage>();
template <>
const Shape& shape_of<Counts>();

}  // namespace kc::pack
