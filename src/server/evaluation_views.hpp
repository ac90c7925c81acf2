// SPDX-License-Identifier: Apache-2.0
// Evaluations as JSON, in the shapes of the contract.
#pragma once

#include "office/evaluation_question.hpp"
#include "office/office_live.hpp"
#include "server/json_writer.hpp"

namespace kc::server {

// One line of a list.
void write_evaluation_summary(const office::OfferedEvaluation& offered, JsonWriter& json);

// The definition resolved, and what may be tried out on it.
void write_evaluation(const office::OfferedEvaluation& offered, JsonWriter& json);

// `live` knows which codes are those of divisions.
void write_evaluation_result(const office::LivePack& live, const office::EvaluationAnswer& answer,
                             double duration_ms, JsonWriter& json);

}  // namespace kc::server
