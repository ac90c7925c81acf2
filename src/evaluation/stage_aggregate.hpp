// SPDX-License-Identifier: Apache-2.0
// Weights and scores of every node, from the leaves up.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "base/result.hpp"
#include "evaluation/combine.hpp"
#include "evaluation/definition.hpp"
#include "evaluation/matrix.hpp"
#include "evaluation/weights_node.hpp"

namespace kc::evaluation {

struct NodeDetails {
    std::size_t node = 0;
    std::vector<Detail> details = {};  // S, R, Q of vikor and the like
};

struct Aggregated {
    Matrix scores = {};  // units x nodes, leaves too
    // One entry a node, empty for leaves. Shares of 1, except where the node takes a `sum`.
    std::vector<NodeWeights> weights = {};
    std::vector<NodeDetails> details = {};
};

struct AggregateInput {
    const Matrix* scaled = nullptr;                   // units x indicators
    const std::vector<std::string>* units = nullptr;  // names, for messages
    // Weights of an earlier fit, to be used again; empty: derive them.
    const std::vector<NodeWeights>* weights = nullptr;
};

// The error names node, unit and child. Units without a score are warned of.
Result<Aggregated> aggregate(const Definition& definition, const AggregateInput& input,
                             Diagnostics& found);

// The children's columns of one node.
Matrix children_of(const Node& node, const Matrix& scores);

// Each leaf's share in the root when every node were a weighted mean: the product of the shares on
// its way up. 0 for inner nodes.
std::vector<double> effective_weights(const Definition& definition,
                                      const std::vector<NodeWeights>& weights);

}  // namespace kc::evaluation
