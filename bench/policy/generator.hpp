// SPDX-License-Identifier: Apache-2.0
// Made-up policies and subjects for measuring: variants of the shipped policies with their figures
// shifted, and rows of which a fifth stand on or one step beside a legal limit. The seed is fixed.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "formula/batch.hpp"
#include "pack/object_set.hpp"
#include "policy/policy_set.hpp"

namespace kc::bench {

// The shipped policies, and variants of them until there are `count`.
std::vector<pack::Entry<pack::PolicyText>> policies(std::size_t count);

// Columns for every input of a set's plan.
class Subjects {
public:
    Subjects(const policy::PolicySet& set, std::size_t rows, int missing_percent);

    formula::Table view() const;
    std::vector<formula::Cell> row(std::size_t index) const;

private:
    struct Column {
        bool is_truth = false;
        std::vector<std::int64_t> numbers = {};
        std::vector<std::uint8_t> truths = {};
        std::vector<std::uint8_t> presence = {};  // empty: all known
    };
    std::size_t rows_;
    std::vector<Column> columns_;
};

}  // namespace kc::bench
