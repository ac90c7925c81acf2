// SPDX-License-Identifier: Apache-2.0
// One corrected field of a plan that was read.
#pragma once

#include "office/office_draft.hpp"

namespace kc::office {

// Changes the draft, or says what is wrong with the correction.
Result<void> apply_correction(const Correction& correction, const pack::Lookup& catalog,
                              Draft& draft);

}  // namespace kc::office
