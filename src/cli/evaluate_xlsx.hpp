// SPDX-License-Identifier: Apache-2.0
// An evaluation as a workbook: ranking, scores, weights, figures filled in, notes, and what it was
// made from.
#pragma once

#include <optional>
#include <string>

#include "base/diagnostic.hpp"
#include "evaluation/evaluate.hpp"

namespace kc::cli {

// What went wrong, if anything did. `language` chooses the words; both gives Chinese.
std::optional<Diagnostic> write_evaluation_xlsx(const evaluation::Evaluation& evaluation,
                                                const std::string& path, Language language);

}  // namespace kc::cli
