// SPDX-License-Identifier: Apache-2.0
// What happens to figures before any of them is filled in: division by denominators, and leaving
// out units with too little data.
#pragma once

#include <string>
#include <vector>

#include "base/diagnostic.hpp"
#include "evaluation/stage_assemble.hpp"

namespace kc::evaluation {

// figure / (denominator * per_scale). Without a denominator where one is wanted, or with 0, there
// is no value; a 0 is warned of by unit.
Matrix denominate(const Definition& definition, const Slice& slice, Diagnostics& found);

struct LeftOut {
    std::string id = {};
    double missing_share = 0;
    double zero_share = 0;
    enum class Why : std::uint8_t {
        no_data,
        too_little_data,
        too_many_zeros,
        by_name
    } why = Why::no_data;
};

// Why, as a sentence.
Title reason_words(const LeftOut& unit);

struct Screened {
    std::vector<std::size_t> kept = {};  // rows, ascending
    std::vector<LeftOut> left_out = {};  // each is warned of too
};

// By the indicators in the tree. A unit without any figure is always left out, unless it is to be
// kept by name.
Screened screen(const Definition& definition, const Slice& slice, const Matrix& denominated,
                Diagnostics& found);

// Positions of the indicators that stand in the tree, ascending.
std::vector<std::size_t> counted_indicators(const Definition& definition);

}  // namespace kc::evaluation
