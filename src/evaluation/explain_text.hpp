// SPDX-License-Identifier: Apache-2.0
// Explanations in words, made from their structure. `in_zh` chooses the language.
#pragma once

#include <string>
#include <vector>

#include "evaluation/answers.hpp"

namespace kc::evaluation {

struct Words {
    const Evaluation* evaluation = nullptr;
    bool in_zh = true;
};

// Why a stands above b, and what would turn it round. Lines without line ends, as many in one
// language as in the other.
std::vector<std::string> words_of(const Words& how, const Comparison& comparison);
std::vector<std::string> words_of(const Words& how, const Reach& reach);
std::vector<std::string> words_of(const Words& how, const ScoreDifference& difference);
std::vector<std::string> words_of(const Words& how, const Profile& profile);

}  // namespace kc::evaluation
