// SPDX-License-Identifier: Apache-2.0
#include "indicator/freshness.hpp"

#include <algorithm>

#include "base/check.hpp"

namespace kc::indicator {
namespace {

using base::Date;

constexpr std::int64_t kDay_us = 86'400'000'000;
constexpr std::int64_t kChinaOffset_us = kDay_us / 3;  // eight hours ahead of UTC

Date made(const std::optional<Date>& date) {
    // Definitions and periods stay far inside the calendar; should a lag be absurd, the figure is
    // simply believed until its end.
    return date.value_or(*Date::of(Date::kMaxYear, 12, 31));
}

Date days_after(Date date, std::int32_t days) {
    return made(add_days(date, days));
}

// From the last day of a month to the last day of a later one.
Date month_end_after(Date month_end, int months) {
    return days_after(made(add_months(days_after(month_end, 1), months)), -1);
}

}  // namespace

Date china_date_of(std::int64_t moment_us) {
    const std::int64_t local_us = moment_us + kChinaOffset_us;
    std::int64_t days = local_us / kDay_us;
    if (local_us % kDay_us < 0) --days;
    return made(Date::of_days(days));
}

Date published_by(const IndicatorDef& indicator, Date period_end) {
    return days_after(month_end_after(period_end, indicator.publication_lag_months),
                      indicator.publication_lag_days);
}

std::optional<Date> next_period_end(const IndicatorDef& indicator, Date period_end) {
    const auto months = months_of(indicator.frequency);
    return months ? std::optional(month_end_after(period_end, *months)) : std::nullopt;
}

Date fresh_until(const IndicatorDef& indicator, Date period_end, std::int64_t known_at_us) {
    const auto next_end = next_period_end(indicator, period_end);
    if (!next_end) return days_after(china_date_of(known_at_us), indicator.event_review_days);
    return days_after(published_by(indicator, *next_end), indicator.grace_days);
}

Date first_period_end(const IndicatorDef& indicator, const base::Period& horizon) {
    const int months = months_of(indicator.frequency).value_or(1);
    const Date before = days_after(horizon.first_day(), -1);
    return std::min(month_end_after(before, months), horizon.last_day());
}

bool has_only_final_figure(const IndicatorDef& indicator, const base::Period& horizon) {
    return first_period_end(indicator, horizon) == horizon.last_day() &&
           months_of(indicator.frequency).value_or(0) > 1;
}

}  // namespace kc::indicator
