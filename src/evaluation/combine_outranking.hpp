// SPDX-License-Identifier: Apache-2.0
// Methods that compare units two by two: outranking shares, Copeland, Borda, PROMETHEE II.
//
// Two units are compared in the children that both have, with the weights of those scaled up, so a
// pair's result does not depend on which of the two is asked about first.
#pragma once

#include <cstdint>

#include "evaluation/combine.hpp"

namespace kc::evaluation {

// Share of the weight in which the row's unit beats the column's plus half of what is equal; 0.5
// where they share no child. The diagonal is 0.
CombineResult<SquareMatrix> outranking_matrix(const CombineInput& input);

// Pairs won less pairs lost, by outranking share above or below one half. Copeland, "A reasonable
// social welfare function", University of Michigan (1951).
CombineResult<Combined> copeland(const CombineInput& input);

// Weighted mean of the numbers of units beaten in each child, half for equal ones; a child in
// which k < n units have a value is scaled from k - 1 to n - 1.
CombineResult<Combined> borda(const CombineInput& input);

// Brans and Vincke, Management Science 31 (1985) 647-656, with their six types.
enum class PreferenceShape : std::uint8_t {
    usual,     // 1 above 0
    u_shape,   // 1 above q
    v_shape,   // d/p up to p
    level,     // 1/2 above q, 1 above p
    linear,    // (d - q)/(p - q) between q and p
    gaussian,  // 1 - exp(-d^2 / (2 s^2)), s = p
};

struct Preference {
    PreferenceShape shape = PreferenceShape::usual;
    double indifference = 0;  // q, in the child's unit
    double preference = 0;    // p or s
};

double preference_degree(const Preference& preference, double difference);

// Net flows in [-1, 1]; `preferences` holds one a child. Details: flow_plus, flow_minus.
CombineResult<Combined> promethee(const CombineInput& input,
                                  std::span<const Preference> preferences);

}  // namespace kc::evaluation
