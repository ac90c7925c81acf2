// SPDX-License-Identifier: Apache-2.0
// Kernels over outcomes: a byte a row, all rows alike, so they become vector code.
#include <algorithm>

#include "formula/frame.hpp"
#include "formula/simd.hpp"

namespace kc::formula {
namespace {

constexpr unsigned kNoBit = 0;
constexpr unsigned kYesBit = 1;
constexpr unsigned kNaBit = 2;

// "And" is the least of no < not applicable < yes: what is not applicable never makes a yes.
// `bad` is the bit that wins (no for "and", yes for "or"), `good` the other.
template <unsigned Bad, unsigned Good>
inline std::uint8_t joined(unsigned a, unsigned b) {
    const unsigned bad = ((a | b) >> Bad) & 1U;
    const unsigned good = ((a & b) >> Good) & 1U;
    const unsigned a_none = (a >> kNaBit) & 1U;
    const unsigned b_none = (b >> kNaBit) & 1U;
    const unsigned a_not_bad = ((a >> Good) & 1U) | a_none;
    const unsigned b_not_bad = ((b >> Good) & 1U) | b_none;
    const unsigned none = (a_none & b_not_bad) | (b_none & a_not_bad);
    return static_cast<std::uint8_t>((bad << Bad) | (good << Good) | (none << kNaBit));
}

KC_SIMD void join_all(std::uint8_t* out, const std::uint8_t* in, std::size_t rows) {
    for (std::size_t i = 0; i < rows; ++i) out[i] = joined<kNoBit, kYesBit>(out[i], in[i]);
}
KC_SIMD void join_any(std::uint8_t* out, const std::uint8_t* in, std::size_t rows) {
    for (std::size_t i = 0; i < rows; ++i) out[i] = joined<kYesBit, kNoBit>(out[i], in[i]);
}
KC_SIMD void join_all_with(std::uint8_t* out, std::uint8_t in, std::size_t rows) {
    for (std::size_t i = 0; i < rows; ++i) out[i] = joined<kNoBit, kYesBit>(out[i], in);
}
KC_SIMD void join_any_with(std::uint8_t* out, std::uint8_t in, std::size_t rows) {
    for (std::size_t i = 0; i < rows; ++i) out[i] = joined<kYesBit, kNoBit>(out[i], in);
}
KC_SIMD void negate_all(std::uint8_t* out, const std::uint8_t* in, std::size_t rows) {
    for (std::size_t i = 0; i < rows; ++i) {
        const unsigned bits = in[i];
        out[i] = static_cast<std::uint8_t>((bits & 4U) | ((bits & 1U) << 1U) | ((bits >> 1U) & 1U));
    }
}

}  // namespace

void compute_connective(Frame& frame, std::uint32_t index) {
    const Node& node = frame.node(index);
    std::uint8_t* out = frame.stores[index].bits;
    const bool all = node.op == Op::all;
    std::fill_n(out, frame.rows, all ? kYes : kNo);
    for (const NodeId id : node.operands) {
        const std::uint8_t* bits = frame.column(id).bits;
        if (frame.is_uniform(id)) {
            (all ? join_all_with : join_any_with)(out, bits[0], frame.rows);
        } else {
            (all ? join_all : join_any)(out, bits, frame.rows);
        }
    }
    frame.columns[index].bits = out;
}

void compute_negation(Frame& frame, std::uint32_t index) {
    std::uint8_t* out = frame.stores[index].bits;
    negate_all(out, frame.column(frame.node(index).operands[0]).bits, frame.rows);
    frame.columns[index].bits = out;
}

void compute_applicable(Frame& frame, std::uint32_t index) {
    const Node& node = frame.node(index);
    const NodeId id = node.operands[0];
    const bool truth = frame.plan->node(id).type.kind == Kind::truth;
    const std::uint8_t* bits = frame.column(id).bits;
    std::uint8_t* out = frame.stores[index].bits;
    for (std::size_t row = 0; row < frame.rows; ++row) {
        const unsigned in = bits == nullptr ? kNumber : bits[row];
        const unsigned none = truth ? kNotApplicable : kNone;
        const unsigned some = truth ? kOpen : kNumber;
        out[row] =
            static_cast<std::uint8_t>(((in & none) != 0 ? kNo : 0) | ((in & some) != 0 ? kYes : 0));
    }
    frame.columns[index].bits = out;
}

}  // namespace kc::formula
