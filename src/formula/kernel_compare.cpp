// SPDX-License-Identifier: Apache-2.0
// Comparisons. Against a value that is the same for all rows, the value is turned once into a
// threshold on the column's own counts, and each row is one integer comparison, exact also for
// quotients and for thresholds between two steps.
#include <algorithm>

#include "formula/frame.hpp"
#include "formula/simd.hpp"

namespace kc::formula {
namespace {

using base::Int128;

// Outcomes when lo >= low makes `below` impossible and hi >= high makes `above` possible.
KC_SIMD void against_threshold(std::uint8_t* out, const std::int64_t* lo, const std::int64_t* hi,
                               std::int64_t low, std::int64_t high, std::uint8_t above,
                               std::uint8_t below, std::size_t rows) {
    for (std::size_t i = 0; i < rows; ++i) {
        const auto can_above = static_cast<std::uint8_t>(hi[i] >= high ? above : 0);
        const auto can_below = static_cast<std::uint8_t>(lo[i] >= low ? 0 : below);
        out[i] = static_cast<std::uint8_t>(can_above | can_below);
    }
}

KC_SIMD void known_against_threshold(std::uint8_t* out, const std::int64_t* lo, std::int64_t low,
                                     std::uint8_t above, std::uint8_t below, std::size_t rows) {
    for (std::size_t i = 0; i < rows; ++i) out[i] = lo[i] >= low ? above : below;
}

KC_SIMD void at_least_columns(std::uint8_t* out, const std::int64_t* a_lo, const std::int64_t* a_hi,
                              const std::int64_t* b_lo, const std::int64_t* b_hi, std::int64_t a_by,
                              std::int64_t b_by, bool strict, std::size_t rows) {
    if (strict) {
        for (std::size_t i = 0; i < rows; ++i) {
            const auto yes = static_cast<std::uint8_t>(a_hi[i] * a_by > b_lo[i] * b_by ? kYes : 0);
            const auto no = static_cast<std::uint8_t>(a_lo[i] * a_by <= b_hi[i] * b_by ? kNo : 0);
            out[i] = static_cast<std::uint8_t>(yes | no);
        }
        return;
    }
    for (std::size_t i = 0; i < rows; ++i) {
        const auto yes = static_cast<std::uint8_t>(a_hi[i] * a_by >= b_lo[i] * b_by ? kYes : 0);
        const auto no = static_cast<std::uint8_t>(a_lo[i] * a_by < b_hi[i] * b_by ? kNo : 0);
        out[i] = static_cast<std::uint8_t>(yes | no);
    }
}

// One side of at_least_columns where some bounds are infinite: those stay what they are.
KC_SIMD void raised(std::int64_t* out, const std::int64_t* in, std::int64_t by, std::size_t rows) {
    for (std::size_t i = 0; i < rows; ++i) {
        const bool open = (in[i] == kUnboundedBelow) | (in[i] == kUnboundedAbove);
        out[i] = open ? in[i] : (open ? 0 : in[i]) * by;
    }
}

// Marks an outcome that codes do not tell.
constexpr std::uint8_t kTie = 0x80;

// Codes in one step. Two equal odd ones do not tell; returns whether there were any.
KC_SIMD std::uint8_t compare_codes(std::uint8_t* out, const std::int64_t* a_lo,
                                   const std::int64_t* a_hi, const std::int64_t* b_lo,
                                   const std::int64_t* b_hi, bool strict, std::size_t rows) {
    std::uint8_t ties = 0;
    for (std::size_t i = 0; i < rows; ++i) {
        const bool yes_equal = a_hi[i] == b_lo[i];
        const bool no_equal = a_lo[i] == b_hi[i];
        const bool can_yes = (a_hi[i] > b_lo[i]) | (yes_equal & !strict);
        const bool can_no = (a_lo[i] < b_hi[i]) | (no_equal & strict);
        const bool is_tie = (yes_equal & ((a_hi[i] & 1) != 0)) | (no_equal & ((a_lo[i] & 1) != 0));
        const auto tie = static_cast<std::uint8_t>(is_tie ? kTie : 0);
        out[i] = static_cast<std::uint8_t>((can_yes ? kYes : 0) | (can_no ? kNo : 0) | tie);
        ties |= tie;
    }
    return ties;
}

KC_SIMD void find_known(std::uint8_t* out, const std::int64_t* in, std::int64_t entry,
                        std::size_t rows) {
    for (std::size_t i = 0; i < rows; ++i) out[i] = in[i] == entry ? kYes : out[i];
}

KC_SIMD void in_half_open(std::uint8_t* out, const std::int64_t* in, std::int64_t from,
                          std::int64_t until, std::size_t rows) {
    for (std::size_t i = 0; i < rows; ++i) out[i] = in[i] >= from && in[i] < until ? kYes : kNo;
}

KC_SIMD void with_states(std::uint8_t* out, const std::uint8_t* states, std::size_t rows) {
    for (std::size_t i = 0; i < rows; ++i) {
        const unsigned number = (states[i] & kNumber) != 0 ? 0xFFU : 0U;
        const unsigned none = (states[i] & kNone) != 0 ? unsigned{kNotApplicable} : 0U;
        out[i] = static_cast<std::uint8_t>((out[i] & number) | none);
    }
}

// The operands' states decide where the comparison has no numbers to compare.
void apply_states(Frame& frame, std::uint32_t index, std::uint8_t* out) {
    for (const NodeId id : frame.node(index).operands) {
        const std::uint8_t* bits = frame.column(id).bits;
        if (bits == nullptr) continue;
        if (!frame.is_uniform(id)) {
            with_states(out, bits, frame.rows);
            continue;
        }
        for (std::size_t row = 0; row < frame.rows; ++row) with_states(out + row, bits, 1);
    }
}

Outcomes compare_exactly(const Frame& frame, const Node& node, std::size_t row) {
    const Interval a = exact_bounds(frame, node.operands[0], row);
    const Interval b = exact_bounds(frame, node.operands[1], row);
    const auto most = compare(a.hi, b.lo);
    const auto least = compare(a.lo, b.hi);
    const bool strict = node.op == Op::more_than;
    // An infinite bound is no value that is reached, so it never decides by being equal.
    const bool can_yes = strict ? most > 0 : most >= 0;
    const bool can_no = strict ? least <= 0 : least < 0;
    return static_cast<Outcomes>((can_yes ? kYes : 0) | (can_no ? kNo : 0));
}

// "a > b" cannot come true while the domain says a <= b; two known figures may contradict it.
void keep_domain(const Frame& frame, const Node& node, std::uint8_t* out) {
    const Column& a = frame.column(node.operands[0]);
    const Column& b = frame.column(node.operands[1]);
    const unsigned impossible = node.op == Op::more_than ? kYes : kNo;
    for (std::size_t row = 0; row < frame.rows; ++row) {
        const bool known = a.lo[row] == a.hi[row] && b.lo[row] == b.hi[row];
        const unsigned kept = out[row] & ~impossible;
        if (!known && kept != 0) out[row] = static_cast<std::uint8_t>(kept);
    }
}

bool fits_products(const Column& column, std::int64_t factor) {
    if (factor == 1) return true;
    const Int128 least = Int128{column.least} * factor;
    const Int128 most = Int128{column.most} * factor;
    const Int128 limit = Int128{INT64_MAX} - 1;
    const bool bounded =
        column.open || (column.least != kUnboundedBelow && column.most != kUnboundedAbove);
    return least > -limit && least < limit && most > -limit && most < limit && bounded;
}

// One operand's bounds on the grid of the comparison.
struct Raised {
    const std::int64_t* lo;
    const std::int64_t* hi;
    std::int64_t by;
};

// Both operands are whole counts with a row each, and their products fit.
void compare_whole(Frame& frame, const Node& node, std::uint8_t* out) {
    const std::size_t rows = frame.rows;
    frame.filled.resize(4 * rows);
    const auto side = [&](std::size_t i) -> Raised {
        const Column& of = frame.column(node.operands[i]);
        const std::int64_t by = node.factors[i];
        if (by == 1 || !of.open) return {of.lo, of.hi, by};
        std::int64_t* lo = frame.filled.data() + 2 * i * rows;
        std::int64_t* hi = lo + rows;
        raised(lo, of.lo, by, rows);
        raised(hi, of.hi, by, rows);
        return {lo, hi, 1};
    };
    const Raised a = side(0);
    const Raised b = side(1);
    at_least_columns(out, a.lo, a.hi, b.lo, b.hi, a.by, b.by, node.op == Op::more_than, rows);
}

// Both are halved, in one step, with codes in every row.
bool compare_halved(Frame& frame, const Node& node, std::uint8_t* out) {
    for (const NodeId id : node.operands) {
        const Node& of = frame.plan->node(id);
        const bool fitting =
            of.halved && !of.uniform && of.step == frame.node(node.operands[0].index).step;
        if (!fitting) return false;
    }
    const Column& a = frame.column(node.operands[0]);
    const Column& b = frame.column(node.operands[1]);
    const std::size_t rows = frame.rows;
    const bool strict = node.op == Op::more_than;
    if (compare_codes(out, a.lo, a.hi, b.lo, b.hi, strict, rows) == 0) return true;
    for (std::size_t row = 0; row < rows; ++row) {
        if ((out[row] & kTie) != 0) out[row] = compare_exactly(frame, node, row);
    }
    return true;
}

}  // namespace

void prepare(Frame& frame, std::uint32_t index) {
    const Node& node = frame.node(index);
    if (node.op == Op::bands) return prepare_bands(frame, index);
    if (node.op != Op::at_least && node.op != Op::more_than && node.op != Op::same_as) return;
    Prepared& ready = frame.prepared[index];
    ready.usable = false;
    const NodeId a = node.operands[0];
    const NodeId b = node.operands[1];
    if (frame.is_uniform(a) == frame.is_uniform(b)) return;
    const bool mirrored = frame.is_uniform(a);
    const NodeId fixed_id = mirrored ? a : b;
    const Node& column = frame.plan->node(mirrored ? b : a);
    const Interval fixed = exact_bounds(frame, fixed_id, 0);
    const bool strict = node.op == Op::more_than;
    ready.usable = true;
    if (node.op == Op::same_as) {
        ready.usable = compare(fixed.lo, fixed.hi) == 0 && fixed.lo.is_finite();
        // Equal is: not below, and not strictly above.
        ready.low = threshold_for(column, fixed.lo, false);
        ready.high = threshold_for(column, fixed.lo, true);
    } else if (!mirrored) {
        ready.low = threshold_for(column, fixed.hi, strict);
        ready.high = threshold_for(column, fixed.lo, strict);
    } else {
        ready.low = threshold_for(column, fixed.hi, !strict);
        ready.high = threshold_for(column, fixed.lo, !strict);
    }
}

void compute_compare(Frame& frame, std::uint32_t index) {
    const Node& node = frame.node(index);
    const Prepared& ready = frame.prepared[index];
    std::uint8_t* out = frame.stores[index].bits;
    frame.columns[index].bits = out;
    const NodeId a = node.operands[0];
    const NodeId b = node.operands[1];
    const std::size_t rows = frame.rows;
    if (ready.usable) {
        const bool mirrored = frame.is_uniform(a);
        const Column& column = frame.column(mirrored ? b : a);
        const std::uint8_t above = mirrored ? kNo : kYes;
        const std::uint8_t below = mirrored ? kYes : kNo;
        if (column.lo == column.hi && ready.low.code == ready.high.code) {
            known_against_threshold(out, column.lo, ready.low.code, above, below, rows);
        } else {
            against_threshold(out, column.lo, column.hi, ready.low.code, ready.high.code, above,
                              below, rows);
        }
        if (ready.low.ties || ready.high.ties) {
            for (std::size_t row = 0; row < rows; ++row) {
                const bool tie = (ready.low.ties && column.lo[row] == ready.low.tie) ||
                                 (ready.high.ties && column.hi[row] == ready.high.tie);
                if (tie) out[row] = compare_exactly(frame, node, row);
            }
        }
        return apply_states(frame, index, out);
    }
    const Column& left = frame.column(a);
    const Column& right = frame.column(b);
    const bool whole = !node.factors.empty() && !frame.is_uniform(a) && !frame.is_uniform(b);
    if (whole && fits_products(left, node.factors[0]) && fits_products(right, node.factors[1])) {
        compare_whole(frame, node, out);
    } else if (!compare_halved(frame, node, out)) {
        for (std::size_t row = 0; row < rows; ++row) out[row] = compare_exactly(frame, node, row);
    }
    if (node.at_most_one) keep_domain(frame, node, out);
    apply_states(frame, index, out);
}

void compute_same_as(Frame& frame, std::uint32_t index) {
    const Node& node = frame.node(index);
    const Prepared& ready = frame.prepared[index];
    std::uint8_t* out = frame.stores[index].bits;
    frame.columns[index].bits = out;
    const bool simple = ready.usable && !ready.low.ties && !ready.high.ties;
    const Column& column =
        frame.column(frame.is_uniform(node.operands[0]) ? node.operands[1] : node.operands[0]);
    if (simple && column.lo == column.hi) {
        in_half_open(out, column.lo, ready.low.code, ready.high.code, frame.rows);
        return apply_states(frame, index, out);
    }
    for (std::size_t row = 0; row < frame.rows; ++row) {
        bool can_yes = false;
        bool must_yes = false;
        if (simple) {
            // [low, high) holds the one code that is equal, or nothing.
            can_yes = column.lo[row] < ready.high.code && column.hi[row] >= ready.low.code &&
                      ready.low.code < ready.high.code;
            must_yes = can_yes && column.lo[row] == column.hi[row];
        } else {
            const Interval a = exact_bounds(frame, node.operands[0], row);
            const Interval b = exact_bounds(frame, node.operands[1], row);
            can_yes = compare(a.lo, b.hi) <= 0 && compare(b.lo, a.hi) <= 0;
            must_yes = can_yes && compare(a.lo, a.hi) == 0 && compare(b.lo, b.hi) == 0;
        }
        out[row] = must_yes ? kYes : can_yes ? kOpen : kNo;
    }
    apply_states(frame, index, out);
}

void compute_within(Frame& frame, std::uint32_t index) {
    const Node& node = frame.node(index);
    const Column& column = frame.column(node.operands[0]);
    std::uint8_t* out = frame.stores[index].bits;
    frame.columns[index].bits = out;
    constexpr std::size_t kFew = 8;
    if (column.lo == column.hi && node.table.size() <= kFew &&
        !frame.is_uniform(node.operands[0])) {
        std::fill_n(out, frame.rows, kNo);
        for (const std::int64_t entry : node.table) find_known(out, column.lo, entry, frame.rows);
        return apply_states(frame, index, out);
    }
    for (std::size_t row = 0; row < frame.rows; ++row) {
        const auto from = std::ranges::lower_bound(node.table, column.lo[row]);
        const bool can_yes = from != node.table.end() && *from <= column.hi[row];
        const auto until = std::ranges::upper_bound(node.table, column.hi[row]);
        // Every value it can have is in the table, whatever it turns out to be.
        const bool must_yes =
            can_yes && Int128{until - from} == Int128{column.hi[row]} - column.lo[row] + 1;
        out[row] = must_yes ? kYes : can_yes ? kOpen : kNo;
    }
    apply_states(frame, index, out);
}

}  // namespace kc::formula
