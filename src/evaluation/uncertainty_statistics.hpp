// SPDX-License-Identifier: Apache-2.0
// What a sample of ranks says: intervals, acceptabilities, who is surely above whom, and bands of
// units that should share a rank in print.
#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

#include "evaluation/uncertainty_run.hpp"

namespace kc::evaluation {

// Of one unit, over the replications in which it has a rank.
struct RankStatistics {
    std::size_t ranked = 0;  // in so many replications; with 0 the rest says nothing
    double mean = 0;
    double deviation = 0;  // n - 1
    Rank least = 0;        // the best rank it ever had
    Rank greatest = 0;
    // Inverse of the distribution function: the least rank that at least this share of replications
    // reaches, so always a rank that occurred.
    Rank q05 = 0;
    Rank q25 = 0;
    Rank median = 0;
    Rank q75 = 0;
    Rank q95 = 0;
    Rank low = 0;  // of the asked-for interval
    Rank high = 0;
};

// `interval` in (0, 1): 0.9 asks for the ranks from 5 % to 95 %.
std::vector<RankStatistics> rank_statistics(const RankSample& sample, double interval = 0.9);

// How often the unit had rank 1, 2, ... : SMAA's rank acceptability (Lahdelma and Salminen,
// Operations Research 49 (2001) 444-454). Shares of all replications; index 0 is rank 1.
std::vector<double> rank_acceptability(const RankSample& sample, std::size_t unit);

// Share of replications in which the unit is among the best `k`.
double top_share(const RankSample& sample, std::size_t unit, Rank k);

// Share of replications in which `a` is above `b`, and half of those in which they are equal; over
// replications that rank both. 0.5 when there are none.
double share_above(const RankSample& sample, std::size_t a, std::size_t b);
double share_above(std::span<const Rank> a, std::span<const Rank> b);

// The same for all pairs, by rows; only for samples with few units.
inline constexpr std::size_t kPairwiseUnitsMax = 1'000;
std::vector<double> pairwise_shares(const RankSample& sample);

// Going down from the best, a unit opens a new band when the band's first unit is above it in at
// least `certainty` of the replications. Units of one band are a tie in print. Band 1 is the best;
// 0 for units without a rank.
struct Band {
    std::size_t band = 0;
    Rank first = 0;  // the ranks the band stands for
    Rank last = 0;
};
std::vector<Band> rank_bands(const RankSample& sample, std::span<const Rank> nominal,
                             double certainty = 0.9);

}  // namespace kc::evaluation
