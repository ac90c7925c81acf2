// SPDX-License-Identifier: Apache-2.0
// How long a figure is believed, and when the next one is due.
//
// A figure is fresh until the next one of its kind should be out: the end of the next period, the
// publication lag, and a grace on top. A count of events has no rhythm; it is believed for a while
// after somebody last said anything.
#pragma once

#include <cstdint>
#include <optional>

#include "base/date.hpp"
#include "base/period.hpp"
#include "indicator/definition.hpp"

namespace kc::indicator {

// The day in China on which something became known.
base::Date china_date_of(std::int64_t moment_us);

// The end of the period after the one that ended then; empty for events.
std::optional<base::Date> next_period_end(const IndicatorDef& indicator, base::Date period_end);

// The last day on which the figure of a period that ended on `period_end` is still fresh.
base::Date fresh_until(const IndicatorDef& indicator, base::Date period_end,
                       std::int64_t known_at_us);

// When a figure for the days up to `period_end` should be published, without the grace.
base::Date published_by(const IndicatorDef& indicator, base::Date period_end);

// The end of the first period within the horizon that gets a figure.
base::Date first_period_end(const IndicatorDef& indicator, const base::Period& horizon);

// Whether the horizon has no figure before its own last one.
bool has_only_final_figure(const IndicatorDef& indicator, const base::Period& horizon);

}  // namespace kc::indicator
