// SPDX-License-Identifier: Apache-2.0
// Which units a unit is made of: a city of counties, a bureau of sections.
//
// A park that overlaps the counties is shown below the city but does not add to it, so that nothing
// is counted twice.
//
//   Result<UnitTree> tree = UnitTree::of({{.code = "341800"},
//                                         {.code = "341802", .parent = "341800"}});
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "base/result.hpp"
#include "indicator/words.hpp"

namespace kc::indicator {

struct UnitNode {
    std::string code = {};
    Words name = {};
    std::string parent = {};  // empty for a root
    bool adds_to_parent = true;
};

class UnitTree {
public:
    static constexpr std::size_t kMaxUnits = 1U << 20U;
    static constexpr int kMaxDepth = 32;

    // No units: every unit then stands for itself.
    UnitTree() = default;

    // An error for a code twice, an unknown parent, a circle, or a limit passed.
    static Result<UnitTree> of(std::vector<UnitNode> nodes);

    // Empty for a unit the tree does not know.
    [[nodiscard]] std::optional<std::uint32_t> find(std::string_view code) const;
    [[nodiscard]] const UnitNode& node(std::uint32_t index) const { return nodes_[index]; }
    // Those that add up to the unit, in the order given.
    [[nodiscard]] const std::vector<std::uint32_t>& parts(std::uint32_t index) const {
        return parts_[index];
    }
    [[nodiscard]] std::size_t size() const { return nodes_.size(); }

    // The name, or the code where there is none.
    [[nodiscard]] Words name_of(std::string_view code) const;

private:
    std::vector<UnitNode> nodes_;
    std::vector<std::vector<std::uint32_t>> parts_;
    std::unordered_map<std::string, std::uint32_t> index_;
};

}  // namespace kc::indicator
