// SPDX-License-Identifier: Apache-2.0
// How far ranks can be trusted, printed: intervals and bands and what they come from, rank
// acceptability, ranks that hold for all weights.
#pragma once

#include "evaluation/acceptability.hpp"
#include "evaluation/result_stage.hpp"
#include "evaluation/trust.hpp"

namespace kc::cli {

evaluation::TextRows trust_rows(const evaluation::Evaluation& evaluation,
                                const evaluation::Trust& trust, bool in_zh);
evaluation::TextRows sensitivity_rows(const evaluation::Evaluation& evaluation,
                                      const evaluation::Sensitivity& sensitivity, bool in_zh);
evaluation::TextRows acceptability_rows(const evaluation::Evaluation& evaluation,
                                        const evaluation::Acceptability& acceptability, bool in_zh);
// Share of the draws in which the row's unit is above the column's.
evaluation::TextRows winning_rows(const evaluation::Evaluation& evaluation,
                                  const evaluation::Acceptability& acceptability);
evaluation::TextRows bounds_rows(const evaluation::Evaluation& evaluation,
                                 const evaluation::GuaranteedRanks& bounds, bool in_zh);

evaluation::JsonAddition trust_json(const evaluation::Evaluation& evaluation,
                                    const evaluation::Trust& trust);
evaluation::JsonAddition sensitivity_json(const evaluation::Evaluation& evaluation,
                                          const evaluation::Sensitivity& sensitivity);
evaluation::JsonAddition acceptability_json(const evaluation::Evaluation& evaluation,
                                            const evaluation::Acceptability& acceptability);
evaluation::JsonAddition bounds_json(const evaluation::Evaluation& evaluation,
                                     const evaluation::GuaranteedRanks& bounds);

}  // namespace kc::cli
