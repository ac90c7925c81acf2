// SPDX-License-Identifier: Apache-2.0
#include "evaluation/definition.hpp"

#include <algorithm>

namespace kc::evaluation {
namespace {

template <typename T>
std::optional<std::size_t> position_of(const std::vector<T>& items, std::string_view id) {
    const auto found =
        std::find_if(items.begin(), items.end(), [&](const T& item) { return item.id == id; });
    if (found == items.end()) return std::nullopt;
    return static_cast<std::size_t>(found - items.begin());
}

}  // namespace

std::optional<std::size_t> indicator_position(const Definition& definition, std::string_view id) {
    return position_of(definition.indicators, id);
}

std::optional<std::size_t> node_position(const Definition& definition, std::string_view id) {
    return position_of(definition.nodes, id);
}

std::string node_key(const Definition& definition, std::size_t node) {
    const std::vector<Node>& nodes = definition.nodes;
    const auto same = std::count_if(nodes.begin(), nodes.end(),
                                    [&](const Node& each) { return each.id == nodes[node].id; });
    if (same < 2) return nodes[node].id;
    return nodes[static_cast<std::size_t>(nodes[node].parent)].id + "/" + nodes[node].id;
}

}  // namespace kc::evaluation
