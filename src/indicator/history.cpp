// SPDX-License-Identifier: Apache-2.0
#include "indicator/history.hpp"

#include <algorithm>

#include "base/check.hpp"

namespace kc::indicator {
namespace {

using base::Period;
using base::Ratio;

constexpr int kPlaces = 6;

}  // namespace

std::vector<YearHistory> years_before(const Context& context, const TargetDef& target,
                                      const IndicatorDef& indicator, int year, int count) {
    std::vector<Period> periods;
    for (int back = 1; back <= count; ++back) {
        for (int month = 1; month <= 12; ++month) {
            const auto period = adds_over_time(indicator.nature)
                                    ? Period::running_total(year - back, month)
                                    : Period::month(year - back, month);
            if (period) periods.push_back(*period);
        }
    }
    const std::vector<Outcome> values =
        series(context, target.indicator, target.unit_of_observation, target.where, periods);
    std::vector<YearHistory> years;
    for (std::size_t first = 0; first + 12 <= values.size(); first += 12) {
        YearHistory history{periods[first].first_day().year(), {}};
        for (std::size_t month = 0; month < 12; ++month) {
            history.months[month] = values[first + month].value;
        }
        years.push_back(history);
    }
    return years;
}

std::optional<Ratio> estimated(const std::optional<Ratio>& exact) {
    const auto rounded = exact ? exact->round_half_up(kPlaces) : std::nullopt;
    return rounded ? std::optional(Ratio(*rounded)) : std::nullopt;
}

Ratio median(std::vector<Ratio> values) {
    KC_CHECK(!values.empty());
    std::sort(values.begin(), values.end());
    const Ratio& upper = values[values.size() / 2];
    if (values.size() % 2 == 1) return upper;
    const auto sum = add(values[values.size() / 2 - 1], upper);
    const auto half = sum ? divide(*sum, Ratio(2)) : std::nullopt;
    return half.value_or(upper);
}

}  // namespace kc::indicator
