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
    const std::size_t direct = reads.size();
    for (std::size_t i = 0; i < direct; ++i) {
        NodeId operand = reads[i];
        while (node(operand).op == Op::scaled) operand = node(operand).operands[0];
        if (node(operand).op != Op::quotient) continue;
        const auto& parts = node(operand).operands;
        reads.insert(reads.end(), parts.begin(), parts.end());
    }
    return reads;
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
