// SPDX-License-Identifier: Apache-2.0
// A target of the pack in the terms the indicator engine judges with.
#pragma once

#include "indicator/target.hpp"
#include "office/office_live.hpp"

namespace kc::office {

indicator::TargetDef target_definition(const LivePack& live, const pack::Target& target);

}  // namespace kc::office
