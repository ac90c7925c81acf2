// SPDX-License-Identifier: Apache-2.0
#include "indicator/unit_tree.hpp"

#include <fmt/format.h>

#include <utility>

namespace kc::indicator {
namespace {

Diagnostic wrong_tree(std::string zh, std::string en) {
    return Diagnostic{"E-unit-tree", {}, std::move(zh), std::move(en)}.hint(
        "检查单位的编码和上级", "check the codes of the units and of their parents");
}

}  // namespace

Result<UnitTree> UnitTree::of(std::vector<UnitNode> nodes) {
    if (nodes.size() > kMaxUnits) {
        return unexpected(wrong_tree(fmt::format("单位超过{}个", kMaxUnits),
                                     fmt::format("more than {} units", kMaxUnits)));
    }
    UnitTree tree;
    tree.nodes_ = std::move(nodes);
    tree.parts_.resize(tree.nodes_.size());
    for (std::uint32_t i = 0; i < tree.nodes_.size(); ++i) {
        const std::string& code = tree.nodes_[i].code;
        if (!tree.index_.emplace(code, i).second) {
            return unexpected(wrong_tree(fmt::format("单位“{}”有两个", code),
                                         fmt::format("there are two units '{}'", code)));
        }
    }
    std::vector<std::optional<std::uint32_t>> parent_of(tree.nodes_.size());
    for (std::uint32_t i = 0; i < tree.nodes_.size(); ++i) {
        const UnitNode& node = tree.nodes_[i];
        if (node.parent.empty()) continue;
        parent_of[i] = tree.find(node.parent);
        if (!parent_of[i]) {
            return unexpected(
                wrong_tree(fmt::format("单位“{}”的上级“{}”不存在", node.code, node.parent),
                           fmt::format("the parent '{}' of unit '{}' does not exist", node.parent,
                                       node.code)));
        }
        if (node.adds_to_parent) tree.parts_[*parent_of[i]].push_back(i);
    }
    for (std::uint32_t i = 0; i < tree.nodes_.size(); ++i) {
        int depth = 0;
        for (auto above = parent_of[i]; above; above = parent_of[*above]) {
            if (++depth < kMaxDepth) continue;
            const std::string& code = tree.nodes_[i].code;
            return unexpected(wrong_tree(
                fmt::format("单位“{}”的上级成环，或超过{}层", code, kMaxDepth),
                fmt::format("the parents of unit '{}' form a circle or more than {} levels", code,
                            kMaxDepth)));
        }
    }
    return tree;
}

std::optional<std::uint32_t> UnitTree::find(std::string_view code) const {
    const auto found = index_.find(std::string(code));
    return found == index_.end() ? std::nullopt : std::optional(found->second);
}

Words UnitTree::name_of(std::string_view code) const {
    const auto index = find(code);
    Words name = index ? nodes_[*index].name : Words{};
    if (name.zh.empty()) name.zh = code;
    if (name.en.empty()) name.en = name.zh;
    return name;
}

}  // namespace kc::indicator
