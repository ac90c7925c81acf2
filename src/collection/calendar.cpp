// SPDX-License-Identifier: Apache-2.0
#include "collection/calendar.hpp"

#include "base/check.hpp"

namespace kc::collection {

using base::Date;
using base::Period;

namespace {

constexpr int kMonthsOfYear = 12;
constexpr int kMonthsOfQuarter = 3;
constexpr int kMonthsOfHalf = 6;

std::optional<pack::Frequency> frequency_of(const Period& period) {
    switch (period.kind()) {
        case Period::Kind::year: return pack::Frequency::year;
        case Period::Kind::half: return pack::Frequency::half_year;
        case Period::Kind::quarter: return pack::Frequency::quarter;
        case Period::Kind::month: return pack::Frequency::month;
        case Period::Kind::years:
        case Period::Kind::running_total: return std::nullopt;
    }
    return std::nullopt;
}

std::optional<Period> neighbour(const Period& period, Date day_inside) {
    const auto frequency = frequency_of(period);
    return frequency ? period_holding(*frequency, day_inside) : std::nullopt;
}

}  // namespace

std::optional<Period> period_holding(pack::Frequency frequency, Date day) {
    switch (frequency) {
        case pack::Frequency::year: return Period::year(day.year());
        case pack::Frequency::half_year:
            return Period::half(day.year(), (day.month() - 1) / kMonthsOfHalf + 1);
        case pack::Frequency::quarter:
            return Period::quarter(day.year(), (day.month() - 1) / kMonthsOfQuarter + 1);
        case pack::Frequency::month: return Period::month(day.year(), day.month());
        case pack::Frequency::event: return std::nullopt;
    }
    return std::nullopt;
}

std::optional<Period> period_before(const Period& period) {
    const auto day = base::add_days(period.first_day(), -1);
    return day ? neighbour(period, *day) : std::nullopt;
}

std::optional<Period> period_after(const Period& period) {
    const auto day = base::add_days(period.last_day(), 1);
    return day ? neighbour(period, *day) : std::nullopt;
}

bool is_asked_for(const pack::Form& form, const Period& period) {
    if (frequency_of(period) != form.frequency) return false;
    const auto first = form.first.first_day();
    if (first && period.first_day() < *first) return false;
    return !form.last || !form.last->last_day() || period.last_day() <= *form.last->last_day();
}

std::vector<Period> periods_within(const pack::Form& form, Date from, Date to) {
    std::vector<Period> periods;
    const auto begin = form.first.first_day();
    const Date start = begin && *begin > from ? *begin : from;
    std::optional<Period> at = period_holding(form.frequency, start);
    while (at && at->last_day() <= to && periods.size() < kPeriodsMax) {
        if (at->last_day() >= from && is_asked_for(form, *at)) periods.push_back(*at);
        at = period_after(*at);
    }
    return periods;
}

Date deadline_of(const pack::Form& form, const Period& period) {
    const auto day = base::add_days(period.last_day(), form.deadline_days);
    KC_CHECK(day.has_value());  // years of periods end long before those of dates
    return *day;
}

bool is_open(const Period& period, Date today) {
    return today > period.last_day();
}

Period fact_period(const pack::FormField& field, const Period& period) {
    if (field.covers == pack::Covers::period) return period;
    const Date last = period.last_day();
    const auto total = Period::running_total(last.year(), last.month());
    KC_CHECK(total.has_value());
    return *total;
}

int sheets_per_year(pack::Frequency frequency) {
    switch (frequency) {
        case pack::Frequency::year: return 1;
        case pack::Frequency::half_year: return 2;
        case pack::Frequency::quarter: return kMonthsOfYear / kMonthsOfQuarter;
        case pack::Frequency::month: return kMonthsOfYear;
        case pack::Frequency::event: return 0;
    }
    return 0;
}

}  // namespace kc::collection
