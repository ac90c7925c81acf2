// SPDX-License-Identifier: Apache-2.0
// A definition from the two tables of the R package COINr: iData (units in rows) and iMeta (one row
// an indicator, aggregate, group or denominator).
//
// iMeta says directions, weights, denominators and the tree. How figures are filled in, treated,
// scaled and added up it does not say, so the definition begins with COINr's usual choices, to be
// edited: group means by the last group column, at most five points winsorised or else a logarithm,
// min-max to 0-100, weighted arithmetic means.
#pragma once

#include "base/result.hpp"
#include "evaluation/data.hpp"
#include "evaluation/definition.hpp"

namespace kc::evaluation {

Result<Definition> import_coin(const Table& data, const Table& meta);

}  // namespace kc::evaluation
