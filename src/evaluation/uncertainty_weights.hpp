// SPDX-License-Identifier: Apache-2.0
// Random weights: noise, Dirichlet, the simplex, orders of importance, one of several experts.
#pragma once

#include <span>
#include <utility>
#include <vector>

#include "evaluation/random.hpp"
#include "evaluation/uncertainty_model.hpp"

namespace kc::evaluation {

// All of these write positive numbers of any sum, one a weight.

// w U(1 - size, 1 + size)
void noisy_weights(std::span<const double> nominal, double size, RandomStream& draws,
                   std::span<double> out);

// Dirichlet with parameters concentration * w / sum(w); a weight of 0 stays 0.
void dirichlet_weights(std::span<const double> nominal, double concentration, RandomStream& draws,
                       std::span<double> out);

// Uniform on the simplex: exponential numbers (Devroye, Non-Uniform Random Variate Generation
// (1986), chapter 5).
void simplex_weights(RandomStream& draws, std::span<double> out);

// Uniform on the part of the simplex where weight `first` >= weight `second` for each pair. Sorted
// simplex weights along a random linear extension of the order; extensions by rejection, or, for
// orders that leave little room, by the chain of Karzanov and Khachiyan (Order 8 (1991) 7-15).
// The order must be free of cycles.
using OrderPairs = std::vector<std::pair<std::size_t, std::size_t>>;
void ordinal_weights(const OrderPairs& order, RandomStream& draws, std::span<double> out);
bool has_cycle(const OrderPairs& order, std::size_t count);

// The weights of all nodes among their siblings, one replication. What does not vary is nominal;
// what does is scaled to the nominal sum of its siblings.
class WeightSampler {
public:
    // `every`: all nodes count as varied, for weights that somebody chooses.
    explicit WeightSampler(const Model& model, bool every = false);

    // Uniform numbers a draw takes at least; what rejection takes more comes after them.
    std::size_t dimensions() const { return dimensions_; }

    // Nodes some of whose children's weights vary.
    bool varies(std::size_t node) const { return varies_[node] != 0; }

    void nominal(std::span<double> out) const;
    void draw(RandomStream& draws, std::span<double> out) const;

private:
    bool takes_part(std::int32_t child) const;
    void draw_children(std::size_t node, RandomStream& draws, std::span<double> out) const;

    const Model& model_;
    std::vector<std::uint8_t> varies_;
    std::vector<OrderPairs> orders_;  // by node, between positions of varied children
    std::size_t dimensions_ = 0;
};

}  // namespace kc::evaluation
