// SPDX-License-Identifier: Apache-2.0
// Why one unit stands above another: the gap of their scores, split among indicators and
// adjustments so that the parts sum to it.
//
// A node's gap is split among its children by the Shapley value: the child's mean effect over all
// orders in which the lower unit's children could be replaced by the other's. For weighted means of
// complete rows that is weight times difference. Each child's part is then split among its own
// children in the same proportions, down to the leaves (Shapley, Contributions to the Theory of
// Games II (1953); the hierarchy after Owen (1977)).
//
// Where a method compares units with each other, replacing one unit's children changes the field;
// what the parts do not explain is then given as one part of its own, "field".
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "base/result.hpp"
#include "evaluation/evaluate.hpp"

namespace kc::evaluation {

struct GapPart {
    enum class Kind : std::uint8_t { leaf, adjustment, field } kind = Kind::leaf;
    std::size_t node = 0;          // of a leaf; of field, the node whose method compares units
    std::string name = {};         // of an adjustment
    double points = 0;             // of the gap, on the scale of the scores
    std::optional<double> a = {};  // the two units' figures after denominators; empty: missing
    std::optional<double> b = {};
    double weight = 0;  // effective
};

struct ScoreGap {
    std::size_t a = 0;
    std::size_t b = 0;
    double gap = 0;                   // score of a minus score of b
    std::vector<GapPart> parts = {};  // greatest effect first
};

// Both units need a score. `a` and `b` are rows of the asked year.
Result<ScoreGap> explain_gap(const Evaluation& evaluation, std::size_t a, std::size_t b);

// The least movement of weight after which b is no longer below a: the sum of |changes| of the
// leaves' effective weights, for trees of weighted arithmetic means with complete rows.
struct WeightShift {
    struct Move {
        std::size_t node = 0;
        double from = 0;
        double to = 0;
    };
    std::vector<Move> moves = {};
    double distance = 0;  // L1
};

// Empty when no weights can do it (a is at least as good in everything that counts), or when the
// tree is not made of arithmetic means.
std::optional<WeightShift> smallest_weight_shift(const Evaluation& evaluation, std::size_t a,
                                                 std::size_t b);

}  // namespace kc::evaluation
