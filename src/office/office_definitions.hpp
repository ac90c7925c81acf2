// SPDX-License-Identifier: Apache-2.0
// What the pack and the catalog define, in the terms the indicator engine computes with.
#pragma once

#include <string>
#include <vector>

#include "base/result.hpp"
#include "indicator/definitions.hpp"
#include "indicator/unit_tree.hpp"
#include "pack/catalog.hpp"
#include "pack/pack.hpp"

namespace kc::office {

// Every indicator of both. A ratio whose parts do not go together is taken as reported, with a
// warning in `found`: one doubtful definition must not close the office.
Result<indicator::Definitions> definitions_of(const pack::Catalog& catalog, const pack::Pack& pack,
                                              Diagnostics& found);

// The units of both, parks and other pseudo units not adding to what they lie in.
Result<indicator::UnitTree> unit_tree_of(const pack::Catalog& catalog, const pack::Pack& pack);

}  // namespace kc::office
