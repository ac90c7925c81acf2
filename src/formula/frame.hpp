// SPDX-License-Identifier: Apache-2.0
// The columns of one block while it is computed. Used by the kernels and the two drivers.
//
// A node that is the same for every row has columns of one entry; everything else has `rows`.
#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <vector>

#include "base/check.hpp"
#include "formula/fraction.hpp"
#include "formula/plan.hpp"

namespace kc::formula {

struct Column {
    const std::int64_t* lo = nullptr;
    const std::int64_t* hi = nullptr;    // == lo when every row is known
    const std::uint8_t* bits = nullptr;  // outcomes of a yes/no; else states, none: all numbers
    const Interval* exact = nullptr;     // halved results of arithmetic
    std::int64_t least = 0;              // no lo is below, no hi above
    std::int64_t most = 0;
    bool open = false;  // some entry is unbounded, and least and most speak of the others only
};

// Where a node's results go.
struct Store {
    std::int64_t* lo = nullptr;
    std::int64_t* hi = nullptr;
    std::uint8_t* bits = nullptr;
    Interval* exact = nullptr;
};

// A comparison with a number that is the same for every row: `x >= value` is `code >= code_of`.
// `tie` is a code that does not tell (halved columns, a value between two steps).
struct Threshold {
    std::int64_t code = 0;
    bool ties = false;
    std::int64_t tie = 0;
};

// What a kernel needs of uniform operands, made once for a run.
struct Prepared {
    bool usable = false;
    Threshold low;  // comparisons: decided by lo >= low.code and hi >= high.code
    Threshold high;
    // Bands: an edge may lie anywhere from `earliest` to `latest`; values per band.
    std::vector<Threshold> earliest = {};
    std::vector<Threshold> latest = {};
    std::vector<std::int64_t> value_lo = {};
    std::vector<std::int64_t> value_hi = {};
    bool one_edge = true;  // earliest == latest throughout, without ties
    bool rising = true;
    bool falling = true;
    bool exact_values = true;  // value_lo == value_hi
    std::int64_t least = 0;
    std::int64_t most = 0;
};

// An operand as the kernels over whole counts see it. One that is the same for every row has
// stride 0.
struct Operand {
    const std::int64_t* lo;
    const std::int64_t* hi;
    const std::uint8_t* bits;
    std::size_t stride;
    std::int64_t factor;
};

struct ListColumns;
class Runner;

class Frame {
public:
    Frame() = default;
    Frame(const Plan& of, std::size_t row_count)
        : plan(&of),
          rows(row_count),
          columns(of.nodes().size()),
          stores(of.nodes().size()),
          prepared(of.nodes().size()) {}

    [[nodiscard]] const Node& node(std::uint32_t index) const { return plan->nodes()[index]; }
    [[nodiscard]] const Column& column(NodeId id) const { return columns[id.index]; }
    [[nodiscard]] bool is_uniform(NodeId id) const { return plan->node(id).uniform; }
    // The entry of a row in a node's columns.
    [[nodiscard]] std::size_t at(NodeId id, std::size_t row) const {
        return plan->node(id).uniform ? 0 : row;
    }
    [[nodiscard]] State state(NodeId id, std::size_t row) const {
        const Column& of = column(id);
        return of.bits == nullptr ? kNumber : of.bits[at(id, row)];
    }

    const Plan* plan = nullptr;
    std::size_t rows = 0;
    std::vector<Column> columns;
    std::vector<Store> stores;
    std::vector<Prepared> prepared;
    std::size_t first_row = 0;                          // of the block, in the table
    const std::vector<ListColumns>* lists = nullptr;    // of the whole table
    std::vector<std::shared_ptr<Runner>> item_runners;  // by node; made by the aggregates
    std::vector<std::int64_t> edges;                    // room for kernel_bands
    std::vector<std::int64_t> filled;                   // room for what is put on one grid
    std::vector<Operand> operands;                      // room for the careful loops
};

// Fills columns[index] from the columns of its operands.
void compute(Frame& frame, std::uint32_t index);

// After the uniform nodes have been computed, and before any other.
void prepare(Frame& frame, std::uint32_t index);

// The exact bounds of a number in the node's unit.
Interval exact_bounds(const Frame& frame, NodeId id, std::size_t row);

struct Bounds {
    Interval interval = {};
    State state = kNumber;
};
// The same with the state, also of a deferred node.
Bounds bounds_of(const Frame& frame, NodeId id, std::size_t row);

// --- for the kernels ----------------------------------------------------------------------------

// Of a halved node other than a quotient, computed from its operands.
Bounds computed_bounds(const Frame& frame, const Node& node, std::size_t row);
// Of a quotient whose divisor is not only zero.
Interval quotient_bounds(const Frame& frame, const Node& node, std::size_t row);

Threshold threshold_for(const Node& column, const Fraction& value, bool strictly_above);

// least, most and open of a column, from its entries.
void measure(Column& column, std::size_t rows);

// States of an operation that needs all its operands: into the store when any has states.
const std::uint8_t* strict_states(Frame& frame, std::uint32_t index);

std::int64_t clamped_low(base::Int128 value, bool& fits);
std::int64_t clamped_high(base::Int128 value, bool& fits);

void compute_compare(Frame& frame, std::uint32_t index);
void compute_same_as(Frame& frame, std::uint32_t index);
void compute_within(Frame& frame, std::uint32_t index);
void compute_connective(Frame& frame, std::uint32_t index);
void compute_negation(Frame& frame, std::uint32_t index);
void compute_applicable(Frame& frame, std::uint32_t index);
void compute_scaled(Frame& frame, std::uint32_t index);
void compute_add(Frame& frame, std::uint32_t index);
void compute_multiply(Frame& frame, std::uint32_t index);
void compute_extreme(Frame& frame, std::uint32_t index);
void compute_best(Frame& frame, std::uint32_t index);
void compute_choose(Frame& frame, std::uint32_t index);
void compute_otherwise(Frame& frame, std::uint32_t index);
// `otherwise` whose second operand is one range for all rows: [low, high] of counts or codes.
void take_instead(Frame& frame, std::uint32_t index, std::int64_t low, std::int64_t high);
void compute_bands(Frame& frame, std::uint32_t index);
void prepare_bands(Frame& frame, std::uint32_t index);
void compute_quotient(Frame& frame, std::uint32_t index);
void compute_exactly(Frame& frame, std::uint32_t index);
void compute_round(Frame& frame, std::uint32_t index);
void compute_days(Frame& frame, std::uint32_t index);
void compute_aggregate(Frame& frame, std::uint32_t index);

}  // namespace kc::formula
