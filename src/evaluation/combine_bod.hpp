// SPDX-License-Identifier: Apache-2.0
// Benefit of the doubt: every unit is scored with the weights that suit it best, as long as no unit
// would score above 1 with them. One linear program a unit.
//
// Cherchye, Moesen, Rogge and Van Puyenbroeck, Social Indicators Research 82 (2007) 111-145;
// directional: Fusco, Social Indicators Research 122 (2015) 621-634.
#pragma once

#include "evaluation/combine.hpp"

namespace kc::evaluation {

struct BodOptions {
    // Least and greatest share of one child in the unit's own score; 0 and 1 leave it free.
    double share_low = 0;
    double share_high = 1;
    // The direction in which a unit is moved towards the frontier, one figure a child on the scale
    // of the children; empty: its own profile (radial). The score is 1/(1 + steps).
    std::span<const double> direction = {};
};

// Values must be 0 or more. Weights of the input are not used.
CombineResult<Combined> benefit_of_the_doubt(const CombineInput& input, const BodOptions& options);

}  // namespace kc::evaluation
