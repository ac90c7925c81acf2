// SPDX-License-Identifier: Apache-2.0
// How alike two rankings of the same units are.
#pragma once

#include "evaluation/matrix.hpp"
#include "evaluation/statistics.hpp"

namespace kc::evaluation {

struct Similarity {
    std::size_t n = 0;  // units both rank
    Measure spearman = 0;
    Measure kendall = 0;  // tau-b
    // Salabun and Urbaniak, ICCS 2020 (doi:10.1007/978-3-030-50417-5_47): differences at the top of
    // the first ranking count most, so it is not symmetric.
    Measure ws = 0;
    double mean_change = 0;  // absolute, in ranks
    double greatest_change = 0;
};

// Columns hold ranks, 1 the best; units missing in one are left out and the rest ranked again, ties
// with their average.
Similarity similarity_of_ranks(ColumnView first, ColumnView second);

}  // namespace kc::evaluation
