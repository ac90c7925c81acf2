// SPDX-License-Identifier: Apache-2.0
// The disclosure block on top of a captured government page: 索引号, 发布机构, 发文日期 ….
#pragma once

#include <string>
#include <utility>
#include <vector>

#include "plan/layout.hpp"

namespace kc::plan {

// In the order of the document; keys are the field names of the page, simplified.
using Metadata = std::vector<std::pair<std::u32string, std::u32string>>;

// Takes the metadata out of the first blocks and marks those as furniture.
Metadata take_metadata(std::vector<Block>& blocks);

std::u32string value_of(const Metadata& metadata, std::u32string_view key);

}  // namespace kc::plan
