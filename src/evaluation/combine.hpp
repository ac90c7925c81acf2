// SPDX-License-Identifier: Apache-2.0
// The scores of a node from the columns of its children, by any method of the definition.
//
// Children are columns in which more is better (directions were applied when they were scaled).
// Every result is so too: VIKOR and Wroclaw, whose published figures are better when lower, are
// turned to 1 - Q and 1 - d here; the published figures are in `details`. A unit that cannot be
// scored has a missing cell and an entry in `gaps` saying why. Weights need not sum to 1; only
// `sum` minds their size.
//
// A missing child: means, mpi, owa, min_penalty and median take the children that are there, with
// their weights scaled up. topsis, vikor and wroclaw measure distance over those children, scaled
// up. copeland, promethee and borda compare two units in the children both have, so the result
// does not depend on the order of the rows. bod lets a missing child count for nobody (Kuosmanen,
// Journal of the Operational Research Society 60 (2009) 1767-1774). sum has no value: missing is
// not zero.
#pragma once

#include <cstddef>
#include <span>
#include <string_view>
#include <vector>

#include "base/result.hpp"
#include "evaluation/matrix.hpp"
#include "evaluation/methods.hpp"
#include "evaluation/statistics.hpp"

namespace kc::evaluation {

// Why one unit has no score.
struct Gap {
    std::size_t row = 0;
    Undefined why = Undefined::missing;

    bool operator==(const Gap&) const = default;
};

struct Detail {
    std::string_view name;  // "S", "R", "Q", "distance", "flow_plus" ...
    Column column;
};

struct Combined {
    Column scores = Column{};
    std::vector<Gap> gaps = {};
    std::vector<Detail> details = {};
};

// What makes a method impossible for the whole node.
struct CombineFault {
    static constexpr std::size_t kNowhere = static_cast<std::size_t>(-1);

    Undefined why = Undefined::missing;
    std::size_t row = kNowhere;    // the unit, where one is to blame
    std::size_t child = kNowhere;  // the column
    double value = 0;              // what stands there

    bool operator==(const CombineFault&) const = default;
};

template <typename T>
using CombineResult = tl::expected<T, CombineFault>;

struct CombineInput {
    const Matrix* children = nullptr;      // units x children
    std::span<const double> weights = {};  // one a child, none below 0, not all 0
    double needs = 0;                      // least share of the children that must be there
};

CombineResult<Combined> combine(const AggregateMethod& method, const CombineInput& input);

// The fault in words. Names may be empty where the fault has no row or child.
Diagnostic combine_diagnostic(const CombineFault& fault, AggregateKind kind, std::string_view node,
                              std::string_view unit, std::string_view child);

// Weights that can be used: as many as children, finite, none negative, a sum above 0.
CombineResult<double> weight_total(const CombineInput& input);

// The children of one row that are there; empty with the gap noted when they are too few or weigh
// nothing.
struct RowView {
    std::vector<double> values = {};
    std::vector<double> weights = {};  // summing to 1
    std::vector<std::size_t> columns = {};

    bool empty() const { return values.empty(); }
};
RowView row_of(const CombineInput& input, std::size_t row, std::vector<Gap>& gaps);

}  // namespace kc::evaluation
