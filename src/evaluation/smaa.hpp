// SPDX-License-Identifier: Apache-2.0
// Stochastic multicriteria acceptability analysis, SMAA-2: what ranks are possible when weights are
// known only in part and figures only up to an error.
//
// Lahdelma and Salminen, Operations Research 49 (2001) 444-454. A unit's score is the weighted mean
// of its columns. Rank acceptability: share of the weights (and errors) that give it a rank.
// Central weights: the mean of the weights that make it first, so what one must believe to prefer
// it. Confidence factor: the chance that it is first with just these weights, over the errors.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <vector>

#include "base/result.hpp"
#include "evaluation/matrix.hpp"
#include "evaluation/uncertainty_run.hpp"
#include "evaluation/uncertainty_weights.hpp"

namespace kc::evaluation {

struct SmaaOptions {
    std::size_t draws = 10'000;
    std::uint64_t seed = 1;
    std::size_t threads = 1;
    // What is known of the weights; all empty: nothing.
    OrderPairs order = {};         // first >= second
    std::vector<double> low = {};  // one a column
    std::vector<double> high = {};
    // Standard deviation of each cell's normal error, the shape of the data; empty: none.
    Matrix errors = {};
};

struct SmaaUnit {
    std::vector<double> acceptability = {};  // rank 1 first
    double holistic = 0;                     // sum of acceptability times (n - rank)/(n - 1)
    // Where the unit is ever first.
    std::optional<std::vector<double>> central_weights = {};
    std::optional<double> confidence = {};
};

struct Smaa {
    std::vector<SmaaUnit> units = {};
    RankSample sample = {};  // for pairwise winning indices: pairwise_shares(sample)
};

// `data` has no gaps and more is better. An error says which bounds cannot be met or that a cell is
// missing.
Result<Smaa> smaa(const Matrix& data, const SmaaOptions& options);

// Uniform on the part of the simplex within bounds and order: by rejection from ordinal_weights(),
// and where that rarely fits by hit-and-run between pairs of weights from a point inside (Smith,
// Operations Research 32 (1984) 1296-1308), which is uniform only in the limit.
class BoundedWeights {
public:
    // Empty when nothing satisfies all of them.
    static std::optional<BoundedWeights> make(std::size_t count, OrderPairs order,
                                              std::vector<double> low, std::vector<double> high);

    // Sums to 1.
    void draw(RandomStream& draws, std::span<double> out) const;

private:
    bool fits(std::span<const double> weights) const;
    void walk(RandomStream& draws, std::span<double> out) const;

    std::size_t count_ = 0;
    OrderPairs order_;
    std::vector<double> low_;
    std::vector<double> high_;
    std::vector<double> inside_;  // where walks begin
};

}  // namespace kc::evaluation
