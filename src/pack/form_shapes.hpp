// SPDX-License-Identifier: Apache-2.0
// That the structs of form.hpp have shapes.
#pragma once

#include "pack/form.hpp"
#include "pack/shapes.hpp"

namespace kc::pack {

template <>
const Shape& shape_of<Fillers>();
template <>
const Shape& shape_of<FormCheck>();
template <>
const Shape& shape_of<FormField>();
template <>
const Shape& shape_of<RouteStep>();
template <>
const Shape& shape_of<Route>();
template <>
const Shape& shape_of<Reminders>();
template <>
const Shape& shape_of<Form>();
template <>
const Shape& shape_of<BurdenBudget>();

}  // namespace kc::pack
