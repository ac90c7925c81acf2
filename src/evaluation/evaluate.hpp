// SPDX-License-Identifier: Apache-2.0
// The whole chain from a table to ranks, every stage kept.
//
//   auto result = evaluate(*definition, *table);
//   if (!result) return unexpected(result.error());
//   const YearResult& year = result->asked();
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "base/result.hpp"
#include "evaluation/data.hpp"
#include "evaluation/definition.hpp"
#include "evaluation/identity.hpp"
#include "evaluation/stage_adjust.hpp"
#include "evaluation/stage_aggregate.hpp"
#include "evaluation/stage_assemble.hpp"
#include "evaluation/stage_impute.hpp"
#include "evaluation/stage_normalise.hpp"
#include "evaluation/stage_prepare.hpp"
#include "evaluation/stage_treat.hpp"

namespace kc::evaluation {

// One year. Matrices are units x indicators in the order of `slice` and of the definition.
struct YearResult {
    Slice slice = {};  // the units that take part
    std::vector<LeftOut> left_out = {};
    Matrix denominated = {};
    Matrix imputed = {};
    std::vector<ImputedCell> cells = {};  // that were filled in
    Matrix treated = {};
    Matrix scaled = {};
    std::vector<Treatment> treatments = {};         // one an indicator
    std::vector<std::optional<Scale>> scales = {};  // none where an indicator cannot be scaled
    Aggregated tree = {};
    std::vector<double> leaf_weights = {};   // effective weight of each node that is a leaf
    std::vector<double> missing_share = {};  // of the weight, missing or filled in, one a unit
    Adjusted adjusted = {};                  // of the root
    std::vector<std::int32_t> ranks = {};
    std::vector<std::int32_t> group_ranks = {};  // within compare_within, empty without it

    // Score of the root before adjustments.
    ColumnView root() const { return tree.scores.column(0); }
};

struct Evaluation {
    Definition definition = {};  // resolved, defaults settled
    Identity identity = {};
    std::vector<YearResult> years = {};  // ascending
    std::size_t asked_position = 0;      // the definition's year, or the last
    Diagnostics notes = {};              // warnings

    const YearResult& asked() const { return years[asked_position]; }
};

Result<Evaluation> evaluate(const Definition& definition, const Table& table);

// The same from slices; `definition` is one whose defaults are settled. The result has no identity.
Result<Evaluation> evaluate_slices(const Definition& definition, std::vector<Slice> slices);

// ---- single stages, for uncertainty, which repeats some of them

struct Scaled {
    Matrix treated = {};
    Matrix scaled = {};
    std::vector<Treatment> treatments = {};
    std::vector<std::optional<Scale>> scales = {};
};

// Treats and scales the figures of one year by the definition's methods, fitting both anew.
// Indicators that cannot be scaled have no scores, with a warning.
Scaled treat_and_scale(const Definition& definition, const Matrix& figures,
                       const std::vector<std::string>& units, Diagnostics& found);

}  // namespace kc::evaluation
