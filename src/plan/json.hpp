// SPDX-License-Identifier: Apache-2.0
// The JSON of `kechuang read --json`: one object for each document.
#pragma once

#include <string>
#include <string_view>

#include "plan/reader.hpp"

namespace kc::plan {

std::string to_json(std::string_view file, const PlanDocument& plan);

}  // namespace kc::plan
