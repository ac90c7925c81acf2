// SPDX-License-Identifier: Apache-2.0
// Operands as the kernels over whole counts see them. Included by kernel files only.
#pragma once

#include <algorithm>
#include <utility>

#include "formula/frame.hpp"

namespace kc::formula {

using base::Int128;  // every kernel sums in it

inline bool is_unbounded(std::int64_t count) {
    return count == kUnboundedBelow || count == kUnboundedAbove;
}

inline std::int64_t negated(std::int64_t count) {
    if (count == kUnboundedBelow) return kUnboundedAbove;
    return count == kUnboundedAbove ? kUnboundedBelow : -count;
}

inline Operand operand(const Frame& frame, const Node& node, std::size_t i) {
    const NodeId id = node.operands[i];
    const Column& column = frame.column(id);
    const std::int64_t factor = i < node.factors.size() ? node.factors[i] : 1;
    return {column.lo, column.hi, column.bits, frame.is_uniform(id) ? std::size_t{0} : 1, factor};
}

inline State state_of(const Operand& of, std::size_t row) {
    return of.bits == nullptr ? kNumber : of.bits[row * of.stride];
}

// The operand's count on the grid of the operation; `fits` becomes false when it had to move.
inline std::int64_t low_of(const Operand& of, std::size_t row, bool& fits) {
    if (of.factor == 0) return 0;  // x - x, which only says that x applies
    const std::int64_t count = of.factor < 0 ? of.hi[row * of.stride] : of.lo[row * of.stride];
    if (is_unbounded(count)) return of.factor < 0 ? negated(count) : count;
    std::int64_t value = 0;
    const bool wraps = __builtin_mul_overflow(count, of.factor, &value);
    if (!wraps && value <= kMaxCount && value >= -kMaxCount) return value;
    return clamped_low(Int128{count} * of.factor, fits);
}
inline std::int64_t high_of(const Operand& of, std::size_t row, bool& fits) {
    if (of.factor == 0) return 0;
    const std::int64_t count = of.factor < 0 ? of.lo[row * of.stride] : of.hi[row * of.stride];
    if (is_unbounded(count)) return of.factor < 0 ? negated(count) : count;
    std::int64_t value = 0;
    const bool wraps = __builtin_mul_overflow(count, of.factor, &value);
    if (!wraps && value <= kMaxCount && value >= -kMaxCount) return value;
    return clamped_high(Int128{count} * of.factor, fits);
}

struct Range {
    Int128 least = 0;
    Int128 most = 0;
    bool finite = true;
    bool open = false;  // of the bounded entries only; there are others
};

inline Range range_of(const Frame& frame, const Node& node, std::size_t i) {
    const Column& column = frame.column(node.operands[i]);
    const std::int64_t factor = i < node.factors.size() ? node.factors[i] : 1;
    if (factor == 0) return {};
    Range range{Int128{column.least} * factor, Int128{column.most} * factor,
                !is_unbounded(column.least) && !is_unbounded(column.most), column.open};
    if (factor < 0) std::swap(range.least, range.most);
    return range;
}

inline bool fits(const Range& range) {
    return range.finite && range.least >= -Int128{kMaxCount} && range.most <= kMaxCount;
}

inline bool is_known(const Frame& frame, const Node& node) {
    return std::ranges::all_of(
        node.operands, [&](NodeId id) { return frame.column(id).lo == frame.column(id).hi; });
}

inline void set_column(Frame& frame, std::uint32_t index, bool known, const std::uint8_t* bits,
                       std::int64_t least, std::int64_t most, bool open = false) {
    const Store& store = frame.stores[index];
    frame.columns[index] = {.lo = store.lo,
                            .hi = known ? store.lo : store.hi,
                            .bits = bits,
                            .least = least,
                            .most = most,
                            .open = open};
}

// After a careful loop: whatever was written.
inline void set_measured(Frame& frame, std::uint32_t index, const std::uint8_t* bits) {
    set_column(frame, index, false, bits, 0, 0);
    measure(frame.columns[index], frame.rows);
}

// Marks a row whose result did not fit. `states` is made when the first one turns up.
inline void mark_too_large(Frame& frame, std::uint32_t index, const std::uint8_t*& states,
                           std::size_t row) {
    std::uint8_t* own = frame.stores[index].bits;
    if (states == nullptr) {
        std::fill_n(own, frame.rows, kNumber);
        states = own;
    }
    own[row] |= kTooLarge;
}

}  // namespace kc::formula
