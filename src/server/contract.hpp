// SPDX-License-Identifier: Apache-2.0
// The contract (api/openapi.yaml) inside the program.
#pragma once

#include <string>
#include <string_view>

#include "base/result.hpp"

namespace kc::server {

// As it was when the program was built.
std::string_view contract_yaml();

// The same as JSON: YAML scalars without quotes that read as JSON numbers, true, false or null are
// those, everything else is text.
Result<std::string> contract_json();

}  // namespace kc::server
