// SPDX-License-Identifier: Apache-2.0
// The scores of one tree under many sets of weights.
//
// prepare() takes a table and a choice of methods and does everything that weights cannot change:
// nodes below which no weight varies are added up once, and where the rest are means of powers or
// logarithms the columns are transformed once. score() is then little more than a matrix product.
// Trees with other methods above varied weights go the plain way through combine().
#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

#include "evaluation/combine.hpp"
#include "evaluation/uncertainty_model.hpp"
#include "evaluation/uncertainty_weights.hpp"

namespace kc::evaluation {

// Which alternative every assumption takes; kNominal is the definition's own.
struct Choices {
    TableRequest table = {};
    std::vector<std::size_t> aggregate = {};  // one an assumption of that kind, in their order
    std::size_t drop = kNominal;

    bool operator==(const Choices&) const = default;
    auto operator<=>(const Choices&) const = default;
};

// A quasi-arithmetic mean is linear after this transformation.
enum class Transform : std::uint8_t { none, logarithm, reciprocal, power };

class Scorer {
public:
    Scorer(const Model& model, const WeightSampler& sampler);

    // `table` must outlive the scoring. Faults name the node and the unit.
    Result<void> prepare(const Matrix& table, const Choices& choices);

    // `weights` holds one a node, among its siblings; 0 where the nominal weight is 0, and only
    // there.
    Result<void> score(std::span<const double> weights);

    // The same for any weights, slowly. prepare() has to come again before the next score().
    Result<void> score_plainly(std::span<const double> weights);

    // In the order of the scores; the scores themselves, or their logarithms.
    std::span<const double> order() const { return {order_, units_}; }
    // Units that have a score, ascending.
    std::span<const std::uint32_t> rows() const { return rows_; }
    // The scores themselves.
    Column scores() const;

private:
    struct FastChild {
        const double* column = nullptr;  // transformed; of a varying child its buffer
        std::size_t node = 0;
    };
    struct FastNode {
        std::size_t node = 0;
        Transform transform = Transform::none;
        double exponent = 1;
        bool is_sum = false;
        Transform to = Transform::none;  // what the parent wants
        double to_exponent = 1;
        std::vector<FastChild> children = {};
        double* buffer = nullptr;
        // Rows without one of the children, and for each the children it has.
        std::vector<std::uint32_t> gappy_rows = {};
        std::vector<std::uint32_t> gappy_starts = {};
        std::vector<std::uint32_t> gappy_children = {};
        std::vector<std::uint32_t> absent_rows = {};
    };

    void choose(const Choices& choices);
    Result<void> combine_constant(const Matrix& table);
    Result<void> combine_node(std::size_t node, std::span<const double> weights);
    bool can_be_fast() const;
    Result<void> prepare_fast();
    Result<void> prepare_fast_node(FastNode& fast);
    void find_gaps(FastNode& fast);
    Result<void> score_fast(std::span<const double> weights);
    Result<void> hand_up(FastNode& fast);
    Diagnostic fault_of(const CombineFault& fault, std::size_t node) const;
    std::vector<std::size_t> active_children(std::size_t node) const;
    void note_rows(ColumnView column);

    const Model& model_;
    const WeightSampler& sampler_;
    std::size_t units_;
    std::size_t padded_;
    std::vector<std::uint8_t> active_;
    std::vector<std::uint8_t> varying_;
    std::vector<AggregateMethod> methods_;
    std::vector<ColumnView> views_;
    std::vector<Column> owned_;
    bool is_fast_ = false;
    std::vector<FastNode> fast_;
    std::vector<std::vector<double>> arena_;
    std::size_t arena_used_ = 0;
    std::vector<double> shares_;
    const double* order_ = nullptr;
    bool order_is_logarithm_ = false;
    std::vector<std::uint32_t> rows_;

    double* take_buffer();
};

}  // namespace kc::evaluation
