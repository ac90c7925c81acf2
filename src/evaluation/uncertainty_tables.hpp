// SPDX-License-Identifier: Apache-2.0
// Tables of scaled figures for any choice of imputation, treatment and normalisation, made by the
// stages of the evaluation.
#pragma once

#include <memory>

#include "evaluation/evaluate.hpp"
#include "evaluation/uncertainty_model.hpp"

namespace kc::evaluation {

// How many alternatives imputation has: the drawn ones first, then the methods.
std::size_t imputation_choices(const VaryPlan& vary);

// The figures before anything was filled in across units: denominated, and filled from each unit's
// other years.
std::vector<Matrix> figures_before_imputation(const Evaluation& evaluation);

// Both arguments must outlive the builder.
std::unique_ptr<TableBuilder> make_table_builder(const Evaluation& evaluation,
                                                 const VaryPlan& vary);

}  // namespace kc::evaluation
