// SPDX-License-Identifier: Apache-2.0
// Methods that measure how far a unit is from the best: TOPSIS, VIKOR, Wroclaw.
#pragma once

#include "evaluation/combine.hpp"

namespace kc::evaluation {

// Closeness D-/(D+ + D-) to the best and the worst value of each child: Hwang and Yoon, Multiple
// Attribute Decision Making (1981). Weights sum to 1 and multiply the scaled values. Details:
// distance_best, distance_worst.
CombineResult<Combined> topsis(const CombineInput& input, Scaling scaling);

// Opricovic and Tzeng, European Journal of Operational Research 156 (2004) 445-455. S: weighted
// mean distance from the best, R: greatest one, Q: their compromise with share `v` of S. Lower is
// better; the score is 1 - Q. Where all S (or R) are equal its part of Q is 0. Details: S, R, Q.
CombineResult<Combined> vikor(const CombineInput& input, double v);

// Hellwig's taxonomic distance (Przeglad Statystyczny 15 (1968) 307-327), the "Wroclaw method":
// Euclidean distance from the ideal unit, divided by its mean plus two standard deviations (n - 1).
// The children are taken as they are: scaling them alike is the business of the normalisation.
// Lower is better; the score is 1 - d. Detail: distance.
CombineResult<Combined> wroclaw(const CombineInput& input);

}  // namespace kc::evaluation
