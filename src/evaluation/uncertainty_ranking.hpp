// SPDX-License-Identifier: Apache-2.0
// Ranks of many columns of scores, fast: one bucket pass and a repair, instead of a sort.
#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

namespace kc::evaluation {

// Ranks fit 16 bits; 0 stands for "not ranked".
using Rank = std::uint16_t;
inline constexpr std::size_t kRankedUnitsMax = 65'535;

class Ranker {
public:
    // Rank 1 for the greatest score, ties take the lowest rank. Only `rows` are ranked, into
    // ranks[row]; the others are left alone. Scores are finite.
    void rank(std::span<const double> scores, std::span<const std::uint32_t> rows,
              std::span<Rank> ranks);

private:
    bool spread(std::span<const double> scores, std::span<const std::uint32_t> rows);

    std::vector<std::uint32_t> starts_;
    std::vector<std::uint32_t> buckets_;
    std::vector<std::uint32_t> order_;
    std::vector<double> sorted_;
};

}  // namespace kc::evaluation
