// SPDX-License-Identifier: Apache-2.0
#include "indicator/period_plan.hpp"

#include <utility>

#include "base/check.hpp"

namespace kc::indicator {
namespace {

using base::Period;
using Kind = base::Period::Kind;

// Periods whose numbers have been checked by the caller.
Period made(const std::optional<Period>& period) {
    KC_CHECK(period.has_value());
    return *period;
}

int first_month(const Period& period) {
    return period.first_day().month();
}

int last_month(const Period& period) {
    return period.last_day().month();
}

class Plans {
public:
    explicit Plans(const Period& period) : period_(period), year_(period.first_day().year()) {
        add(PeriodRule::reported, {period});
    }

    std::vector<PeriodPlan> for_flow() {
        if (period_.kind() == Kind::years) {
            add_years();
            return std::move(plans_);
        }
        add_same_days();
        const int first = first_month(period_);
        const int last = last_month(period_);
        // Running totals before parts: they are what a bureau reports month by month, and their
        // corrections reach every month behind them.
        if (first > 1) add_difference(first, last);
        if (period_.kind() == Kind::running_total && last > 1) {
            add(PeriodRule::sum, {running(last - 1), month(last)});
        }
        add_parts(6, first, last, [&](int n) { return made(Period::half(year_, n)); });
        add_parts(3, first, last, [&](int n) { return made(Period::quarter(year_, n)); });
        add_parts(1, first, last, [&](int n) { return month(n); });
        return std::move(plans_);
    }

    std::vector<PeriodPlan> for_stock() {
        const int year = period_.last_day().year();
        const int last = last_month(period_);
        add_other(PeriodRule::end_of_period, made(Period::month(year, last)));
        if (last % 3 == 0) {
            add_other(PeriodRule::end_of_period, made(Period::quarter(year, last / 3)));
        }
        if (last % 6 == 0) {
            add_other(PeriodRule::end_of_period, made(Period::half(year, last / 6)));
        }
        add_other(PeriodRule::end_of_period, made(Period::running_total(year, last)));
        if (last == 12) add_other(PeriodRule::end_of_period, made(Period::year(year)));
        return std::move(plans_);
    }

    std::vector<PeriodPlan> for_ratio() {
        if (period_.kind() != Kind::years) add_same_days();
        return std::move(plans_);
    }

private:
    [[nodiscard]] Period month(int number) const { return made(Period::month(year_, number)); }
    [[nodiscard]] Period running(int last) const {
        return made(Period::running_total(year_, last));
    }

    void add(PeriodRule rule, const std::vector<Period>& periods) {
        PeriodPlan plan{rule, {}};
        for (const Period& period : periods) plan.terms.push_back({period});
        plans_.push_back(std::move(plan));
    }

    void add_other(PeriodRule rule, const Period& other) {
        if (other != period_) add(rule, {other});
    }

    void add_difference(int first, int last) {
        plans_.push_back({PeriodRule::difference, {{running(last), 1}, {running(first - 1), -1}}});
        // The whole year is as often given once as the total of twelve months.
        if (last == 12) {
            plans_.push_back({PeriodRule::difference,
                              {{made(Period::year(year_)), 1}, {running(first - 1), -1}}});
        }
    }

    // Only periods of more than one part; a single part has the same days.
    template <typename PartOf>
    void add_parts(int months, int first, int last, PartOf part) {
        if ((first - 1) % months != 0 || last % months != 0 || last - first + 1 <= months) return;
        std::vector<Period> parts;
        for (int end = first + months - 1; end <= last; end += months) {
            parts.push_back(part(end / months));
        }
        add(PeriodRule::sum, parts);
    }

    void add_same_days() {
        const int first = first_month(period_);
        const int last = last_month(period_);
        const int months = last - first + 1;
        if (first == 1) add_other(PeriodRule::same_days, running(last));
        if (months == 12) add_other(PeriodRule::same_days, made(Period::year(year_)));
        if (months == 6) add_other(PeriodRule::same_days, made(Period::half(year_, last / 6)));
        if (months == 3) add_other(PeriodRule::same_days, made(Period::quarter(year_, last / 3)));
        if (months == 1) add_other(PeriodRule::same_days, month(last));
    }

    void add_years() {
        std::vector<Period> years;
        std::vector<Period> totals;
        for (int year = year_; year <= period_.last_day().year(); ++year) {
            years.push_back(made(Period::year(year)));
            totals.push_back(made(Period::running_total(year, 12)));
        }
        add(PeriodRule::sum, years);
        add(PeriodRule::sum, totals);
    }

    Period period_;
    int year_;
    std::vector<PeriodPlan> plans_;
};

}  // namespace

std::vector<PeriodPlan> plans_for(const Period& period, Nature nature) {
    // A year before the first one that can be written has no other periods to follow from.
    if (period.first_day().year() < Period::kMinYear) {
        return {{PeriodRule::reported, {{period}}}};
    }
    Plans plans(period);
    if (adds_over_time(nature)) return plans.for_flow();
    if (nature == Nature::stock) return plans.for_stock();
    return plans.for_ratio();
}

std::optional<Period> period_before(const Period& period) {
    const int year = period.first_day().year();
    const int last = last_month(period);
    switch (period.kind()) {
        case Kind::years: return period.year_before();
        case Kind::year: return Period::year(year - 1);
        case Kind::half: return last == 6 ? Period::half(year - 1, 2) : Period::half(year, 1);
        case Kind::quarter:
            return last == 3 ? Period::quarter(year - 1, 4) : Period::quarter(year, last / 3 - 1);
        case Kind::month:
            return last == 1 ? Period::month(year - 1, 12) : Period::month(year, last - 1);
        case Kind::running_total: return std::nullopt;
    }
    return std::nullopt;
}

}  // namespace kc::indicator
