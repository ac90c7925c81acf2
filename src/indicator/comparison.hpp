// SPDX-License-Identifier: Apache-2.0
// A figure against another one: the year before (同比), the period before (环比), or the same cell
// as it was known earlier.
//
//   Comparison yoy = compare_with(context, query, Against::year_before);
//   yoy.outcome    // 12.5 %, or unknown: no base, a base of zero
#pragma once

#include "indicator/figure.hpp"

namespace kc::indicator {

enum class Against : std::uint8_t {
    year_before,    // the same months one year earlier
    period_before,  // the month before, the quarter before; running totals have none
};

struct Comparison {
    // Growth in per cent; for shares and rates in points, for ranks in places.
    Outcome outcome = {};
    base::Unit unit = {};
    Figure now = {};
    Figure base = {};
    Derivation derivation = {};
};

Comparison compare_with(const Context& context, const FigureQuery& query, Against against);

// What was known then against what is known now.
struct Revision {
    Outcome then = {};
    Outcome now = {};
    Outcome change = {};  // now - then; unknown unless both are known
    Derivation derivation = {};

    [[nodiscard]] bool has_changed() const { return !(then == now); }
};

// The contexts differ in their readers.
Revision revision_of(const Context& then, const Context& now, const FigureQuery& query);

}  // namespace kc::indicator
