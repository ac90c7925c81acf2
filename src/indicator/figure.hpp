// SPDX-License-Identifier: Apache-2.0
// One figure with its derivation.
//
// Computes what a slice computes for one cell, the slow way, fact by fact, and says how. The two
// must agree; a test holds them against each other.
//
//   Figure figure = figure_of(context, {.indicator = "cn.rd.intensity", .unit = "341800",
//                                       .period = *Period::year(2023)});
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "indicator/derivation.hpp"
#include "indicator/slice.hpp"

namespace kc::indicator {

struct FigureQuery {
    std::string indicator = {};
    std::string unit = {};
    base::Period period;
    std::vector<DimensionFilter> where = {};
    RollUp roll_up = RollUp::reported_first;
};

struct Figure {
    Outcome outcome = {};
    base::Unit unit = {};
    std::vector<std::string> missing_units = {};   // parts without a figure, by code
    std::optional<std::int64_t> known_at_us = {};  // of the newest fact in it
    Derivation derivation = {};

    [[nodiscard]] bool is_partial() const { return outcome && !missing_units.empty(); }
};

// "宣州区、郎溪县"; "Xuanzhou, Langxi"
Words unit_names(const UnitTree& tree, const std::vector<std::string>& codes);

// An indicator that is not defined gives an unknown figure.
Figure figure_of(const Context& context, const FigureQuery& query);

}  // namespace kc::indicator
