// SPDX-License-Identifier: Apache-2.0
// The format as JSON Schema (2020-12), for editors that complete and check YAML while it is typed.
#pragma once

#include <string>
#include <string_view>

namespace kc::pack {

// For files that hold one object of this kind, or a list of them under `objects:`. An empty kind
// gives the schema of files of any kind. `kind` must be known.
std::string json_schema(std::string_view kind);

}  // namespace kc::pack
