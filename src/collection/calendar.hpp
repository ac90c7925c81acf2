// SPDX-License-Identifier: Apache-2.0
// Which periods a form is filled in for, when each is due, and which period a cell's figure is
// about. Pure: today is handed in.
#pragma once

#include <cstddef>
#include <optional>
#include <vector>

#include "base/date.hpp"
#include "base/period.hpp"
#include "pack/form.hpp"

namespace kc::collection {

inline constexpr std::size_t kPeriodsMax = 1'200;  // of one form: a hundred years of months

// The period of this length that holds the day; empty for `event` and years out of range.
std::optional<base::Period> period_holding(pack::Frequency frequency, base::Date day);

// The one before or after, of the same kind; empty where the calendar ends.
std::optional<base::Period> period_before(const base::Period& period);
std::optional<base::Period> period_after(const base::Period& period);

// From `first` to `last`, as far as the form has begun and not ended.
bool is_asked_for(const pack::Form& form, const base::Period& period);

// The form's periods whose last day lies in [from, to], the earliest first; at most kPeriodsMax.
std::vector<base::Period> periods_within(const pack::Form& form, base::Date from, base::Date to);

// The last day on which it is in time.
base::Date deadline_of(const pack::Form& form, const base::Period& period);

// A sheet can be filled in from the day after the period's end.
bool is_open(const base::Period& period, base::Date today);

// The period of the fact that a field becomes.
base::Period fact_period(const pack::FormField& field, const base::Period& period);

// How many sheets of a form there are in a year.
int sheets_per_year(pack::Frequency frequency);

}  // namespace kc::collection
