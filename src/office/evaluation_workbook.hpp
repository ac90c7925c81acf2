// SPDX-License-Identifier: Apache-2.0
// An evaluation as a workbook: what may be published, ranking, scores, weights, figures filled in,
// notes, and what it was made from.
#pragma once

#include <string>

#include "base/result.hpp"
#include "evaluation/trust.hpp"

namespace kc::office {

// The bytes of the file. `language` chooses the words; both gives Chinese. Without `trust` the
// definition's bands are not known, and the sheet of what may be published says so.
Result<std::string> evaluation_workbook(const evaluation::Evaluation& evaluation,
                                        const evaluation::Trust* trust, Language language);

}  // namespace kc::office
