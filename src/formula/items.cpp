// SPDX-License-Identifier: Apache-2.0
#include "formula/items.hpp"

#include <fmt/format.h>

namespace kc::formula {

Result<NodeId> capture(Builder::Items& items, const Builder& outer, NodeId node) {
    const Node& of = outer.node(node);
    // A blank keeps the name apart from every name that can be written.
    std::string name = fmt::format("outer {}", node.index);
    if (const auto slot = items.builder.so_far().find_input(name)) {
        return items.builder.so_far().input_node(*slot);
    }
    if (of.halved) {
        return unexpected(Diagnostic{"E-formula-list",
                                     {},
                                     "列表的条件里不能用列表外的商",
                                     "the condition of a list cannot use a quotient from outside"}
                              .hint("先用 四舍五入(…) 取整", "round it first: round_half_up(…)"));
    }
    const bool may_be_none =
        of.op == Op::input ? outer.so_far().inputs()[of.slot].may_be_none : of.may_be_none;
    const auto inner = items.builder.input(
        {.name = std::move(name), .type = of.type, .step = of.step, .may_be_none = may_be_none});
    if (!inner) return inner;
    items.captured.emplace_back(items.builder.node(*inner).slot, node);
    return inner;
}

std::shared_ptr<const Plan> items_plan(const Builder::Items& items) {
    return std::make_shared<const Plan>(items.builder.finish());
}

}  // namespace kc::formula
