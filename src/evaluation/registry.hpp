// SPDX-License-Identifier: Apache-2.0
// `units: {registry: …}`: what the ids of units are, so that slips of the pen in them are found.
#pragma once

#include <span>
#include <string>

#include "base/diagnostic.hpp"
#include "evaluation/definition.hpp"

namespace kc::evaluation {

// One warning that names the ids which are not what the definition says: `county` means codes of
// administrative divisions (GB/T 2260), `firm` unified social credit codes with their check digit
// (GB 32100). Another word is warned of too, because nothing can be checked by it.
Diagnostics registry_notes(const Definition& definition, std::span<const std::string> ids);

}  // namespace kc::evaluation
