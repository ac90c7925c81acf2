// SPDX-License-Identifier: Apache-2.0
// Explanations in words, made from their structure. `in_zh` chooses the language.
#pragma once

#include <string>
#include <vector>

#include "evaluation/explain_change.hpp"
#include "evaluation/explain_gap.hpp"
#include "evaluation/explain_reach.hpp"

namespace kc::evaluation {

struct Words {
    const Evaluation* evaluation = nullptr;
    bool in_zh = true;
};

// Why a stands above b, and what would turn it round. Lines without line ends.
std::vector<std::string> words_of(const Words& how, const ScoreGap& gap,
                                  const std::optional<WeightShift>& weights,
                                  const std::optional<Way>& figure);
std::vector<std::string> words_of(const Words& how, const Reach& reach);
std::vector<std::string> words_of(const Words& how, const ScoreDifference& difference);

// A unit's strengths and weaknesses, what its rank rests on, and whether hiding a figure helps it.
std::vector<std::string> unit_words(const Words& how, const WhatIf& what_if, std::size_t row);

}  // namespace kc::evaluation
