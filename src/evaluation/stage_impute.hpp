// SPDX-License-Identifier: Apache-2.0
// Filling in missing figures, cell by cell by the method of the indicator, and saying which cells
// were filled and from what.
#pragma once

#include <string>
#include <vector>

#include "base/diagnostic.hpp"
#include "evaluation/random.hpp"
#include "evaluation/stage_assemble.hpp"

namespace kc::evaluation {

struct ImputedCell {
    std::size_t row = 0;
    std::size_t indicator = 0;
    double value = 0;
    std::string from = {};  // "group_mean region=north", "last 2021"
};

struct Imputed {
    Matrix figures = {};
    std::vector<ImputedCell> cells = {};
};

// From the unit's own other years. `years` are the denominated figures of `slices`, changed in
// place; what was filled is returned for each of them.
std::vector<std::vector<ImputedCell>> impute_panel(const ImputeMethod& method,
                                                   const std::vector<Slice>& slices,
                                                   std::vector<Matrix>& years);

// Across the units of one year. What cannot be filled stays missing, with a warning by indicator.
// `seed` is for the draws of `multiple`, whose mean is taken.
Imputed impute(const Definition& definition, const Slice& slice, const Matrix& figures,
               std::uint64_t seed, Diagnostics& found);

}  // namespace kc::evaluation
