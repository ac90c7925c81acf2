// SPDX-License-Identifier: Apache-2.0
// Sobol' points: they fill the unit cube more evenly than random ones, so a mean over N of them
// is off by nearly 1/N instead of 1/sqrt(N).
//
// Sobol', USSR Computational Mathematics and Mathematical Physics 7 (1967) 86-112, with the
// direction numbers of Joe and Kuo (random_sobol_table.hpp). Scrambled by a random linear matrix
// and a digital shift (Matousek, Journal of Complexity 14 (1998) 527-556), so that each seed
// gives another unbiased design. Every 2^k points in order are a net; other counts are allowed.
#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

namespace kc::evaluation {

class SobolPoints {
public:
    // `dimensions` at most kMaxDimensions.
    SobolPoints(std::size_t dimensions, std::uint64_t seed);

    static std::size_t max_dimensions();

    std::size_t dimensions() const { return dimensions_; }

    // The coordinates of point `index` in (0, 1), a function of seed and index only.
    void point(std::uint32_t index, std::span<double> out) const;

private:
    std::size_t dimensions_;
    std::vector<std::uint32_t> directions_;  // 32 a dimension
    std::vector<std::uint32_t> shifts_;
};

}  // namespace kc::evaluation
