// SPDX-License-Identifier: Apache-2.0
// Quotients, and what is computed from them: fractions, coded for the comparisons that follow.
#include <algorithm>
#include <utility>

#include "formula/frame.hpp"

namespace kc::formula {
namespace {

using base::Int128;

// The code of top/bottom, both already multiplied into the quotient's step.
bool quick_code(std::int64_t top, std::int64_t bottom, const Node& node, std::int64_t& code) {
    std::int64_t n = 0;
    std::int64_t d = 0;
    std::int64_t whole = 0;
    std::int64_t rest = 0;
    if (__builtin_mul_overflow(top, node.factors[0], &n) ||
        __builtin_mul_overflow(bottom, node.factors[1], &d)) {
        const Int128 wide_n = Int128{top} * node.factors[0];
        const Int128 wide_d = Int128{bottom} * node.factors[1];
        const Int128 wide_whole = wide_n / wide_d;
        if (wide_whole > kMaxCount / 4) return false;
        whole = static_cast<std::int64_t>(wide_whole);
        rest = wide_n - wide_whole * wide_d != 0 ? 1 : 0;
    } else {
        whole = n / d;
        rest = n - whole * d;
        if (whole > kMaxCount / 4) return false;
    }
    code = 2 * whole + (rest != 0 ? 1 : 0);
    return true;
}

void coded(const Node& node, const Interval& bounds, std::size_t row, const Store& store,
           State& state) {
    bool fits = true;
    store.lo[row] = halved_code(bounds.lo, node.step, Side::lower, fits);
    store.hi[row] = bounds.is_point() && fits
                        ? store.lo[row]
                        : halved_code(bounds.hi, node.step, Side::upper, fits);
    if (!fits) state |= kTooLarge;
}

void finish(Frame& frame, std::uint32_t index, bool plain, bool known) {
    const Store& store = frame.stores[index];
    Column& column = frame.columns[index];
    column = {.lo = store.lo,
              .hi = known ? store.lo : store.hi,
              .bits = plain ? nullptr : store.bits,
              .exact = store.exact};
    measure(column, frame.rows);
}

Interval sum_of(const Interval& a, const Interval& b) {
    Interval sum{add(a.lo, b.lo, Side::lower), {}};
    const bool point = a.is_point() && b.is_point() && sum.lo.is_finite();
    sum.hi = point ? sum.lo : add(a.hi, b.hi, Side::upper);
    return sum;
}

Interval product_of(const Interval& a, const Interval& b) {
    if (a.is_point() && b.is_point()) {
        const Fraction value = multiply(a.lo, b.lo, Side::lower);
        if (value.is_finite()) return {value, value};
    }
    Interval out;
    bool first = true;
    for (const Fraction& left : {a.lo, a.hi}) {
        for (const Fraction& right : {b.lo, b.hi}) {
            const Fraction low = multiply(left, right, Side::lower);
            const Fraction high = multiply(left, right, Side::upper);
            if (first || compare(low, out.lo) < 0) out.lo = low;
            if (first || compare(high, out.hi) > 0) out.hi = high;
            first = false;
        }
    }
    return out;
}

// In another unit or step, or negated. The value, not the count, is multiplied.
Bounds scaled_of(const Frame& frame, const Node& node, std::size_t row) {
    const NodeId inner = node.operands[0];
    Bounds of = bounds_of(frame, inner, row);
    if ((of.state & kNumber) == 0) return of;
    Fraction factor{node.factors[1], node.factors[2]};
    if (node.factors[0] < 0) {
        factor = -factor;
        std::swap(of.interval.lo, of.interval.hi);
    }
    const bool point = of.interval.is_point();
    of.interval.lo = multiply(of.interval.lo, factor, Side::lower);
    of.interval.hi = point && of.interval.lo.is_finite()
                         ? of.interval.lo
                         : multiply(of.interval.hi, factor, Side::upper);
    return of;
}

// The bounds of 1/b, and whether b can be zero. Nothing is known of 1/b when b passes zero.
Interval inverse_of(const Interval& b) {
    const int lo = b.lo.sign();
    const int hi = b.hi.sign();
    if (lo > 0 || hi < 0) return {inverse(b.hi), inverse(b.lo)};
    if (lo == 0 && hi > 0) return {inverse(b.hi), Fraction::infinite(Side::upper)};
    if (hi == 0 && lo < 0) return {Fraction::infinite(Side::lower), inverse(b.lo)};
    return {Fraction::infinite(Side::lower), Fraction::infinite(Side::upper)};
}

Bounds quotient_of(const Interval& a, const Interval& b) {
    const bool can_be_zero = b.lo.sign() <= 0 && b.hi.sign() >= 0;
    const bool is_zero = b.lo.sign() == 0 && b.hi.sign() == 0;
    if (is_zero) return {{}, kNone};
    const State state = can_be_zero ? static_cast<State>(kNumber | kNone) : kNumber;
    if (b.lo.sign() < 0 && b.hi.sign() > 0) {
        return {{Fraction::infinite(Side::lower), Fraction::infinite(Side::upper)}, state};
    }
    return {product_of(a, inverse_of(b)), state};
}

void join(Bounds& out, const Bounds& branch) {
    const bool first = (out.state & kNumber) == 0;
    if ((branch.state & kNumber) != 0) {
        if (first || compare(branch.interval.lo, out.interval.lo) < 0) {
            out.interval.lo = branch.interval.lo;
        }
        if (first || compare(branch.interval.hi, out.interval.hi) > 0) {
            out.interval.hi = branch.interval.hi;
        }
    }
    out.state |= branch.state;
}

Interval extreme_of(Op op, const Interval& a, const Interval& b) {
    const bool least = op == Op::minimum;
    const auto wins = [&](const Fraction& one, const Fraction& other) {
        const auto order = compare(one, other);
        return least ? order < 0 : order > 0;
    };
    return {wins(b.lo, a.lo) ? b.lo : a.lo, wins(b.hi, a.hi) ? b.hi : a.hi};
}

Bounds best_of(const Frame& frame, const Node& node, std::size_t row) {
    Bounds best = bounds_of(frame, node.operands[0], row);
    for (std::size_t i = 1; i < node.operands.size(); ++i) {
        const Bounds next = bounds_of(frame, node.operands[i], row);
        const bool some = (best.state & kNumber) != 0;
        const bool next_some = (next.state & kNumber) != 0;
        const bool sure = some && (best.state & kNone) == 0;
        const bool next_sure = next_some && (next.state & kNone) == 0;
        const auto state = static_cast<State>(((best.state | next.state) & (kNumber | kTooLarge)) |
                                              (best.state & next.state & kNone));
        if (!some) {
            best.interval = next.interval;
        } else if (next_some) {
            const bool lower = compare(next.interval.lo, best.interval.lo) < 0;
            const bool take_next = sure == next_sure ? lower != sure : next_sure;
            if (take_next) best.interval.lo = next.interval.lo;
            if (compare(next.interval.hi, best.interval.hi) > 0) {
                best.interval.hi = next.interval.hi;
            }
        }
        best.state = state;
    }
    return best;
}

Bounds choice_of(const Frame& frame, const Node& node, std::size_t row) {
    const Outcomes if_ = frame.column(node.operands[0]).bits[frame.at(node.operands[0], row)];
    Bounds out{{}, 0};
    if ((if_ & kYes) != 0) join(out, bounds_of(frame, node.operands[1], row));
    if ((if_ & kNo) != 0) join(out, bounds_of(frame, node.operands[2], row));
    if ((if_ & kNotApplicable) != 0) out.state |= kNone;
    return out;
}

Bounds fallback_of(const Frame& frame, const Node& node, std::size_t row) {
    Bounds out = bounds_of(frame, node.operands[0], row);
    if ((out.state & kNone) == 0) return out;
    out.state = static_cast<State>(out.state & ~kNone);
    join(out, bounds_of(frame, node.operands[1], row));
    return out;
}

// Operations that need all their operands. Each is computed once, for its value and its state.
Bounds strict_of(const Frame& frame, const Node& node, std::size_t row) {
    Bounds out;
    State all = kNumber;
    for (std::size_t i = 0; i < node.operands.size(); ++i) {
        const Bounds in = bounds_of(frame, node.operands[i], row);
        // A number only if all are; none if any is; too large if any is.
        all = static_cast<State>((all & in.state & kNumber) |
                                 ((all | in.state) & (kNone | kTooLarge)));
        if ((all & kNumber) == 0) continue;
        if (i == 0) {
            out.interval = in.interval;
        } else if (node.op != Op::wide) {
            out.interval = extreme_of(node.op, out.interval, in.interval);
        } else if (node.wide == Wide::add) {
            out.interval = sum_of(out.interval, in.interval);
        } else if (node.wide == Wide::multiply) {
            out.interval = product_of(out.interval, in.interval);
        } else {
            out = quotient_of(out.interval, in.interval);
        }
    }
    if ((all & kNumber) == 0) return {{}, all};
    out.state = static_cast<State>((out.state & (all | kNone)) | (all & (kNone | kTooLarge)));
    return out;
}

}  // namespace

Bounds computed_bounds(const Frame& frame, const Node& node, std::size_t row) {
    switch (node.op) {
        case Op::scaled: return scaled_of(frame, node, row);
        case Op::best: return best_of(frame, node, row);
        case Op::choose: return choice_of(frame, node, row);
        case Op::otherwise: return fallback_of(frame, node, row);
        default: return strict_of(frame, node, row);
    }
}

void compute_quotient(Frame& frame, std::uint32_t index) {
    const Node& node = frame.node(index);
    const Store& store = frame.stores[index];
    const NodeId above = node.operands[0];
    const NodeId below = node.operands[1];
    const Column& a = frame.column(above);
    const Column& b = frame.column(below);
    const std::uint8_t* strict = strict_states(frame, index);
    bool plain = strict == nullptr;
    if (plain) std::fill_n(store.bits, frame.rows, kNumber);
    bool known = true;
    for (std::size_t row = 0; row < frame.rows; ++row) {
        const std::size_t at_a = frame.at(above, row);
        const std::size_t at_b = frame.at(below, row);
        const std::int64_t top = a.lo[at_a];
        const std::int64_t bottom = b.lo[at_b];
        const bool point = top == a.hi[at_a] && bottom == b.hi[at_b];
        State& state = store.bits[row];
        if (point && bottom > 0 && top >= 0 && (state & kNumber) != 0 &&
            quick_code(top, bottom, node, store.lo[row])) {
            store.hi[row] = store.lo[row];
            continue;
        }
        if (b.hi[at_b] >= 0 && bottom <= 0 && (state & kNumber) != 0) {
            state |= kNone;
            if (bottom == 0 && b.hi[at_b] == 0) state &= static_cast<State>(~kNumber);
        }
        plain = plain && state == kNumber;
        if ((state & kNumber) == 0) {
            store.lo[row] = 0;
            store.hi[row] = 0;
            continue;
        }
        coded(node, quotient_bounds(frame, node, row), row, store, state);
        plain = plain && state == kNumber;
        known = known && store.lo[row] == store.hi[row] && point;
    }
    finish(frame, index, plain, known);
}

namespace {

// The step in which an operand's codes count, when they can stand for the node's own.
bool has_codes_of(const Frame& frame, const Node& node, NodeId id) {
    const Node& operand = frame.plan->node(id);
    return operand.halved && !operand.deferred && operand.step == node.step;
}

// Codes rise with the values, so a choice between codes is the code of the choice. False when an
// operand has no codes in the node's step.
bool code_quickly(Frame& frame, std::uint32_t index) {
    const Node& node = frame.node(index);
    if (node.keeps_exact || node.op != Op::otherwise) return false;
    const NodeId value = node.operands[0];
    const NodeId instead = node.operands[1];
    const bool fitting = has_codes_of(frame, node, value) && !frame.is_uniform(value) &&
                         frame.is_uniform(instead) && frame.state(instead, 0) == kNumber;
    if (!fitting) return false;
    bool fits = true;
    const Interval other = exact_bounds(frame, instead, 0);
    const std::int64_t low = halved_code(other.lo, node.step, Side::lower, fits);
    const std::int64_t high = halved_code(other.hi, node.step, Side::upper, fits);
    if (!fits) return false;
    take_instead(frame, index, low, high);
    return true;
}

}  // namespace

void compute_exactly(Frame& frame, std::uint32_t index) {
    if (code_quickly(frame, index)) return;
    const Node& node = frame.node(index);
    const Store& store = frame.stores[index];
    bool plain = true;
    bool known = true;
    for (std::size_t row = 0; row < frame.rows; ++row) {
        Bounds out = computed_bounds(frame, node, row);
        if ((out.state & kNumber) == 0) out.interval = {};
        coded(node, out.interval, row, store, out.state);
        if (node.keeps_exact) store.exact[row] = out.interval;
        store.bits[row] = out.state;
        plain = plain && out.state == kNumber;
        known = known && store.lo[row] == store.hi[row];
    }
    finish(frame, index, plain, known && plain);
}

namespace {

// A bound rounded to whole steps; monotone, so the bounds of the result are the rounded bounds.
std::int64_t rounded(const Fraction& value, const Node& node, Side side, bool& fits) {
    const auto out_of_range = [&] {
        fits = fits && !value.is_finite();
        if (side == Side::upper) return value.sign() > 0 ? kUnboundedAbove : -kMaxCount;
        return value.sign() > 0 ? kMaxCount : kUnboundedBelow;
    };
    std::int64_t count = 0;
    bool exact = false;
    const bool half = node.rounding == Rounding::half_up;
    const bool negative = half && value.sign() < 0;
    Fraction shifted = negative ? -value : value;
    if (half) {
        const Fraction half_step = multiply(Fraction::of(node.step), {1, 2}, Side::upper);
        shifted = add(shifted, half_step, Side::upper);
    }
    if (!floor_count(shifted, node.step, count, exact) || count >= kMaxCount) {
        return out_of_range();
    }
    if (node.rounding == Rounding::up && !exact) ++count;
    return negative ? -count : count;
}

}  // namespace

void compute_round(Frame& frame, std::uint32_t index) {
    const Node& node = frame.node(index);
    const Store& store = frame.stores[index];
    const NodeId value = node.operands[0];
    bool plain = true;
    for (std::size_t row = 0; row < frame.rows; ++row) {
        const Bounds in = bounds_of(frame, value, row);
        State state = in.state;
        bool fits = true;
        store.lo[row] = rounded(in.interval.lo, node, Side::lower, fits);
        store.hi[row] = rounded(in.interval.hi, node, Side::upper, fits);
        if (!fits) state |= kTooLarge;
        store.bits[row] = state;
        plain = plain && state == kNumber;
    }
    finish(frame, index, plain, false);
    frame.columns[index].exact = nullptr;
}

}  // namespace kc::formula
