// SPDX-License-Identifier: Apache-2.0
// An offered evaluation run on somebody's figures, with what is asked about the result. Nothing is
// kept.
//
//   auto answer = answer_evaluation(*offered, {.data = csv, .uncertainty = true}, limits);
#pragma once

#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "base/result.hpp"
#include "evaluation/acceptability.hpp"
#include "evaluation/answers.hpp"
#include "evaluation/definition_change.hpp"
#include "evaluation/diagnose.hpp"
#include "evaluation/trust.hpp"
#include "office/office_evaluations.hpp"

namespace kc::office {

struct EvaluationQuestion {
    std::optional<std::string> data = {};  // CSV; empty: the fictitious sample
    evaluation::DefinitionChange change = {};
    bool uncertainty = false;
    bool sensitivity = false;
    bool acceptability = false;
    bool bounds = false;
    bool diagnostics = false;
    std::optional<std::pair<std::string, std::string>> compare = {};
    struct ReachWish {
        std::string unit = {};
        std::int32_t rank = 0;  // 0: one better than now
    };
    std::optional<ReachWish> reach = {};
    std::optional<std::string> unit = {};    // whose profile
    std::optional<std::int32_t> since = {};  // of that unit's change; 0: the base year
    std::optional<std::int32_t> draws = {};  // of acceptability; the definition's when left out
};

struct QuestionLimits {
    std::size_t bytes_max = std::size_t{2} << 20;
    std::size_t units_max = 5'000;
    std::size_t threads = 1;
    evaluation::Stop stop = {};
};

struct EvaluationAnswer {
    evaluation::Evaluation result = {};
    bool is_sample = false;
    bool is_changed = false;
    std::optional<evaluation::Trust> trust = {};
    std::optional<evaluation::Sensitivity> sensitivity = {};
    std::optional<evaluation::Acceptability> acceptability = {};
    std::optional<evaluation::GuaranteedRanks> bounds = {};
    std::optional<evaluation::Diagnosis> diagnosis = {};
    std::optional<evaluation::Comparison> comparison = {};
    std::optional<evaluation::Reach> reach = {};
    std::optional<evaluation::Profile> profile = {};
    std::optional<evaluation::Reach> next_rank = {};  // of the profile's unit
    std::optional<evaluation::ScoreDifference> change = {};
    // Also why a part that was asked for is not there: a tree that is not linear has no guaranteed
    // ranks, and the rest is still an answer.
    Diagnostics warnings = {};
};

// What is wrong with a question; `field` is a path into it, as "weights/input".
using QuestionFaults = std::vector<evaluation::ChangeFault>;
using AnswerOrFaults = tl::expected<EvaluationAnswer, QuestionFaults>;

AnswerOrFaults answer_evaluation(const OfferedEvaluation& offered,
                                 const EvaluationQuestion& question, const QuestionLimits& limits);

}  // namespace kc::office
