// SPDX-License-Identifier: Apache-2.0
// SMAA-2 on a whole evaluation, and ranks that hold for all weights of a set.
//
// smaa() takes weighted means of one table; here the tree, its methods, adjustments and vetoes are
// those of the evaluation. Of the weights is known what the definition says under `uncertainty:
// vary: weights`, as long as that leaves more open than an error of some percent: an order, expert
// panels, Dirichlet. Otherwise nothing is known, and every node's weights are uniform on their
// simplex. Errors of figures are those of `vary: data`.
#pragma once

#include <optional>
#include <vector>

#include "evaluation/rank_bounds.hpp"
#include "evaluation/trust.hpp"

namespace kc::evaluation {

struct AcceptabilityOptions {
    std::size_t draws = 10'000;
    std::uint64_t seed = 1;
    std::size_t threads = 1;
    Stop stop = {};
};

struct Acceptance {
    std::vector<double> ranks = {};  // share of the draws with rank 1, 2, …
    double holistic = 0;             // sum of shares times (n - rank)/(n - 1)
    // By node, among its siblings: the mean of the weights that make the unit first, so what one
    // must believe to prefer it. Empty when it is never first.
    std::optional<std::vector<double>> central_weights = {};
    std::optional<double> confidence = {};  // chance to be first with just these weights
};

struct Acceptability {
    std::size_t draws = 0;
    std::uint64_t seed = 0;
    WeightVary weights = {};             // what was known of them
    std::vector<Acceptance> units = {};  // by row
    RankSample sample = {};              // for pairwise_shares()
};

Result<Acceptability> acceptability_of(const Evaluation& evaluation,
                                       const AcceptabilityOptions& options);

// Ranks which hold for every set of weights: those within the noise or the order of the definition,
// or else all. Before bonuses, growth and vetoes, which are not linear in the weights.
struct GuaranteedRanks {
    WeightVary weights = {};
    bool before_adjustments = false;  // there are some, and they were left out
    std::vector<RankBounds> units = {};
};
Result<GuaranteedRanks> guaranteed_ranks(const Evaluation& evaluation, const Stop& stop = {});

// "each weight within ±25 %", "weights unknown" …
Title words_of(const WeightVary& weights);

}  // namespace kc::evaluation
