// SPDX-License-Identifier: Apache-2.0
// The parts of an evaluation's result as JSON: trust and explanations. evaluation_views.cpp puts
// them together.
#pragma once

#include "office/evaluation_question.hpp"
#include "server/json_writer.hpp"

namespace kc::server {

// With more units the shares of every rank are too much for a page.
inline constexpr std::size_t kSharesUnitsMax = 100;

void write_double(double value, JsonWriter& json);
void write_double(const std::optional<double>& value, JsonWriter& json);
void write_title(const evaluation::Title& title, JsonWriter& json);

void write_trust(const evaluation::Evaluation& evaluation, const evaluation::Trust& trust,
                 JsonWriter& json);
void write_sensitivity(const evaluation::Evaluation& evaluation,
                       const evaluation::Sensitivity& sensitivity, JsonWriter& json);
void write_acceptability(const evaluation::Evaluation& evaluation,
                         const evaluation::Acceptability& acceptability, JsonWriter& json);
void write_bounds(const evaluation::Evaluation& evaluation,
                  const evaluation::GuaranteedRanks& bounds, JsonWriter& json);
void write_comparison(const evaluation::Evaluation& evaluation,
                      const evaluation::Comparison& comparison, JsonWriter& json);
void write_reach(const evaluation::Evaluation& evaluation, const evaluation::Reach& reach,
                 JsonWriter& json);
void write_profile(const evaluation::Evaluation& evaluation, const evaluation::Profile& profile,
                   const std::optional<evaluation::Reach>& next_rank, JsonWriter& json);
void write_change(const evaluation::Evaluation& evaluation,
                  const evaluation::ScoreDifference& change, JsonWriter& json);
void write_diagnosis(const evaluation::Evaluation& evaluation,
                     const evaluation::Diagnosis& diagnosis, JsonWriter& json);

}  // namespace kc::server
