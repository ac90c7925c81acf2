// SPDX-License-Identifier: Apache-2.0
// How far the ranks of an evaluation can be trusted, by what its definition says is uncertain:
// intervals and bands, and which assumption they come from.
#pragma once

#include <string>
#include <vector>

#include "evaluation/evaluate.hpp"
#include "evaluation/sensitivity.hpp"
#include "evaluation/uncertainty_statistics.hpp"

namespace kc::evaluation {

struct TrustOptions {
    std::size_t threads = 1;
    Stop stop = {};
};

// The ranks of the asked year when what the definition varies is varied. Entries by row.
struct Trust {
    RankSample sample = {};
    std::vector<RankStatistics> statistics = {};
    std::vector<Band> bands = {};
    std::vector<std::string> inputs = {};  // what was varied
    std::vector<Title> titles = {};
};

// E-no-uncertainty when the definition does not say what to vary.
Result<Trust> trust_of(const Evaluation& evaluation, const TrustOptions& options);
Result<Sensitivity> sensitivity_of(const Evaluation& evaluation, const TrustOptions& options);

// What may be printed of each unit's place, as `report: {publish: …}` says: its rank, its band, or
// its grade. Empty where it has none; bands are empty without `trust`.
std::vector<std::string> published(const Evaluation& evaluation, const Trust* trust);

}  // namespace kc::evaluation
