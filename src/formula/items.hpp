// SPDX-License-Identifier: Apache-2.0
// What an aggregate computes for each item of its list: a builder whose first inputs are the
// item's fields, followed by values taken from the row around it.
#pragma once

#include <cstdint>
#include <memory>
#include <utility>
#include <vector>

#include "formula/builder.hpp"

namespace kc::formula {

struct Builder::Items {
    explicit Items(TextTable& texts) : builder(texts) {}

    Builder builder;
    std::vector<std::pair<std::uint32_t, NodeId>> captured = {};  // inner input slot, outer node
};

// The node, among the item's inputs, of a value of the row around the list.
Result<NodeId> capture(Builder::Items& items, const Builder& outer, NodeId node);

std::shared_ptr<const Plan> items_plan(const Builder::Items& items);

}  // namespace kc::formula
