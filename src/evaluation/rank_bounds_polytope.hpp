// SPDX-License-Identifier: Apache-2.0
// A weight polytope as rows of a linear program.
#pragma once

#include "evaluation/rank_bounds.hpp"
#include "evaluation/simplex_lp.hpp"

namespace kc::evaluation {

// The first `count` variables of `lp` are the weights. Of a polytope given by bounds and an order;
// noise is no polytope of this form.
void add_polytope(const WeightPolytope& polytope, std::size_t count, LinearProgram& lp);

}  // namespace kc::evaluation
