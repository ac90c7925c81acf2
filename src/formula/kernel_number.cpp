// SPDX-License-Identifier: Apache-2.0
// Arithmetic and choices on whole counts. Each kernel has a plain loop for blocks whose range is
// known to fit, and a careful row-by-row one for everything else.
#include <algorithm>
#include <limits>

#include "formula/frame.hpp"
#include "formula/simd.hpp"

namespace kc::formula {
namespace {

using base::Int128;

bool is_unbounded(std::int64_t count) {
    return count == kUnboundedBelow || count == kUnboundedAbove;
}

std::int64_t negated(std::int64_t count) {
    if (count == kUnboundedBelow) return kUnboundedAbove;
    return count == kUnboundedAbove ? kUnboundedBelow : -count;
}

// --- loops --------------------------------------------------------------------------------------

KC_SIMD void add_column(std::int64_t* out, const std::int64_t* in, std::int64_t factor,
                        std::size_t rows) {
    if (factor == 1) {
        for (std::size_t i = 0; i < rows; ++i) out[i] += in[i];
    } else {
        for (std::size_t i = 0; i < rows; ++i) out[i] += in[i] * factor;
    }
}
KC_SIMD void least_of(std::int64_t* out, const std::int64_t* in, std::int64_t factor,
                      std::size_t rows) {
    for (std::size_t i = 0; i < rows; ++i) {
        const std::int64_t value = in[i] * factor;
        out[i] = value < out[i] ? value : out[i];
    }
}
KC_SIMD void most_of(std::int64_t* out, const std::int64_t* in, std::int64_t factor,
                     std::size_t rows) {
    for (std::size_t i = 0; i < rows; ++i) {
        const std::int64_t value = in[i] * factor;
        out[i] = value > out[i] ? value : out[i];
    }
}

// --- a column that is the same for every row, as one value --------------------------------------

struct Operand {
    const std::int64_t* lo;
    const std::int64_t* hi;
    const std::uint8_t* bits;
    std::size_t stride;
    std::int64_t factor;
};

Operand operand(const Frame& frame, const Node& node, std::size_t i) {
    const NodeId id = node.operands[i];
    const Column& column = frame.column(id);
    const std::int64_t factor = i < node.factors.size() ? node.factors[i] : 1;
    return {column.lo, column.hi, column.bits, frame.is_uniform(id) ? std::size_t{0} : 1, factor};
}

State state_of(const Operand& of, std::size_t row) {
    return of.bits == nullptr ? kNumber : of.bits[row * of.stride];
}

// The operand's count on the grid of the operation; `fits` becomes false when it had to move.
std::int64_t low_of(const Operand& of, std::size_t row, bool& fits) {
    const std::int64_t count = of.factor < 0 ? of.hi[row * of.stride] : of.lo[row * of.stride];
    if (is_unbounded(count)) return of.factor < 0 ? negated(count) : count;
    return clamped_low(Int128{count} * of.factor, fits);
}
std::int64_t high_of(const Operand& of, std::size_t row, bool& fits) {
    const std::int64_t count = of.factor < 0 ? of.lo[row * of.stride] : of.hi[row * of.stride];
    if (is_unbounded(count)) return of.factor < 0 ? negated(count) : count;
    return clamped_high(Int128{count} * of.factor, fits);
}

struct Range {
    Int128 least = 0;
    Int128 most = 0;
    bool finite = true;
};

Range range_of(const Frame& frame, const Node& node, std::size_t i) {
    const Column& column = frame.column(node.operands[i]);
    const std::int64_t factor = i < node.factors.size() ? node.factors[i] : 1;
    Range range{Int128{column.least} * factor, Int128{column.most} * factor,
                !is_unbounded(column.least) && !is_unbounded(column.most)};
    if (factor < 0) std::swap(range.least, range.most);
    return range;
}

bool fits(const Range& range) {
    return range.finite && range.least >= -Int128{kMaxCount} && range.most <= kMaxCount;
}

bool is_known(const Frame& frame, const Node& node) {
    return std::ranges::all_of(
        node.operands, [&](NodeId id) { return frame.column(id).lo == frame.column(id).hi; });
}

void set_column(Frame& frame, std::uint32_t index, bool known, const std::uint8_t* bits,
                std::int64_t least, std::int64_t most) {
    const Store& store = frame.stores[index];
    frame.columns[index] = {.lo = store.lo,
                            .hi = known ? store.lo : store.hi,
                            .bits = bits,
                            .least = least,
                            .most = most};
}

// After a careful loop: whatever was written.
void set_measured(Frame& frame, std::uint32_t index, const std::uint8_t* bits) {
    const Store& store = frame.stores[index];
    std::int64_t least = std::numeric_limits<std::int64_t>::max();
    std::int64_t most = std::numeric_limits<std::int64_t>::min();
    for (std::size_t row = 0; row < frame.rows; ++row) {
        least = std::min(least, store.lo[row]);
        most = std::max(most, store.hi[row]);
    }
    set_column(frame, index, false, bits, least, most);
}

// Marks a row whose result did not fit. `states` is made when the first one turns up.
void mark_too_large(Frame& frame, std::uint32_t index, const std::uint8_t*& states,
                    std::size_t row) {
    std::uint8_t* own = frame.stores[index].bits;
    if (states == nullptr) {
        std::fill_n(own, frame.rows, kNumber);
        states = own;
    }
    own[row] |= kTooLarge;
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
    set_column(frame, index, known, in.bits, negated(in.most), negated(in.least));
}

void compute_add(Frame& frame, std::uint32_t index) {
    const Node& node = frame.node(index);
    const Store& store = frame.stores[index];
    const std::uint8_t* states = strict_states(frame, index);
    Range total;
    bool simple = true;
    for (std::size_t i = 0; i < node.operands.size(); ++i) {
        const Range range = range_of(frame, node, i);
        simple = simple && fits(range);
        total.least += range.least;
        total.most += range.most;
        simple = simple && fits(total);
    }
    if (simple) {
        const bool known = is_known(frame, node);
        for (const bool upper : {false, true}) {
            if (upper && known) break;
            std::int64_t* out = upper ? store.hi : store.lo;
            std::fill_n(out, frame.rows, 0);
            for (std::size_t i = 0; i < node.operands.size(); ++i) {
                const Operand of = operand(frame, node, i);
                const std::int64_t* in = upper == (of.factor >= 0) ? of.hi : of.lo;
                if (of.stride == 1) {
                    add_column(out, in, of.factor, frame.rows);
                } else {
                    const std::int64_t value = in[0] * of.factor;
                    for (std::size_t row = 0; row < frame.rows; ++row) out[row] += value;
                }
            }
        }
        set_column(frame, index, known, states, static_cast<std::int64_t>(total.least),
                   static_cast<std::int64_t>(total.most));
        return;
    }
    for (std::size_t row = 0; row < frame.rows; ++row) {
        Int128 lo = 0;
        Int128 hi = 0;
        bool below = false;
        bool above = false;
        bool whole = true;
        for (std::size_t i = 0; i < node.operands.size(); ++i) {
            const Operand of = operand(frame, node, i);
            const std::int64_t low = low_of(of, row, whole);
            const std::int64_t high = high_of(of, row, whole);
            below = below || low == kUnboundedBelow;
            above = above || high == kUnboundedAbove;
            if (low != kUnboundedBelow) lo += low;
            if (high != kUnboundedAbove) hi += high;
        }
        store.lo[row] = below ? kUnboundedBelow : clamped_low(lo, whole);
        store.hi[row] = above ? kUnboundedAbove : clamped_high(hi, whole);
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

void compute_extreme(Frame& frame, std::uint32_t index) {
    const Node& node = frame.node(index);
    const Store& store = frame.stores[index];
    const bool least = node.op == Op::minimum;
    const std::uint8_t* states = strict_states(frame, index);
    Range total = range_of(frame, node, 0);
    bool simple = true;
    for (std::size_t i = 0; i < node.operands.size(); ++i) {
        const Range range = range_of(frame, node, i);
        simple = simple && fits(range);
        total.least =
            least ? std::min(total.least, range.least) : std::max(total.least, range.least);
        total.most = least ? std::min(total.most, range.most) : std::max(total.most, range.most);
    }
    if (simple) {
        const bool known = is_known(frame, node);
        for (const bool upper : {false, true}) {
            if (upper && known) break;
            std::int64_t* out = upper ? store.hi : store.lo;
            std::fill_n(out, frame.rows, least ? kUnboundedAbove : kUnboundedBelow);
            for (std::size_t i = 0; i < node.operands.size(); ++i) {
                const Operand of = operand(frame, node, i);
                const std::int64_t* in = upper ? of.hi : of.lo;
                if (of.stride == 1) {
                    (least ? least_of : most_of)(out, in, of.factor, frame.rows);
                } else {
                    const std::int64_t value = in[0] * of.factor;
                    for (std::size_t row = 0; row < frame.rows; ++row) {
                        out[row] = least ? std::min(out[row], value) : std::max(out[row], value);
                    }
                }
            }
        }
        set_column(frame, index, known, states, static_cast<std::int64_t>(total.least),
                   static_cast<std::int64_t>(total.most));
        return;
    }
    for (std::size_t row = 0; row < frame.rows; ++row) {
        bool whole = true;
        for (std::size_t i = 0; i < node.operands.size(); ++i) {
            const Operand of = operand(frame, node, i);
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

namespace {

// The better of two that may each be not applicable.
struct Maybe {
    std::int64_t lo;
    std::int64_t hi;
    State state;
};

Maybe better(const Maybe& a, const Maybe& b) {
    const bool a_some = (a.state & kNumber) != 0;
    const bool b_some = (b.state & kNumber) != 0;
    const bool a_sure = a_some && (a.state & kNone) == 0;
    const bool b_sure = b_some && (b.state & kNone) == 0;
    Maybe out{};
    out.state = static_cast<State>(((a.state | b.state) & (kNumber | kTooLarge)) |
                                   (a.state & b.state & kNone));
    if (!a_some) return {b.lo, b.hi, out.state};
    if (!b_some) return {a.lo, a.hi, out.state};
    out.hi = std::max(a.hi, b.hi);
    if (a_sure && b_sure) {
        out.lo = std::max(a.lo, b.lo);
    } else {
        out.lo = a_sure ? a.lo : b_sure ? b.lo : std::min(a.lo, b.lo);
    }
    return out;
}

Maybe maybe_of(const Operand& of, std::size_t row, bool& whole) {
    return {low_of(of, row, whole), high_of(of, row, whole), state_of(of, row)};
}

}  // namespace

void compute_best(Frame& frame, std::uint32_t index) {
    const Node& node = frame.node(index);
    const bool any_states = std::ranges::any_of(
        node.operands, [&](NodeId id) { return frame.column(id).bits != nullptr; });
    if (!any_states) return compute_extreme(frame, index);
    const Store& store = frame.stores[index];
    for (std::size_t row = 0; row < frame.rows; ++row) {
        bool whole = true;
        Maybe best = maybe_of(operand(frame, node, 0), row, whole);
        for (std::size_t i = 1; i < node.operands.size(); ++i) {
            best = better(best, maybe_of(operand(frame, node, i), row, whole));
        }
        store.lo[row] = best.lo;
        store.hi[row] = best.hi;
        store.bits[row] = static_cast<State>(best.state | (whole ? 0 : kTooLarge));
    }
    const bool plain = std::all_of(store.bits, store.bits + frame.rows,
                                   [](State state) { return state == kNumber; });
    set_measured(frame, index, plain ? nullptr : store.bits);
}

void compute_choose(Frame& frame, std::uint32_t index) {
    const Node& node = frame.node(index);
    const Store& store = frame.stores[index];
    const Operand condition = operand(frame, node, 0);
    const Operand then = operand(frame, node, 1);
    const Operand otherwise = operand(frame, node, 2);
    if (node.type.kind == Kind::truth) {
        for (std::size_t row = 0; row < frame.rows; ++row) {
            const Outcomes if_ = condition.bits[row * condition.stride];
            store.bits[row] = static_cast<Outcomes>(
                (if_ & kNotApplicable) | ((if_ & kYes) != 0 ? then.bits[row * then.stride] : 0) |
                ((if_ & kNo) != 0 ? otherwise.bits[row * otherwise.stride] : 0));
        }
        frame.columns[index].bits = store.bits;
        return;
    }
    bool plain = true;
    bool known = true;
    for (std::size_t row = 0; row < frame.rows; ++row) {
        const Outcomes if_ = condition.bits[row * condition.stride];
        bool whole = true;
        Maybe out{0, 0, 0};
        const auto join = [&](const Maybe& branch) {
            const bool first = (out.state & kNumber) == 0;
            const bool some = (branch.state & kNumber) != 0;
            if (some) {
                out.lo = first ? branch.lo : std::min(out.lo, branch.lo);
                out.hi = first ? branch.hi : std::max(out.hi, branch.hi);
            }
            out.state |= branch.state;
        };
        if ((if_ & kYes) != 0) join(maybe_of(then, row, whole));
        if ((if_ & kNo) != 0) join(maybe_of(otherwise, row, whole));
        if ((if_ & kNotApplicable) != 0) out.state |= kNone;
        if (!whole) out.state |= kTooLarge;
        store.lo[row] = out.lo;
        store.hi[row] = out.hi;
        store.bits[row] = out.state;
        plain = plain && out.state == kNumber;
        known = known && out.lo == out.hi;
    }
    set_measured(frame, index, plain ? nullptr : store.bits);
    if (known) frame.columns[index].hi = store.lo;
}

void compute_otherwise(Frame& frame, std::uint32_t index) {
    const Node& node = frame.node(index);
    const Store& store = frame.stores[index];
    const Operand value = operand(frame, node, 0);
    const Operand instead = operand(frame, node, 1);
    if (node.type.kind == Kind::truth) {
        for (std::size_t row = 0; row < frame.rows; ++row) {
            const Outcomes in = value.bits[row * value.stride];
            const bool none = (in & kNotApplicable) != 0;
            store.bits[row] = static_cast<Outcomes>(
                (in & kOpen) | (none ? instead.bits[row * instead.stride] : 0));
        }
        frame.columns[index].bits = store.bits;
        return;
    }
    bool plain = true;
    for (std::size_t row = 0; row < frame.rows; ++row) {
        bool whole = true;
        Maybe out = maybe_of(value, row, whole);
        if ((out.state & kNone) != 0) {
            const Maybe other = maybe_of(instead, row, whole);
            const bool some = (out.state & kNumber) != 0;
            const bool other_some = (other.state & kNumber) != 0;
            if (other_some) {
                out.lo = some ? std::min(out.lo, other.lo) : other.lo;
                out.hi = some ? std::max(out.hi, other.hi) : other.hi;
            }
            out.state = static_cast<State>((out.state & ~kNone) | other.state);
        }
        if (!whole) out.state |= kTooLarge;
        store.lo[row] = out.lo;
        store.hi[row] = out.hi;
        store.bits[row] = out.state;
        plain = plain && out.state == kNumber;
    }
    set_measured(frame, index, plain ? nullptr : store.bits);
}

}  // namespace kc::formula
