// SPDX-License-Identifier: Apache-2.0
// Arithmetic on whole counts. Each kernel has a plain loop for blocks whose range is
// known to fit, and a careful row-by-row one for everything else.
#include <algorithm>

#include "formula/frame.hpp"
#include "formula/operand.hpp"
#include "formula/simd.hpp"

namespace kc::formula {
namespace {

// --- loops --------------------------------------------------------------------------------------

KC_SIMD void add_column(std::int64_t* out, const std::int64_t* in, std::int64_t factor,
                        std::size_t rows) {
    if (factor == 1) {
        for (std::size_t i = 0; i < rows; ++i) out[i] += in[i];
    } else {
        for (std::size_t i = 0; i < rows; ++i) out[i] += in[i] * factor;
    }
}
// With bounds that are infinite: `from` in the operand makes `to` of the sum.
KC_SIMD void add_open(std::int64_t* out, const std::int64_t* in, std::int64_t factor,
                      std::int64_t from, std::int64_t to, std::size_t rows) {
    if (factor == 1) {
        for (std::size_t i = 0; i < rows; ++i) {
            const bool open = in[i] == from || out[i] == to;
            out[i] = (open ? 0 : out[i]) + (open ? to : in[i]);
        }
    } else {
        for (std::size_t i = 0; i < rows; ++i) {
            const bool open = in[i] == from || out[i] == to;
            out[i] = (open ? to : out[i]) + (open ? 0 : in[i]) * factor;
        }
    }
}
KC_SIMD void add_value(std::int64_t* out, std::int64_t value, std::int64_t open, std::size_t rows) {
    for (std::size_t i = 0; i < rows; ++i) out[i] += out[i] == open ? 0 : value;
}
KC_SIMD void least_of(std::int64_t* out, const std::int64_t* in, std::size_t rows) {
    for (std::size_t i = 0; i < rows; ++i) out[i] = in[i] < out[i] ? in[i] : out[i];
}
KC_SIMD void most_of(std::int64_t* out, const std::int64_t* in, std::size_t rows) {
    for (std::size_t i = 0; i < rows; ++i) out[i] = in[i] > out[i] ? in[i] : out[i];
}
KC_SIMD void least_of_times(std::int64_t* out, const std::int64_t* in, std::int64_t factor,
                            std::int64_t open, std::size_t rows) {
    for (std::size_t i = 0; i < rows; ++i) {
        const std::int64_t value = in[i] == open ? open : (in[i] == open ? 0 : in[i]) * factor;
        out[i] = value < out[i] ? value : out[i];
    }
}
KC_SIMD void most_of_times(std::int64_t* out, const std::int64_t* in, std::int64_t factor,
                           std::int64_t open, std::size_t rows) {
    for (std::size_t i = 0; i < rows; ++i) {
        const std::int64_t value = in[i] == open ? open : (in[i] == open ? 0 : in[i]) * factor;
        out[i] = value > out[i] ? value : out[i];
    }
}
KC_SIMD void at_most_value(std::int64_t* out, std::int64_t value, std::size_t rows) {
    for (std::size_t i = 0; i < rows; ++i) out[i] = value < out[i] ? value : out[i];
}
KC_SIMD void at_least_value(std::int64_t* out, std::int64_t value, std::size_t rows) {
    for (std::size_t i = 0; i < rows; ++i) out[i] = value > out[i] ? value : out[i];
}

// --- careful ------------------------------------------------------------------------------------

// In the frame's room, until the next call.
const std::vector<Operand>& operands_of(Frame& frame, const Node& node) {
    frame.operands.clear();
    for (std::size_t i = 0; i < node.operands.size(); ++i) {
        frame.operands.push_back(operand(frame, node, i));
    }
    return frame.operands;
}

// One bound of a sum; `whole` becomes false when it had to move.
std::int64_t sum_of(const std::vector<Operand>& operands, std::size_t row, Side side, bool& whole) {
    const bool upper = side == Side::upper;
    Int128 total = 0;
    for (const Operand& of : operands) {
        const std::int64_t term = upper ? high_of(of, row, whole) : low_of(of, row, whole);
        if (is_unbounded(term)) return term;
        total += term;
    }
    return upper ? clamped_high(total, whole) : clamped_low(total, whole);
}

}  // namespace

void compute_scaled(Frame& frame, std::uint32_t index) {
    const Node& node = frame.node(index);
    const Column& in = frame.column(node.operands[0]);
    if (node.factors[0] == 1) {
        frame.columns[index] = in;
        frame.columns[index].exact = nullptr;
        return;
    }
    const Store& store = frame.stores[index];
    for (std::size_t row = 0; row < frame.rows; ++row) store.lo[row] = negated(in.hi[row]);
    const bool known = in.lo == in.hi;
    if (!known) {
        for (std::size_t row = 0; row < frame.rows; ++row) store.hi[row] = negated(in.lo[row]);
    }
    set_column(frame, index, known, in.bits, negated(in.most), negated(in.least), in.open);
}

namespace {

// A loop an operand, when the block's range is known to fit.
bool add_quickly(Frame& frame, std::uint32_t index, const std::uint8_t* states) {
    const Node& node = frame.node(index);
    const Store& store = frame.stores[index];
    Range total;
    bool simple = true;
    for (std::size_t i = 0; i < node.operands.size(); ++i) {
        const Range range = range_of(frame, node, i);
        simple = simple && fits(range);
        total.least += range.least;
        total.most += range.most;
        simple = simple && fits(total) && !(range.open && frame.is_uniform(node.operands[i]));
        total.open = total.open || range.open;
    }
    if (!simple) return false;
    const bool known = is_known(frame, node);
    for (const bool upper : {false, true}) {
        if (upper && known) break;
        std::int64_t* out = upper ? store.hi : store.lo;
        const std::int64_t open = upper ? kUnboundedAbove : kUnboundedBelow;
        std::fill_n(out, frame.rows, 0);
        for (std::size_t i = 0; i < node.operands.size(); ++i) {
            const Operand of = operand(frame, node, i);
            if (of.factor == 0) continue;
            const bool from_hi = upper == (of.factor >= 0);
            const std::int64_t* in = from_hi ? of.hi : of.lo;
            if (of.stride == 0) {
                add_value(out, in[0] * of.factor, open, frame.rows);
            } else if (total.open) {
                const std::int64_t from = from_hi ? kUnboundedAbove : kUnboundedBelow;
                add_open(out, in, of.factor, from, open, frame.rows);
            } else {
                add_column(out, in, of.factor, frame.rows);
            }
        }
    }
    set_column(frame, index, known, states, static_cast<std::int64_t>(total.least),
               static_cast<std::int64_t>(total.most), total.open);
    return true;
}

}  // namespace

void compute_add(Frame& frame, std::uint32_t index) {
    const Node& node = frame.node(index);
    const Store& store = frame.stores[index];
    const std::uint8_t* states = strict_states(frame, index);
    // For one row the careful way is the quicker one.
    if (frame.rows > 1 && add_quickly(frame, index, states)) return;
    const std::vector<Operand>& operands = operands_of(frame, node);
    const bool known = is_known(frame, node);
    for (std::size_t row = 0; row < frame.rows; ++row) {
        bool whole = true;
        store.lo[row] = sum_of(operands, row, Side::lower, whole);
        store.hi[row] = known && whole ? store.lo[row] : sum_of(operands, row, Side::upper, whole);
        if (!whole) mark_too_large(frame, index, states, row);
    }
    set_measured(frame, index, states);
}

void compute_multiply(Frame& frame, std::uint32_t index) {
    const Node& node = frame.node(index);
    const Store& store = frame.stores[index];
    const std::uint8_t* states = strict_states(frame, index);
    const Operand a = operand(frame, node, 0);
    const Operand b = operand(frame, node, 1);
    for (std::size_t row = 0; row < frame.rows; ++row) {
        bool whole = true;
        std::int64_t lo = kUnboundedAbove;
        std::int64_t hi = kUnboundedBelow;
        for (const std::int64_t left : {a.lo[row * a.stride], a.hi[row * a.stride]}) {
            for (const std::int64_t right : {b.lo[row * b.stride], b.hi[row * b.stride]}) {
                std::int64_t least = 0;
                std::int64_t most = 0;
                if (is_unbounded(left) || is_unbounded(right)) {
                    const int sign = (left > 0) - (left < 0);
                    const int other = (right > 0) - (right < 0);
                    if (sign * other > 0) least = most = kUnboundedAbove;
                    if (sign * other < 0) least = most = kUnboundedBelow;
                } else {
                    least = clamped_low(Int128{left} * right, whole);
                    most = clamped_high(Int128{left} * right, whole);
                }
                lo = std::min(lo, least);
                hi = std::max(hi, most);
            }
        }
        // A lower bound of "more than everything" is no bound that can be written.
        store.lo[row] = lo == kUnboundedAbove ? kMaxCount : lo;
        store.hi[row] = hi == kUnboundedBelow ? -kMaxCount : hi;
        if (!whole) mark_too_large(frame, index, states, row);
    }
    set_measured(frame, index, states);
    if (is_known(frame, node) && states == nullptr) frame.columns[index].hi = store.lo;
}

namespace {

bool extreme_quickly(Frame& frame, std::uint32_t index, const std::uint8_t* states) {
    const Node& node = frame.node(index);
    const Store& store = frame.stores[index];
    const bool least = node.op == Op::minimum;
    Range total = range_of(frame, node, 0);
    bool simple = true;
    for (std::size_t i = 0; i < node.operands.size(); ++i) {
        const Range range = range_of(frame, node, i);
        simple = simple && fits(range) && !(range.open && frame.is_uniform(node.operands[i]));
        total.open = total.open || range.open;
    }
    // An unbounded entry leaves the row to the other operands, so any of them may be the result.
    for (std::size_t i = 0; i < node.operands.size(); ++i) {
        const Range range = range_of(frame, node, i);
        total.least = least || total.open ? std::min(total.least, range.least)
                                          : std::max(total.least, range.least);
        total.most = least && !total.open ? std::min(total.most, range.most)
                                          : std::max(total.most, range.most);
    }
    if (!simple) return false;
    const bool known = is_known(frame, node);
    for (const bool upper : {false, true}) {
        if (upper && known) break;
        std::int64_t* out = upper ? store.hi : store.lo;
        const std::int64_t open = upper ? kUnboundedAbove : kUnboundedBelow;
        std::fill_n(out, frame.rows, least ? kUnboundedAbove : kUnboundedBelow);
        for (std::size_t i = 0; i < node.operands.size(); ++i) {
            const Operand of = operand(frame, node, i);
            const std::int64_t* in = upper ? of.hi : of.lo;
            if (of.stride == 0) {
                (least ? at_most_value : at_least_value)(out, in[0] * of.factor, frame.rows);
            } else if (of.factor == 1) {
                (least ? least_of : most_of)(out, in, frame.rows);
            } else {
                (least ? least_of_times : most_of_times)(out, in, of.factor, open, frame.rows);
            }
        }
    }
    set_column(frame, index, known, states, static_cast<std::int64_t>(total.least),
               static_cast<std::int64_t>(total.most), total.open);
    return true;
}

}  // namespace

void compute_extreme(Frame& frame, std::uint32_t index) {
    const Node& node = frame.node(index);
    const Store& store = frame.stores[index];
    const bool least = node.op == Op::minimum;
    const std::uint8_t* states = strict_states(frame, index);
    if (frame.rows > 1 && extreme_quickly(frame, index, states)) return;
    const std::vector<Operand>& operands = operands_of(frame, node);
    for (std::size_t row = 0; row < frame.rows; ++row) {
        bool whole = true;
        for (std::size_t i = 0; i < operands.size(); ++i) {
            const Operand& of = operands[i];
            const std::int64_t lo = low_of(of, row, whole);
            const std::int64_t hi = high_of(of, row, whole);
            const bool first = i == 0;
            store.lo[row] = first   ? lo
                            : least ? std::min(store.lo[row], lo)
                                    : std::max(store.lo[row], lo);
            store.hi[row] = first   ? hi
                            : least ? std::min(store.hi[row], hi)
                                    : std::max(store.hi[row], hi);
        }
        if (!whole) mark_too_large(frame, index, states, row);
    }
    set_measured(frame, index, states);
}

}  // namespace kc::formula
