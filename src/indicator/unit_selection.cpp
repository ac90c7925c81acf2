// SPDX-License-Identifier: Apache-2.0
#include "indicator/unit_selection.hpp"

#include <unordered_map>

namespace kc::indicator {
namespace {

class Selector {
public:
    explicit Selector(const UnitTree& tree) : tree_(tree) {}

    // Recursion is bounded by UnitTree::kMaxDepth.
    std::uint32_t add(const std::string& code) {
        if (const auto known = entry_of_.find(code); known != entry_of_.end()) return known->second;
        UnitSelection::Entry entry{code, {}};
        if (const auto node = tree_.find(code)) {
            for (const std::uint32_t part : tree_.parts(*node)) {
                entry.parts.push_back(add(tree_.node(part).code));
            }
        }
        const auto index = static_cast<std::uint32_t>(selection.entries.size());
        selection.entries.push_back(std::move(entry));
        entry_of_.emplace(code, index);
        return index;
    }

    UnitSelection selection;

private:
    const UnitTree& tree_;
    std::unordered_map<std::string, std::uint32_t> entry_of_;
};

}  // namespace

UnitSelection select(const UnitTree& tree, const std::vector<std::string>& units) {
    Selector selector(tree);
    for (const std::string& unit : units) {
        const std::uint32_t entry = selector.add(unit);
        selector.selection.asked.push_back(entry);
    }
    return std::move(selector.selection);
}

}  // namespace kc::indicator
