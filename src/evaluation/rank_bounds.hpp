// SPDX-License-Identifier: Apache-2.0
// Ranks that hold for every set of weights from a polytope: no sampling, no chance.
//
// For weighted arithmetic means the difference of two units is linear in the weights, so its least
// value over the polytope decides whether one is surely above the other. Counting who is surely
// above and surely below bounds each unit's rank; tight_rank_bounds() narrows that to ranks that
// some weights really give.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <utility>
#include <vector>

#include "base/result.hpp"
#include "evaluation/matrix.hpp"
#include "evaluation/statistics.hpp"
#include "evaluation/stop.hpp"
#include "evaluation/uncertainty_model.hpp"

namespace kc::evaluation {

// Weights of one node's children: 0 or more, summing to 1, between bounds, and with `first` >=
// `second` for each pair of the order.
struct WeightPolytope {
    std::vector<double> low = {};   // one a child; empty: 0
    std::vector<double> high = {};  // one a child; empty: 1
    std::vector<std::pair<std::size_t, std::size_t>> order = {};

    // All weights w f / sum(w f) with f between 1 - noise and 1 + noise, which bounds alone cannot
    // say. 0: not used; with it nothing else is.
    std::vector<double> noisy = {};
    double noise = 0;
};

// The least value of sum(w d) over the polytope; Undefined::infeasible when it is empty.
Measure least_difference(const WeightPolytope& polytope, std::span<const double> differences);

struct RankBounds {
    std::size_t best = 0;  // 0: not ranked
    std::size_t worst = 0;
};

// Of weighted means of `data`, rows without gaps; a row with a gap is not ranked. Equal scores
// count for both: best is the rank the unit has at least when ties fall for it.
tl::expected<std::vector<RankBounds>, Undefined> rank_bounds(const Matrix& data,
                                                             const WeightPolytope& polytope);

// The same for a tree of arithmetic means whose children's weights vary as `model.weights` says:
// noise, simplex or ordinal, each node by itself. An error names what has no such bounds: other
// aggregations above varied weights, other ways to vary, gaps in the data.
Result<std::vector<RankBounds>> rank_bounds(const Model& model, const Stop& stop = {});

// Ranks that some weights of the polytope give. Searches with one linear program a node; where the
// search is cut off after `programs_max` of them, `best_proven` or `worst_proven` is false and the
// bound is what was reached, while rank_bounds() still holds.
struct TightBounds {
    std::size_t best = 0;
    std::size_t worst = 0;
    bool best_proven = true;
    bool worst_proven = true;
    std::vector<double> best_weights = {};
    std::vector<double> worst_weights = {};
};
tl::expected<TightBounds, Undefined> tight_rank_bounds(const Matrix& data,
                                                       const WeightPolytope& polytope,
                                                       std::size_t unit,
                                                       std::size_t programs_max = 20'000);

}  // namespace kc::evaluation
