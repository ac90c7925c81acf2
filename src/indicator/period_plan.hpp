// SPDX-License-Identifier: Apache-2.0
// The ways a figure of one period follows from figures of others.
//
// A month is the running total up to it less the one before; a quarter is three months, all of
// them; the stock at the end of a year is the stock of December. Where a part is missing the way is
// closed: nothing is spread, guessed or taken as zero.
//
//   for (const PeriodPlan& plan : plans_for(*Period::parse("2024-06"), Nature::flow)) …
#pragma once

#include <cstdint>
#include <optional>
#include <vector>

#include "base/period.hpp"
#include "indicator/definition.hpp"

namespace kc::indicator {

enum class PeriodRule : std::uint8_t {
    reported,       // the period itself
    difference,     // a longer running total less a shorter one
    sum,            // parts that make up the period
    same_days,      // another kind of period with the same days
    end_of_period,  // a stock that was reported for another period with the same last day
};

struct PeriodTerm {
    base::Period period;
    int sign = 1;
};

struct PeriodPlan {
    PeriodRule rule = PeriodRule::reported;
    std::vector<PeriodTerm> terms = {};
};

// The best way first: as reported before anything computed.
std::vector<PeriodPlan> plans_for(const base::Period& period, Nature nature);

// The period of the same kind and length just before; empty for running totals, which overlap.
std::optional<base::Period> period_before(const base::Period& period);

}  // namespace kc::indicator
