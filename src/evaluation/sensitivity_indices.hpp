// SPDX-License-Identifier: Apache-2.0
// Sobol' indices and their intervals from the values of one target.
#pragma once

#include <cstdint>
#include <span>
#include <vector>

#include "evaluation/sensitivity.hpp"

namespace kc::evaluation {

// `values` by base row: f(A), f(B), then f(A with i of B) for each input. Resamples are drawn from
// `seed`, the same rows for every target.
struct IndexOptions {
    std::size_t inputs = 0;
    std::size_t bootstrap = 0;
    double interval = 0.9;
    std::uint64_t seed = 0;
    std::size_t threads = 1;
};

// Fills mean, variance, undefined, indices and overlaps.
void fill_indices(std::span<const double> values, const IndexOptions& options, SensitivityOf& of);

}  // namespace kc::evaluation
