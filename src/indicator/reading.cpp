// SPDX-License-Identifier: Apache-2.0
#include "indicator/reading.hpp"

#include <algorithm>

namespace kc::indicator {
namespace {

using base::Period;

constexpr int kYearsBefore = 5;

void add(std::vector<Reading>& readings, const std::optional<Period>& period, int years_before) {
    if (period) readings.push_back({*period, false, years_before});
}

// The readings of the months first..last of a year, newest first.
void add_year(std::vector<Reading>& readings, Nature nature, int year, int first, int last,
              int years_before) {
    for (int month = last; month >= first; --month) {
        if (nature == Nature::stock) {
            add(readings, Period::month(year, month), 0);
            continue;
        }
        add(readings, Period::running_total(year, month), years_before);
        if (adds_over_time(nature)) continue;
        if (month % 6 == 0) add(readings, Period::half(year, month / 6), 0);
        if (month % 3 == 0) add(readings, Period::quarter(year, month / 3), 0);
        add(readings, Period::month(year, month), 0);
    }
}

// The figure of a whole year is the one that counts for a year; what ends with it is not enough.
bool is_final(const Period& period, const Period& horizon, Nature nature) {
    if (period.last_day() != horizon.last_day()) return false;
    const bool is_yearly =
        horizon.kind() == Period::Kind::year || horizon.kind() == Period::Kind::years;
    if (!is_yearly || nature == Nature::stock) return true;
    return period.first_day().month() == 1;
}

}  // namespace

std::vector<Reading> readings_within(const TargetDef& target, Nature nature) {
    const Period& horizon = target.horizon;
    std::vector<Reading> readings;
    if (!target.from_january && adds_over_time(nature)) {
        return {{horizon, true, 0}};
    }
    const int first_year = horizon.first_day().year();
    const int last_year = horizon.last_day().year();
    for (int year = last_year; year >= first_year; --year) {
        const bool starts_in_january = year > first_year || adds_over_time(nature);
        add_year(readings, nature, year, starts_in_january ? 1 : horizon.first_day().month(),
                 year < last_year ? 12 : horizon.last_day().month(), year - first_year);
    }
    for (Reading& reading : readings) reading.is_final = is_final(reading.period, horizon, nature);
    return readings;
}

std::vector<Reading> readings_before(const TargetDef& target, Nature nature) {
    std::vector<Reading> readings;
    const base::Date start = target.horizon.first_day();
    if (start.month() > 1 && !adds_over_time(nature)) {
        add_year(readings, nature, start.year(), 1, start.month() - 1, 0);
    }
    for (int year = start.year() - 1; year >= start.year() - kYearsBefore; --year) {
        add_year(readings, nature, year, 1, 12, 0);
    }
    return readings;
}

std::vector<Outcome> series(const Context& context, const std::string& indicator,
                            const std::string& unit, const std::vector<DimensionFilter>& where,
                            const std::vector<Period>& periods) {
    const Result<Slice> slice = compute(
        context, {.indicator = indicator, .units = {unit}, .periods = periods, .where = where});
    std::vector<Outcome> values(periods.size());
    // A question past the limits has no answer, which is what an empty outcome says.
    if (!slice) return values;
    for (std::size_t i = 0; i < periods.size(); ++i) {
        const SliceCell& cell = slice->cell(0, i);
        values[i] = cell.is_partial() ? Outcome(Unknown::incomplete) : slice->exact(0, i);
    }
    return values;
}

std::optional<std::size_t> newest_known(const Context& context, const TargetDef& target,
                                        std::span<const Reading> readings) {
    std::vector<Period> periods;
    for (const Reading& reading : readings) periods.push_back(reading.period);
    const std::vector<Outcome> values =
        series(context, target.indicator, target.unit_of_observation, target.where, periods);
    std::optional<std::size_t> incomplete;
    for (std::size_t i = 0; i < values.size(); ++i) {
        if (values[i]) return i;
        if (!incomplete && values[i].why == Unknown::incomplete) incomplete = i;
    }
    return incomplete;
}

}  // namespace kc::indicator
