// SPDX-License-Identifier: Apache-2.0
// What all kernels share: exact bounds, thresholds, states, and the way to the kernel of a node.
#include <algorithm>

#include "formula/frame.hpp"
#include "formula/operand.hpp"
#include "formula/simd.hpp"

namespace kc::formula {
namespace {

Fraction bound(std::int64_t count, const base::Ratio& step, Side side) {
    if (count == kUnboundedAbove || count == kUnboundedBelow) {
        return Fraction::infinite(count == kUnboundedAbove ? Side::upper : Side::lower);
    }
    return multiply(Fraction::whole(count), Fraction::of(step), side);
}

Interval ordered(Interval interval) {
    if (compare(interval.hi, interval.lo) < 0) std::swap(interval.lo, interval.hi);
    return interval;
}

// The least and the greatest entry that are not infinite; `open` when there are others.
KC_SIMD void extremes(const std::int64_t* in, std::size_t rows, std::int64_t& least,
                      std::int64_t& most, std::int64_t& open) {
    std::int64_t low = least;
    std::int64_t high = most;
    std::int64_t any_open = open;
    for (std::size_t i = 0; i < rows; ++i) {
        const bool is_open = (in[i] == kUnboundedBelow) | (in[i] == kUnboundedAbove);
        const std::int64_t from = is_open ? INT64_MAX : in[i];
        const std::int64_t to = is_open ? INT64_MIN : in[i];
        any_open |= is_open ? 1 : 0;
        low = from < low ? from : low;
        high = to > high ? to : high;
    }
    least = low;
    most = high;
    open = any_open;
}

void compute_constant(Frame& frame, std::uint32_t index) {
    const Node& node = frame.node(index);
    Column& column = frame.columns[index];
    column.lo = &node.lo;
    column.hi = node.lo == node.hi ? &node.lo : &node.hi;
    column.least = node.lo;
    column.most = node.hi;
    const bool plain = node.type.kind != Kind::truth && node.bits == kNumber;
    column.bits = plain ? nullptr : &node.bits;
}

}  // namespace

Interval exact_bounds(const Frame& frame, NodeId id, std::size_t row) {
    const Node& node = frame.plan->node(id);
    const Column& column = frame.column(id);
    const std::size_t at = frame.at(id, row);
    if (!node.halved) {
        return {bound(column.lo[at], node.step, Side::lower),
                bound(column.hi[at], node.step, Side::upper)};
    }
    if (node.op == Op::quotient) return quotient_bounds(frame, node, row);
    if (node.keeps_exact) return column.exact[at];
    return computed_bounds(frame, node, row).interval;
}

Bounds bounds_of(const Frame& frame, NodeId id, std::size_t row) {
    const Node& node = frame.plan->node(id);
    if (node.deferred) return computed_bounds(frame, node, row);
    const State state = frame.state(id, row);
    if ((state & kNumber) == 0) return {{}, state};
    return {exact_bounds(frame, id, row), state};
}

std::int64_t clamped_low(Int128 value, bool& fits) {
    if (value > kMaxCount) {
        fits = false;
        return kMaxCount;
    }
    if (value < -Int128{kMaxCount}) {
        fits = false;
        return kUnboundedBelow;
    }
    return static_cast<std::int64_t>(value);
}

std::int64_t clamped_high(Int128 value, bool& fits) {
    if (value > kMaxCount) {
        fits = false;
        return kUnboundedAbove;
    }
    if (value < -Int128{kMaxCount}) {
        fits = false;
        return -kMaxCount;
    }
    return static_cast<std::int64_t>(value);
}

void measure(Column& column, std::size_t rows) {
    if (rows == 1) {
        const bool below = is_unbounded(*column.lo);
        const bool above = is_unbounded(*column.hi);
        column.least = below ? (above ? 0 : *column.hi) : *column.lo;
        column.most = above ? (below ? 0 : *column.lo) : *column.hi;
        column.open = below || above;
        return;
    }
    std::int64_t open = 0;
    column.least = INT64_MAX;
    column.most = INT64_MIN;
    extremes(column.lo, rows, column.least, column.most, open);
    if (column.hi != column.lo) extremes(column.hi, rows, column.least, column.most, open);
    column.open = open != 0;
    if (column.least > column.most) column.least = column.most = 0;
}

const std::uint8_t* strict_states(Frame& frame, std::uint32_t index) {
    const Node& node = frame.node(index);
    const bool any = std::ranges::any_of(
        node.operands, [&](NodeId id) { return frame.column(id).bits != nullptr; });
    if (!any) return nullptr;
    std::uint8_t* out = frame.stores[index].bits;
    std::fill_n(out, frame.rows, kNumber);
    for (const NodeId id : node.operands) {
        const std::uint8_t* bits = frame.column(id).bits;
        if (bits == nullptr) continue;
        const std::size_t stride = frame.is_uniform(id) ? 0 : 1;
        for (std::size_t row = 0; row < frame.rows; ++row) {
            const auto in = bits[row * stride];
            // A number only if all are; none if any is; too large if any is.
            out[row] = static_cast<std::uint8_t>((out[row] & in & kNumber) |
                                                 ((out[row] | in) & (kNone | kTooLarge)));
        }
    }
    return out;
}

Threshold threshold_for(const Node& column, const Fraction& value, bool strictly_above) {
    Threshold threshold;
    if (!value.is_finite()) {
        threshold.code = value.sign() > 0 ? kUnboundedAbove : kUnboundedBelow;
        return threshold;
    }
    std::int64_t count = 0;
    bool exact = false;
    const std::int64_t largest = column.halved ? kMaxCount / 2 - 1 : kMaxCount;
    if (!floor_count(value, column.step, count, exact) || count > largest || count < -largest) {
        threshold.code = value.sign() > 0 ? kMaxCount + 1 : -kMaxCount - 1;
        return threshold;
    }
    if (column.halved) {
        const std::int64_t code = 2 * count + (exact ? 0 : 1);
        threshold.code = code + (strictly_above ? 1 : 0);
        threshold.ties = !exact;
        threshold.tie = code;
        return threshold;
    }
    threshold.code = exact && !strictly_above ? count : count + 1;
    return threshold;
}

void compute(Frame& frame, std::uint32_t index) {
    const Node& node = frame.node(index);
    switch (node.op) {
        case Op::constant: return compute_constant(frame, index);
        case Op::input:
        case Op::parameter: return;  // the driver has set them
        case Op::scaled: return compute_scaled(frame, index);
        case Op::quotient: return compute_quotient(frame, index);
        case Op::wide: return compute_exactly(frame, index);
        case Op::add: return compute_add(frame, index);
        case Op::multiply: return compute_multiply(frame, index);
        case Op::minimum:
        case Op::maximum:
            return node.halved ? compute_exactly(frame, index) : compute_extreme(frame, index);
        case Op::best:
            return node.halved ? compute_exactly(frame, index) : compute_best(frame, index);
        case Op::choose:
            return node.halved ? compute_exactly(frame, index) : compute_choose(frame, index);
        case Op::otherwise:
            return node.halved ? compute_exactly(frame, index) : compute_otherwise(frame, index);
        case Op::at_least:
        case Op::more_than: return compute_compare(frame, index);
        case Op::same_as: return compute_same_as(frame, index);
        case Op::within: return compute_within(frame, index);
        case Op::all:
        case Op::any: return compute_connective(frame, index);
        case Op::negation: return compute_negation(frame, index);
        case Op::applicable: return compute_applicable(frame, index);
        case Op::bands: return compute_bands(frame, index);
        case Op::round: return compute_round(frame, index);
        case Op::add_months:
        case Op::date_part:
        case Op::whole_months:
        case Op::period_day: return compute_days(frame, index);
        case Op::aggregate: return compute_aggregate(frame, index);
    }
}

Interval quotient_bounds(const Frame& frame, const Node& node, std::size_t row) {
    const NodeId above = node.operands[0];
    const NodeId below = node.operands[1];
    const Column& a = frame.column(above);
    const Column& b = frame.column(below);
    const bool known = a.lo[frame.at(above, row)] == a.hi[frame.at(above, row)] &&
                       b.lo[frame.at(below, row)] == b.hi[frame.at(below, row)];
    if (known && b.lo[frame.at(below, row)] > 0) {
        const Fraction value{Int128{a.lo[frame.at(above, row)]} * node.factors[2],
                             Int128{b.lo[frame.at(below, row)]} * node.factors[3]};
        return {value, value};
    }
    std::int64_t a_lo = a.lo[frame.at(above, row)];
    std::int64_t a_hi = a.hi[frame.at(above, row)];
    std::int64_t b_lo = b.lo[frame.at(below, row)];
    std::int64_t b_hi = b.hi[frame.at(below, row)];
    if (b_lo < 0 && b_hi > 0) {
        // Through zero on both sides: the extremes are at plus and minus one step.
        const std::int64_t largest = std::max(a_hi, negated(a_lo));
        a_lo = negated(largest);
        a_hi = largest;
        b_lo = 1;
        b_hi = 1;
    } else if (b_hi <= 0) {
        a_lo = std::exchange(a_hi, negated(a_lo));
        a_lo = negated(a_lo);
        b_lo = std::exchange(b_hi, negated(b_lo));
        b_lo = negated(b_lo);
    }
    // Counts are whole, so a divisor that is not zero is at least one step.
    b_lo = std::max<std::int64_t>(b_lo, 1);
    b_hi = std::max<std::int64_t>(b_hi, 1);
    const auto part = [&](std::int64_t top, std::int64_t bottom) -> Fraction {
        if (top == kUnboundedAbove || top == kUnboundedBelow) {
            return Fraction::infinite(top > 0 ? Side::upper : Side::lower);
        }
        if (bottom == kUnboundedAbove) return Fraction::whole(0);
        return {Int128{top} * node.factors[2], Int128{bottom} * node.factors[3]};
    };
    Interval out{part(a_lo, a_lo >= 0 ? b_hi : b_lo), part(a_hi, a_hi >= 0 ? b_lo : b_hi)};
    // Two known figures may contradict the domain; what is missing may not.
    if (node.at_most_one && b.lo[frame.at(below, row)] >= 0 && !known &&
        compare(out.hi, Fraction::whole(1)) > 0) {
        out.hi = Fraction::whole(1);
    }
    return ordered(out);
}

}  // namespace kc::formula
