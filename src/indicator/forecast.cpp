// SPDX-License-Identifier: Apache-2.0
#include "indicator/forecast.hpp"

#include <algorithm>
#include <string>
#include <utility>

#include "base/check.hpp"
#include "indicator/history.hpp"

namespace kc::indicator {
namespace {

using base::Ratio;

// Fewer cases than this are given from the lowest to the highest.
constexpr std::size_t kFewCases = 10;

Forecast::Interval interval_of(std::vector<Ratio> ends) {
    KC_CHECK(!ends.empty());
    std::sort(ends.begin(), ends.end());
    const std::size_t n = ends.size();
    Forecast::Interval interval{.middle = median(ends)};
    if (n < kFewCases) {
        interval.low = ends.front();
        interval.high = ends.back();
        // One more of the same kind falls between the extremes of n with this chance.
        interval.coverage_percent = static_cast<int>(100 * (n - 1) / (n + 1));
    } else {
        interval.low = ends[n / 10];
        interval.high = ends[n - 1 - n / 10];
        interval.coverage_percent = 80;
    }
    return interval;
}

class Forecaster {
public:
    Forecaster(const Context& context, const TargetDef& target, const IndicatorDef& indicator,
               const Reading& reading, const Ratio& value)
        : indicator_(indicator),
          is_flow_(adds_over_time(indicator.nature)),
          month_(static_cast<std::size_t>(reading.period.last_day().month() - 1)),
          value_(value),
          history_(years_before(context, target, indicator, reading.period.last_day().year(),
                                Forecast::kMaxYears)),
          factor_(factor_to_target(target, indicator)) {
        this_year_ = current_year(context, target, reading);
    }

    Forecast make() const {
        const std::vector<Ratio> seasonal = seasonal_ends();
        if (seasonal.size() >= Forecast::kMinYears) {
            return made(Rule::forecast_seasonal, seasonal);
        }
        if (indicator_.pace == Pace::uneven) {
            return too_little(Rule::forecast_uneven, seasonal.size());
        }
        const std::vector<Ratio> windows = window_ends();
        if (windows.size() >= Forecast::kMinWindows) return made(Rule::forecast_windows, windows);
        return too_little(Rule::forecast_too_short, seasonal.size());
    }

private:
    static Forecast made(Rule rule, const std::vector<Ratio>& ends) {
        return {interval_of(ends), derived(rule, {same("count", std::to_string(ends.size()))})};
    }

    static Forecast too_little(Rule rule, std::size_t years) {
        return {std::nullopt, derived(rule, {same("years", std::to_string(years)),
                                             same("needed", std::to_string(Forecast::kMinYears))})};
    }

    // The months of this year up to the reading, in the indicator's unit.
    YearHistory current_year(const Context& context, const TargetDef& target,
                             const Reading& reading) const {
        const int year = reading.period.last_day().year();
        YearHistory current = years_before(context, target, indicator_, year + 1, 1).front();
        for (std::size_t month = month_ + 1; month < 12; ++month) current.months[month].reset();
        return current;
    }

    std::vector<Ratio> seasonal_ends() const {
        std::vector<Ratio> ends;
        for (const YearHistory& year : history_) {
            const auto& then = year.months[month_];
            if (!then || !year.end()) continue;
            const auto end =
                is_flow_ ? by_ratio(*then, *year.end()) : by_change(*then, *year.end());
            if (end) ends.push_back(*end);
        }
        return ends;
    }

    std::optional<Ratio> by_ratio(const Ratio& then, const Ratio& end) const {
        if (then <= Ratio()) return std::nullopt;
        const auto growth = estimated(divide(end, then));
        return growth ? estimated(multiply(value_, *growth)) : std::nullopt;
    }

    std::optional<Ratio> by_change(const Ratio& then, const Ratio& end) const {
        return with_added(subtract(end, then));
    }

    // `change` is in the indicator's unit.
    std::optional<Ratio> with_added(const std::optional<Ratio>& change) const {
        const auto converted = change && factor_ ? multiply(*change, *factor_) : std::nullopt;
        return converted ? estimated(add(value_, *converted)) : std::nullopt;
    }

    // Monthly points, oldest first: what a month added to a flow, what a stock was at its end.
    std::vector<std::optional<Ratio>> points() const {
        std::vector<std::optional<Ratio>> all;
        const auto add_year = [&](const YearHistory& year) {
            for (std::size_t month = 0; month < 12; ++month) {
                const auto& now = year.months[month];
                if (!is_flow_ || month == 0 || !now) {
                    all.push_back(now);
                    continue;
                }
                const auto& before = year.months[month - 1];
                all.push_back(before ? subtract(*now, *before) : std::nullopt);
            }
        };
        for (auto year = history_.rbegin(); year != history_.rend(); ++year) add_year(*year);
        add_year(this_year_);
        return all;
    }

    std::vector<Ratio> window_ends() const {
        const std::vector<std::optional<Ratio>> all = points();
        const auto known = std::count_if(all.begin(), all.end(),
                                         [](const auto& point) { return point.has_value(); });
        const std::size_t rest = 11 - month_;
        std::vector<Ratio> ends;
        if (known < Forecast::kMinPoints) return ends;
        for (std::size_t first = 0; first + rest < all.size(); ++first) {
            const auto change = is_flow_ ? sum_of(all, first + 1, rest)
                                         : change_over(all[first], all[first + rest]);
            if (const auto end = with_added(change)) ends.push_back(*end);
        }
        return ends;
    }

    static std::optional<Ratio> change_over(const std::optional<Ratio>& from,
                                            const std::optional<Ratio>& to) {
        return from && to ? subtract(*to, *from) : std::nullopt;
    }

    static std::optional<Ratio> sum_of(const std::vector<std::optional<Ratio>>& all,
                                       std::size_t first, std::size_t count) {
        std::optional<Ratio> total = Ratio();
        for (std::size_t i = first; i < first + count && total; ++i) {
            total = all[i] ? add(*total, *all[i]) : std::nullopt;
        }
        return total;
    }

    const IndicatorDef& indicator_;
    bool is_flow_;
    std::size_t month_;
    const Ratio& value_;
    std::vector<YearHistory> history_;
    std::optional<Ratio> factor_;
    YearHistory this_year_;
};

}  // namespace

std::optional<Forecast> forecast(const Context& context, const TargetDef& target,
                                 const IndicatorDef& indicator, const Reading& reading,
                                 const Ratio& value) {
    const bool is_one_year = target.horizon.kind() == base::Period::Kind::year;
    if (!is_one_year || target.measure != Measure::value || !adds_over_units(indicator.nature) ||
        reading.period.last_day().month() == 12) {
        return std::nullopt;
    }
    return Forecaster(context, target, indicator, reading, value).make();
}

}  // namespace kc::indicator
