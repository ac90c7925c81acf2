// SPDX-License-Identifier: Apache-2.0
// Choices on whole counts: the best of those that are applicable, a value instead of one that is
// not, if-then-else. The usual case is a loop without branches; the careful one goes row by row.
#include <algorithm>

#include "formula/frame.hpp"
#include "formula/operand.hpp"
#include "formula/simd.hpp"

namespace kc::formula {
namespace {

// --- loops --------------------------------------------------------------------------------------

// out = the better of out and in. States are 1 (a number) to 3 (a number, or not applicable).
KC_SIMD void better_of(std::int64_t* lo, std::int64_t* hi, std::uint8_t* states,
                       const std::int64_t* in_lo, const std::int64_t* in_hi,
                       const std::uint8_t* in_states, std::int64_t factor, std::size_t rows) {
    for (std::size_t i = 0; i < rows; ++i) {
        const unsigned a = states[i];
        const unsigned b = in_states[i];
        const std::int64_t b_lo = in_lo[i] * factor;
        const std::int64_t b_hi = in_hi[i] * factor;
        const bool a_some = (a & kNumber) != 0;
        const bool b_some = (b & kNumber) != 0;
        const bool a_sure = (a & kNone) == 0;
        const bool b_sure = (b & kNone) == 0;
        const std::int64_t most = lo[i] > b_lo ? lo[i] : b_lo;
        const std::int64_t least = lo[i] < b_lo ? lo[i] : b_lo;
        const std::int64_t surer = a_sure ? lo[i] : b_lo;
        const std::int64_t both_lo = a_sure == b_sure ? (a_sure ? most : least) : surer;
        const std::int64_t both_hi = hi[i] > b_hi ? hi[i] : b_hi;
        lo[i] = a_some ? (b_some ? both_lo : lo[i]) : b_lo;
        hi[i] = a_some ? (b_some ? both_hi : hi[i]) : b_hi;
        states[i] = static_cast<std::uint8_t>(((a | b) & (kNumber | kTooLarge)) | (a & b & kNone));
    }
}

// out = value, or `instead` (one number for all rows) where it is not applicable.
KC_SIMD void instead_of(std::int64_t* lo, std::int64_t* hi, std::uint8_t* states,
                        std::int64_t instead_lo, std::int64_t instead_hi, std::size_t rows) {
    for (std::size_t i = 0; i < rows; ++i) {
        const unsigned state = states[i];
        const bool some = (state & kNumber) != 0;
        const bool none = (state & kNone) != 0;
        const std::int64_t low = some && lo[i] < instead_lo ? lo[i] : instead_lo;
        const std::int64_t high = some && hi[i] > instead_hi ? hi[i] : instead_hi;
        lo[i] = none ? low : lo[i];
        hi[i] = none ? high : hi[i];
        states[i] = static_cast<std::uint8_t>((state & kTooLarge) | kNumber);
    }
}

KC_SIMD void choose_outcomes(std::uint8_t* out, const std::uint8_t* conditions,
                             const std::uint8_t* then, const std::uint8_t* otherwise,
                             std::size_t rows) {
    for (std::size_t i = 0; i < rows; ++i) {
        const unsigned if_ = conditions[i];
        const unsigned yes = (if_ & kYes) != 0 ? then[i] : 0U;
        const unsigned no = (if_ & kNo) != 0 ? otherwise[i] : 0U;
        out[i] = static_cast<std::uint8_t>((if_ & kNotApplicable) | yes | no);
    }
}

// Every condition is decided and every value known.
KC_SIMD void pick_known(std::int64_t* out, const std::uint8_t* conditions, const std::int64_t* then,
                        const std::int64_t* otherwise, std::size_t rows) {
    for (std::size_t i = 0; i < rows; ++i) {
        out[i] = (conditions[i] & kYes) != 0 ? then[i] : otherwise[i];
    }
}

KC_SIMD void pick_low(std::int64_t* out, const std::uint8_t* conditions, const std::int64_t* then,
                      const std::int64_t* otherwise, std::size_t rows) {
    for (std::size_t i = 0; i < rows; ++i) {
        const std::int64_t both = then[i] < otherwise[i] ? then[i] : otherwise[i];
        const std::int64_t yes = (conditions[i] & kNo) != 0 ? both : then[i];
        out[i] = (conditions[i] & kYes) != 0 ? yes : otherwise[i];
    }
}
KC_SIMD void pick_high(std::int64_t* out, const std::uint8_t* conditions, const std::int64_t* then,
                       const std::int64_t* otherwise, std::size_t rows) {
    for (std::size_t i = 0; i < rows; ++i) {
        const std::int64_t both = then[i] > otherwise[i] ? then[i] : otherwise[i];
        const std::int64_t yes = (conditions[i] & kNo) != 0 ? both : then[i];
        out[i] = (conditions[i] & kYes) != 0 ? yes : otherwise[i];
    }
}

// Which outcomes there are in the block, and whether any row has both yes and no.
KC_SIMD void survey(const std::uint8_t* outcomes, std::size_t rows, std::uint8_t& any,
                    std::uint8_t& both) {
    unsigned seen = 0;
    unsigned open = 0;
    for (std::size_t i = 0; i < rows; ++i) {
        seen |= outcomes[i];
        open |= outcomes[i] & (static_cast<unsigned>(outcomes[i]) >> 1U);
    }
    any = static_cast<std::uint8_t>(seen);
    both = static_cast<std::uint8_t>(open & 1U);
}

KC_SIMD bool all_numbers(const std::uint8_t* states, std::size_t rows) {
    unsigned other = 0;
    for (std::size_t i = 0; i < rows; ++i) other |= states[i] ^ unsigned { kNumber };
    return other == 0;
}

// --- careful ------------------------------------------------------------------------------------

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

// The operand's counts on the operation's grid, for operands with a column of their own.
void copy_operand(const Operand& of, const Store& store, std::size_t rows) {
    for (std::size_t i = 0; i < rows; ++i) store.lo[i] = of.lo[i] * of.factor;
    for (std::size_t i = 0; i < rows; ++i) store.hi[i] = of.hi[i] * of.factor;
    if (of.bits != nullptr) {
        std::copy_n(of.bits, rows, store.bits);
    } else {
        std::fill_n(store.bits, rows, kNumber);
    }
}

// False when a range does not fit or an operand is the same for all rows.
bool best_quickly(Frame& frame, std::uint32_t index) {
    const Node& node = frame.node(index);
    const Store& store = frame.stores[index];
    Range total = range_of(frame, node, 0);
    for (std::size_t i = 0; i < node.operands.size(); ++i) {
        const Range range = range_of(frame, node, i);
        if (!fits(range) || frame.is_uniform(node.operands[i])) return false;
        if (range.open && operand(frame, node, i).factor != 1) return false;
        total.least = std::min(total.least, range.least);
        total.most = std::max(total.most, range.most);
        total.open = total.open || range.open;
    }
    static const std::vector<std::uint8_t> kAllNumbers(kBlockRows, kNumber);
    copy_operand(operand(frame, node, 0), store, frame.rows);
    for (std::size_t i = 1; i < node.operands.size(); ++i) {
        const Operand of = operand(frame, node, i);
        better_of(store.lo, store.hi, store.bits, of.lo, of.hi,
                  of.bits != nullptr ? of.bits : kAllNumbers.data(), of.factor, frame.rows);
    }
    // Known or not applicable, and known: the better of the two is a range.
    set_column(frame, index, false, all_numbers(store.bits, frame.rows) ? nullptr : store.bits,
               static_cast<std::int64_t>(total.least), static_cast<std::int64_t>(total.most),
               total.open);
    return true;
}

// One branch of a choice, with an entry for every row on the grid of the choice.
struct Branch {
    const std::int64_t* lo;
    const std::int64_t* hi;
};

Branch branch_of(Frame& frame, const Node& node, std::size_t i) {
    const Operand of = operand(frame, node, i);
    if (of.stride == 1 && of.factor == 1) return {of.lo, of.hi};
    const std::size_t rows = frame.rows;
    std::int64_t* lo = frame.filled.data() + 2 * (i - 1) * rows;
    std::int64_t* hi = lo + rows;
    const bool known = of.lo == of.hi;
    if (of.stride == 0) {
        std::fill_n(lo, rows, of.lo[0] * of.factor);
        if (!known) std::fill_n(hi, rows, of.hi[0] * of.factor);
    } else {
        for (std::size_t row = 0; row < rows; ++row) lo[row] = of.lo[row] * of.factor;
        for (std::size_t row = 0; !known && row < rows; ++row) hi[row] = of.hi[row] * of.factor;
    }
    return {lo, known ? lo : hi};
}

// Numbers without states; false for everything else.
bool choose_quickly(Frame& frame, std::uint32_t index) {
    const Node& node = frame.node(index);
    const Operand condition = operand(frame, node, 0);
    if (condition.stride == 0) return false;
    Range total = range_of(frame, node, 1);
    for (const std::size_t i : {1, 2}) {
        const Range range = range_of(frame, node, i);
        const Operand of = operand(frame, node, i);
        if (!fits(range) || of.bits != nullptr) return false;
        if (range.open && of.factor != 1) return false;
        total.least = std::min(total.least, range.least);
        total.most = std::max(total.most, range.most);
        total.open = total.open || range.open;
    }
    std::uint8_t any = 0;
    std::uint8_t both = 0;
    survey(condition.bits, frame.rows, any, both);
    if ((any & kNotApplicable) != 0) return false;
    frame.filled.resize(4 * frame.rows);
    const Branch then = branch_of(frame, node, 1);
    const Branch otherwise = branch_of(frame, node, 2);
    const Store& store = frame.stores[index];
    const bool known = both == 0 && then.lo == then.hi && otherwise.lo == otherwise.hi;
    if (known) {
        pick_known(store.lo, condition.bits, then.lo, otherwise.lo, frame.rows);
    } else {
        pick_low(store.lo, condition.bits, then.lo, otherwise.lo, frame.rows);
        pick_high(store.hi, condition.bits, then.hi, otherwise.hi, frame.rows);
    }
    set_column(frame, index, known, nullptr, static_cast<std::int64_t>(total.least),
               static_cast<std::int64_t>(total.most), total.open);
    return true;
}

bool otherwise_quickly(Frame& frame, std::uint32_t index) {
    const Node& node = frame.node(index);
    const Range value = range_of(frame, node, 0);
    const Range other = range_of(frame, node, 1);
    const Operand of = operand(frame, node, 0);
    const bool simple = fits(value) && (!value.open || of.factor == 1) && fits(other) &&
                        !other.open && !frame.is_uniform(node.operands[0]) &&
                        frame.is_uniform(node.operands[1]) &&
                        frame.column(node.operands[1]).bits == nullptr;
    if (!simple) return false;
    const Operand instead = operand(frame, node, 1);
    take_instead(frame, index, instead.lo[0] * instead.factor, instead.hi[0] * instead.factor);
    return true;
}

}  // namespace

void compute_best(Frame& frame, std::uint32_t index) {
    const Node& node = frame.node(index);
    const bool any_states = std::ranges::any_of(
        node.operands, [&](NodeId id) { return frame.column(id).bits != nullptr; });
    if (!any_states) return compute_extreme(frame, index);
    const Store& store = frame.stores[index];
    if (frame.rows > 1 && best_quickly(frame, index)) return;
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

void take_instead(Frame& frame, std::uint32_t index, std::int64_t low, std::int64_t high) {
    const Node& node = frame.node(index);
    const Store& store = frame.stores[index];
    const Operand of = operand(frame, node, 0);
    const Column& in = frame.column(node.operands[0]);
    if (of.bits == nullptr && of.factor == 1) {
        frame.columns[index] = in;  // which stays as long as this does (Runner::place)
        frame.columns[index].exact = nullptr;
        return;
    }
    copy_operand(of, store, frame.rows);
    if (of.bits != nullptr) {
        instead_of(store.lo, store.hi, store.bits, low, high, frame.rows);
    }
    const bool plain = of.bits == nullptr || all_numbers(store.bits, frame.rows);
    set_column(frame, index, false, plain ? nullptr : store.bits,
               std::min(in.least * of.factor, low), std::max(in.most * of.factor, high), in.open);
}

void compute_choose(Frame& frame, std::uint32_t index) {
    const Node& node = frame.node(index);
    const Store& store = frame.stores[index];
    const Operand condition = operand(frame, node, 0);
    const Operand then = operand(frame, node, 1);
    const Operand otherwise = operand(frame, node, 2);
    if (node.type.kind == Kind::truth) {
        frame.columns[index].bits = store.bits;
        if (condition.stride + then.stride + otherwise.stride == 3) {
            choose_outcomes(store.bits, condition.bits, then.bits, otherwise.bits, frame.rows);
            return;
        }
        for (std::size_t row = 0; row < frame.rows; ++row) {
            const Outcomes if_ = condition.bits[row * condition.stride];
            store.bits[row] = static_cast<Outcomes>(
                (if_ & kNotApplicable) | ((if_ & kYes) != 0 ? then.bits[row * then.stride] : 0) |
                ((if_ & kNo) != 0 ? otherwise.bits[row * otherwise.stride] : 0));
        }
        return;
    }
    // For one row the careful way is the quicker one.
    if (frame.rows > 1 && choose_quickly(frame, index)) return;
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
    if (otherwise_quickly(frame, index)) return;
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
