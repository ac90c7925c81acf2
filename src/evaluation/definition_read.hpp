// SPDX-License-Identifier: Apache-2.0
// The YAML text of an evaluation to its definition; docs/evaluation.md describes the format.
//
//   Diagnostics found;
//   auto definition = read_definition(text, "county.yaml", found);
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "base/diagnostic.hpp"
#include "evaluation/definition.hpp"

namespace kc::evaluation {

// Empty when there is an error among `found`; warnings alone do not prevent it.
std::optional<Definition> read_definition(std::string_view text, std::string file,
                                          Diagnostics& found);

}  // namespace kc::evaluation
