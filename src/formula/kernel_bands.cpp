// SPDX-License-Identifier: Apache-2.0
// Tables of bands: an edge is a threshold on the column's own counts, so a row costs one integer
// comparison an edge, and no division.
#include <algorithm>

#include "formula/frame.hpp"
#include "formula/simd.hpp"

namespace kc::formula {
namespace {

KC_SIMD void look_up(std::int64_t* out, const std::int64_t* codes, const std::int64_t* edges,
                     const std::int64_t* values, std::size_t edge_count, std::size_t rows) {
    for (std::size_t i = 0; i < rows; ++i) out[i] = values[0];
    for (std::size_t edge = 0; edge < edge_count; ++edge) {
        const std::int64_t from = edges[edge];
        const std::int64_t value = values[edge + 1];
        for (std::size_t i = 0; i < rows; ++i) out[i] = codes[i] >= from ? value : out[i];
    }
}

// How many edges a bound has passed. `side` says which end of an uncertain edge counts, and which
// exact bound settles a tie.
std::size_t passed(const Frame& frame, const Node& node, const std::vector<Threshold>& edges,
                   std::int64_t code, std::size_t row, Side side) {
    std::size_t count = 0;
    for (std::size_t k = 0; k < edges.size(); ++k) {
        bool above = code >= edges[k].code;
        if (edges[k].ties && code == edges[k].tie) {
            const Interval value = exact_bounds(frame, node.operands[0], row);
            const Interval edge = exact_bounds(frame, node.operands[2 + 2 * k], 0);
            const auto order =
                side == Side::lower ? compare(value.lo, edge.hi) : compare(value.hi, edge.lo);
            above = node.inclusive[k] != 0 ? order >= 0 : order > 0;
        }
        if (above) count = k + 1;
    }
    return count;
}

std::int64_t on_grid(std::int64_t count, std::int64_t factor, bool upper, bool& fits) {
    if (count == kUnboundedBelow || count == kUnboundedAbove) return count;
    return upper ? clamped_high(base::Int128{count} * factor, fits)
                 : clamped_low(base::Int128{count} * factor, fits);
}

}  // namespace

void prepare_bands(Frame& frame, std::uint32_t index) {
    const Node& node = frame.node(index);
    const Node& value = frame.plan->node(node.operands[0]);
    Prepared& ready = frame.prepared[index];
    ready = {};
    ready.usable = true;
    bool fits = true;
    for (std::size_t k = 1; k < node.operands.size(); k += 2) {
        const Column& column = frame.column(node.operands[k]);
        ready.value_lo.push_back(on_grid(column.lo[0], node.factors[k], false, fits));
        ready.value_hi.push_back(on_grid(column.hi[0], node.factors[k], true, fits));
        ready.exact_values = ready.exact_values && ready.value_lo.back() == ready.value_hi.back();
    }
    for (std::size_t k = 0; k < node.inclusive.size(); ++k) {
        const Interval edge = exact_bounds(frame, node.operands[2 + 2 * k], 0);
        const bool strict = node.inclusive[k] == 0;
        ready.earliest.push_back(threshold_for(value, edge.lo, strict));
        ready.latest.push_back(threshold_for(value, edge.hi, strict));
        const Threshold& early = ready.earliest.back();
        const Threshold& late = ready.latest.back();
        ready.one_edge = ready.one_edge && !early.ties && !late.ties && early.code == late.code;
    }
    ready.rising = std::ranges::is_sorted(ready.value_lo) && std::ranges::is_sorted(ready.value_hi);
    ready.falling = std::ranges::is_sorted(ready.value_lo, std::ranges::greater{}) &&
                    std::ranges::is_sorted(ready.value_hi, std::ranges::greater{});
    ready.least = std::ranges::min(ready.value_lo);
    ready.most = std::ranges::max(ready.value_hi);
}

void compute_bands(Frame& frame, std::uint32_t index) {
    const Node& node = frame.node(index);
    const Prepared& ready = frame.prepared[index];
    const Store& store = frame.stores[index];
    const NodeId value = node.operands[0];
    const Column& in = frame.column(value);
    const bool known = in.lo == in.hi;
    Column& column = frame.columns[index];
    column = {.lo = store.lo, .hi = store.hi, .least = ready.least, .most = ready.most};
    const bool simple =
        ready.one_edge && (ready.rising || ready.falling || known) && !frame.is_uniform(value);
    if (simple) {
        std::vector<std::int64_t>& edges = frame.edges;
        edges.clear();
        for (const Threshold& edge : ready.earliest) edges.push_back(edge.code);
        const bool turned = !ready.rising && ready.falling;
        const std::int64_t* low_from = turned ? in.hi : in.lo;
        const std::int64_t* high_from = turned ? in.lo : in.hi;
        look_up(store.lo, low_from, edges.data(), ready.value_lo.data(), edges.size(), frame.rows);
        if (known && ready.exact_values) {
            column.hi = store.lo;
        } else {
            look_up(store.hi, high_from, edges.data(), ready.value_hi.data(), edges.size(),
                    frame.rows);
        }
    } else {
        for (std::size_t row = 0; row < frame.rows; ++row) {
            const std::size_t at = frame.at(value, row);
            const std::size_t first =
                passed(frame, node, ready.latest, in.lo[at], row, Side::lower);
            const std::size_t last =
                passed(frame, node, ready.earliest, in.hi[at], row, Side::upper);
            store.lo[row] = ready.value_lo[first];
            store.hi[row] = ready.value_hi[first];
            for (std::size_t k = first + 1; k <= last; ++k) {
                store.lo[row] = std::min(store.lo[row], ready.value_lo[k]);
                store.hi[row] = std::max(store.hi[row], ready.value_hi[k]);
            }
        }
    }
    // Edges and values that are not applicable make the whole table so.
    column.bits = strict_states(frame, index);
}

}  // namespace kc::formula
