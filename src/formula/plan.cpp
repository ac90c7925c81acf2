// SPDX-License-Identifier: Apache-2.0
#include "formula/plan.hpp"

#include <algorithm>

namespace kc::formula {
namespace {

template <typename Fields>
std::optional<std::size_t> find_named(const Fields& fields, std::string_view name) {
    for (std::size_t i = 0; i < fields.size(); ++i) {
        if (fields[i].name == name) return i;
    }
    return std::nullopt;
}

}  // namespace

std::int64_t TextTable::intern(std::string_view text) {
    const auto found = ids_.find(text);
    if (found != ids_.end()) return found->second;
    const auto id = static_cast<std::int64_t>(texts_.size());
    ids_.emplace(text, id);
    texts_.emplace_back(text);
    return id;
}

std::string_view TextTable::text(std::int64_t id) const {
    return id >= 0 && static_cast<std::size_t>(id) < texts_.size()
               ? std::string_view(texts_[static_cast<std::size_t>(id)])
               : std::string_view();
}

std::optional<std::size_t> Plan::find_input(std::string_view name) const {
    return find_named(inputs_, name);
}

std::optional<std::size_t> Plan::find_parameter(std::string_view name) const {
    return find_named(parameters_, name);
}

std::optional<std::size_t> Plan::find_list(std::string_view name) const {
    return find_named(lists_, name);
}

std::vector<NodeId> Plan::reads_of(NodeId id) const {
    std::vector<NodeId> reads = node(id).operands;
    for (std::size_t i = 0; i < reads.size(); ++i) {
        const Node& read = node(reads[i]);
        if (!read.halved || read.keeps_exact) continue;
        for (const NodeId behind : read.operands) {
            if (std::ranges::find(reads, behind) == reads.end()) reads.push_back(behind);
        }
    }
    return reads;
}

namespace {

// How deep deferred nodes may stand in each other: what they need of the stack is bounded.
constexpr std::size_t kMaxDeferredDepth = 16;

// Reads the exact values of its halved operands in every row, not only where codes do not tell.
bool reads_exact(const Node& node) {
    switch (node.op) {
        case Op::wide:
        case Op::minimum:
        case Op::maximum:
        case Op::best:
        case Op::choose:
        case Op::otherwise:
        case Op::scaled: return node.halved;
        case Op::round: return true;
        default: return false;
    }
}

}  // namespace

// Fractions are slow, so as few as possible are computed, and none is computed in two places: a
// node with several readers keeps its values, so that following readers never doubles the work.
void Plan::mark_exact() {
    struct Readers {
        std::size_t all = 0;
        std::size_t exact = 0;
        std::size_t last = 0;
    };
    std::vector<Readers> readers(nodes_.size());
    for (std::size_t i = 0; i < nodes_.size(); ++i) {
        for (const NodeId operand : nodes_[i].operands) {
            Readers& of = readers[operand.index];
            ++of.all;
            of.exact += reads_exact(nodes_[i]) ? 1 : 0;
            of.last = i;
        }
    }
    for (std::size_t i = nodes_.size(); i-- > 0;) {
        Node& each = nodes_[i];
        const bool single =
            readers[i].all == 1 && readers[i].exact == 1 &&
            (nodes_[readers[i].last].op != Op::scaled || nodes_[readers[i].last].deferred);
        each.deferred = single && each.halved && !each.uniform && each.op != Op::quotient;
    }
    std::vector<std::size_t> depth(nodes_.size(), 0);
    for (std::size_t i = 0; i < nodes_.size(); ++i) {
        Node& each = nodes_[i];
        for (const NodeId operand : each.operands) {
            if (!nodes_[operand.index].deferred) continue;
            depth[i] = std::max(depth[i], depth[operand.index] + 1);
        }
        // A scaled one follows its operand: it has no values of its own.
        if (depth[i] >= kMaxDeferredDepth && each.op != Op::scaled) each.deferred = false;
        const bool is_cheap = each.op == Op::quotient || each.op == Op::scaled ||
                              (each.op == Op::otherwise && node(each.operands[1]).uniform &&
                               node(each.operands[0]).op == Op::quotient);
        each.keeps_exact = each.halved && !each.deferred &&
                           !(each.op == Op::quotient || each.op == Op::scaled) &&
                           (each.uniform || (readers[i].exact > 0 && !is_cheap));
    }
}

std::vector<NodeId> Plan::needed_for(const std::vector<NodeId>& roots) const {
    std::vector<bool> needed(nodes_.size(), false);
    for (const NodeId root : roots) {
        needed[root.index] = true;
        // What is read behind a root when its exact value is shown.
        for (const NodeId read : reads_of(root)) needed[read.index] = true;
    }
    std::vector<NodeId> order;
    for (std::size_t i = nodes_.size(); i-- > 0;) {
        if (!needed[i]) continue;
        const NodeId id{static_cast<std::uint32_t>(i)};
        order.push_back(id);
        for (const NodeId read : reads_of(id)) needed[read.index] = true;
    }
    std::ranges::reverse(order);
    return order;
}

std::vector<bool> Plan::depends_on(const std::vector<std::size_t>& parameters) const {
    std::vector<bool> depends(nodes_.size(), false);
    for (std::size_t i = 0; i < nodes_.size(); ++i) {
        const Node& each = nodes_[i];
        depends[i] = each.op == Op::parameter &&
                     std::ranges::find(parameters, each.slot) != parameters.end();
        for (const NodeId operand : each.operands) {
            if (depends[operand.index]) depends[i] = true;
        }
    }
    return depends;
}

std::vector<std::size_t> Plan::inputs_of(NodeId root) const {
    std::vector<std::size_t> slots;
    for (const NodeId id : needed_for({root})) {
        if (node(id).op == Op::input) slots.push_back(node(id).slot);
    }
    std::ranges::sort(slots);
    return slots;
}

}  // namespace kc::formula
