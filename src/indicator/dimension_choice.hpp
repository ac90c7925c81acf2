// SPDX-License-Identifier: Apache-2.0
// Which reported dimensions answer a question about dimensions.
//
// The same firms may be reported in total, by level, and by level and field. Adding figures of
// different fineness would count firms twice, so for every unit and group only one set of
// dimension names is used: the coarsest that has all the names asked for and a figure at all.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "indicator/dictionary.hpp"

namespace kc::indicator {

// Only these members of a dimension.
struct DimensionFilter {
    std::string name = {};
    std::vector<std::string> members = {};

    bool operator==(const DimensionFilter&) const = default;
};

class DimensionChoice {
public:
    struct Choice {
        std::uint32_t set = 0;    // fineness: lower is coarser and goes first
        std::uint32_t group = 0;  // index into groups()
    };

    // `offered` are the dimensions an indicator was reported with.
    DimensionChoice(const std::vector<const Dimensions*>& offered,
                    const std::vector<DimensionFilter>& where,
                    const std::vector<std::string>& group_by);

    // Empty where the i-th of the offered dimensions is filtered out or lacks a name asked for.
    [[nodiscard]] const std::optional<Choice>& choice(std::size_t i) const { return choices_[i]; }

    // The members of the names grouped by, sorted; at least one, which is empty without grouping.
    [[nodiscard]] const std::vector<Dimensions>& groups() const { return groups_; }
    [[nodiscard]] std::uint32_t set_count() const { return set_count_; }
    // Whether a set has just the names asked for, so that its figure is no sum of parts.
    [[nodiscard]] bool is_exact(std::uint32_t set) const { return has_exact_ && set == 0; }

private:
    std::vector<std::optional<Choice>> choices_;
    std::vector<Dimensions> groups_;
    std::uint32_t set_count_ = 0;
    bool has_exact_ = false;
};

}  // namespace kc::indicator
