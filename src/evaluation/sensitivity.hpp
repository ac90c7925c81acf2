// SPDX-License-Identifier: Apache-2.0
// What the uncertainty of ranks comes from: Sobol' indices of every assumption, for the index as a
// whole and for each unit.
//
// First order: the share of the variance an assumption explains alone. Total: the share that would
// be left if it alone stayed unknown. With f centred on its mean over A and B and V its variance
// there,
//   S = E[f(B) (f(A with i of B) - f(A))] / V          T = E[(f(A) - f(A with i of B))^2] / 2V
// Jansen, Computer Physics Communications 117 (1999) 35-43; Saltelli et al., the same 181 (2010)
// 259-270. Intervals by bootstrap of whole rows, all inputs and V together.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "base/result.hpp"
#include "evaluation/statistics.hpp"
#include "evaluation/stop.hpp"
#include "evaluation/uncertainty_model.hpp"

namespace kc::evaluation {

struct SobolIndex {
    double first = 0;
    double first_low = 0;  // of the bootstrap interval; the index itself without a bootstrap
    double first_high = 0;
    double total = 0;
    double total_low = 0;
    double total_high = 0;
};

// Two inputs whose total indices cannot be told apart at this size of the design.
struct Overlap {
    std::size_t greater = 0;  // inputs
    std::size_t smaller = 0;
};

struct SensitivityOf {
    std::string target = {};  // "mean_abs_rank_change", "rank", "score"
    std::optional<std::size_t> unit = {};
    double mean = 0;
    double variance = 0;
    // no_variation: nothing that was varied changes this target, so no shares of it are given.
    std::optional<Undefined> undefined = {};
    std::vector<SobolIndex> indices = {};  // one an input
    std::vector<Overlap> overlaps = {};    // between neighbours in the order of total indices
};

struct Sensitivity {
    std::vector<std::string> inputs = {};  // names of the assumptions
    std::vector<Title> titles = {};
    std::size_t base = 0;
    std::size_t runs = 0;
    std::size_t bootstrap = 0;  // resamples of mean_abs_rank_change; fewer for many targets
    double interval = 0.9;
    std::vector<SensitivityOf> targets = {};
    Diagnostics notes = {};
};

struct SensitivityOptions {
    std::size_t base = 1000;
    std::size_t bootstrap = 1000;
    std::vector<SensitivityTarget> targets = {SensitivityTarget::mean_abs_rank_change};
    double interval = 0.9;
    std::uint64_t seed = 1;
    std::size_t threads = 1;
    Stop stop = {};
};

Result<Sensitivity> analyse_sensitivity(const Model& model, const SensitivityOptions& options);

}  // namespace kc::evaluation
