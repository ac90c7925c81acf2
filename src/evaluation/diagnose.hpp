// SPDX-License-Identifier: Apache-2.0
// The definition's checks on one evaluation: figures for tables and, where something should be
// looked at, a named warning in both languages.
//
// Nothing here changes a score. Statistics that the number of units cannot carry are given with a
// warning that they mean nothing.
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <vector>

#include "base/diagnostic.hpp"
#include "evaluation/diagnose_columns.hpp"
#include "evaluation/diagnose_relations.hpp"
#include "evaluation/diagnose_structure.hpp"
#include "evaluation/evaluate.hpp"

namespace kc::evaluation {

// One inner node with the statistics of its children.
struct NodeDiagnosis {
    std::size_t node = 0;
    std::vector<std::size_t> children = {};  // nodes, in the order of what follows
    std::vector<Pair> correlated = {};       // positions among the children
    Measure alpha = tl::unexpected<Undefined>(Undefined::missing);
    tl::expected<Adequacy, Undefined> adequacy = tl::unexpected<Undefined>(Undefined::missing);
    tl::expected<Sphericity, Undefined> sphericity = tl::unexpected<Undefined>(Undefined::missing);
    tl::expected<Components, Undefined> components = tl::unexpected<Undefined>(Undefined::missing);
    std::vector<Influence> influences = {};
    std::vector<Dominance> dominances = {};
};

struct Diagnosis {
    std::vector<Coverage> indicator_coverage = {};  // of the denominated figures
    std::vector<Coverage> unit_coverage = {};
    std::vector<ColumnShape> shapes = {};  // before treatment
    std::vector<Pair> denominators = {};   // indicators, by position; second: whose denominator
    std::vector<Pair> redundant = {};      // indicators
    std::vector<NodeDiagnosis> nodes = {};
    Diagnostics findings = {};
};

// What the definition asks for under `checks`; what it does not ask for stays empty.
Diagnosis diagnose(const Evaluation& evaluation);

}  // namespace kc::evaluation
