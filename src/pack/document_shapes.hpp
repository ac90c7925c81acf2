// SPDX-License-Identifier: Apache-2.0
// That the structs of document_template.hpp have shapes.
#pragma once

#include "pack/document_template.hpp"
#include "pack/shape.hpp"

namespace kc::pack {

template <>
const Shape& shape_of<DocumentPart>();
template <>
const Shape& shape_of<DocumentAnnex>();
template <>
const Shape& shape_of<DocumentTemplate>();

}  // namespace kc::pack
