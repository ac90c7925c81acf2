// SPDX-License-Identifier: Apache-2.0
// How far ranks can be trusted, printed: intervals and bands, and what they come from.
#pragma once

#include <string>

#include "cli/console.hpp"
#include "evaluation/evaluate.hpp"
#include "evaluation/result_stage.hpp"
#include "evaluation/sensitivity.hpp"
#include "evaluation/uncertainty_statistics.hpp"

namespace kc::cli {

// The ranks of the asked year when what the definition varies is varied.
struct Trust {
    evaluation::RankSample sample = {};
    std::vector<evaluation::RankStatistics> statistics = {};
    std::vector<evaluation::Band> bands = {};
    std::vector<std::string> inputs = {};
};

// E-no-uncertainty when the definition does not say what to vary.
Result<Trust> trust_of(const evaluation::Evaluation& evaluation);
Result<evaluation::Sensitivity> sensitivity_of(const evaluation::Evaluation& evaluation);

evaluation::TextRows trust_rows(const evaluation::Evaluation& evaluation, const Trust& trust,
                                bool in_zh);
evaluation::TextRows sensitivity_rows(const evaluation::Evaluation& evaluation,
                                      const evaluation::Sensitivity& sensitivity, bool in_zh);

evaluation::JsonAddition trust_json(const evaluation::Evaluation& evaluation, const Trust& trust);
evaluation::JsonAddition sensitivity_json(const evaluation::Evaluation& evaluation,
                                          const evaluation::Sensitivity& sensitivity);

}  // namespace kc::cli
