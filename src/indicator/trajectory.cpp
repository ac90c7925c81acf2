// SPDX-License-Identifier: Apache-2.0
#include "indicator/trajectory.hpp"

#include <algorithm>
#include <utility>

#include "base/check.hpp"
#include "indicator/history.hpp"

namespace kc::indicator {
namespace {

using base::Date;
using base::Ratio;

int month_number(Date date) {
    return date.year() * 12 + date.month() - 1;
}

Date month_end(int number) {
    const int year = number / 12;
    const int month = number % 12 + 1;
    const auto date = Date::of(year, month, base::days_in_month(year, month));
    KC_CHECK(date.has_value());
    return *date;
}

class TrajectoryMaker {
public:
    TrajectoryMaker(const Context& context, const TargetDef& target, const IndicatorDef& indicator,
                    const Goal& goal)
        : context_(context), target_(target), indicator_(indicator), goal_(goal) {}

    TrajectoryView operator()(const Points& points) {
        const Measured start = starting_point(context_, target_, indicator_);
        TrajectoryView view{.derivation = derived(Rule::trajectory_points, {})};
        const auto add_point = [&](Date date, const Ratio& expected) {
            view.points.push_back(
                {date, expected, edge(start.outcome.value.value_or(Ratio()), expected)});
        };
        if (!points.line_between) {
            for (const Milestone& each : points.milestones) add_point(each.date, Ratio(each.value));
            return view;
        }
        add_lines(points, start.outcome, add_point);
        view.is_line = true;
        return view;
    }

    TrajectoryView operator()(const Profile& profile) {
        std::array<std::optional<Ratio>, 12> shares;
        for (std::size_t month = 0; month < shares.size(); ++month) {
            shares[month] = divide(Ratio(profile.cumulative_percent[month]), Ratio(100));
        }
        return by_share(Rule::trajectory_given,
                        [&](int month, int) { return shares.at(static_cast<std::size_t>(month)); });
    }

    TrajectoryView operator()(const Line&) {
        if (indicator_.pace == Pace::uneven) return {.why_none = Rule::line_not_suitable};
        TrajectoryView view = by_share(Rule::trajectory_line, [](int month, int months) {
            return Ratio::of(month + 1, months);
        });
        view.is_line = true;
        return view;
    }

    TrajectoryView operator()(const Hold&) {
        TrajectoryView view{.derivation = derived(Rule::trajectory_hold, {})};
        const Ratio& aim = goal_.aim();
        const bool never_far = indicator_.nature == Nature::rank;
        for_each_month([&](Date date, int, int) {
            view.points.push_back({date, aim, never_far ? std::nullopt : edge(Ratio(), aim)});
        });
        return view;
    }

    TrajectoryView operator()(const Automatic&) {
        if (target_.measure == Measure::growth || indicator_.nature == Nature::growth ||
            indicator_.nature == Nature::rank) {
            return (*this)(Hold{});
        }
        if (learns_from_history()) {
            if (auto learnt = learn()) return std::move(*learnt);
        }
        if (indicator_.pace == Pace::even) return (*this)(Line{});
        return {};
    }

private:
    // `at_risk_share` of the way from the start to what is expected.
    [[nodiscard]] std::optional<Ratio> edge(const Ratio& start, const Ratio& expected) const {
        const auto way = subtract(expected, start);
        const auto allowed = way ? multiply(*way, Ratio(target_.at_risk_share)) : std::nullopt;
        if (!allowed || *way == Ratio()) return std::nullopt;
        auto found = add(start, *allowed);
        // A limit that is counted up to is missed by going beyond the expected use, not below it.
        if (goal_.sense == Sense::at_most && *way > Ratio()) {
            const auto slack = found ? subtract(expected, *found) : std::nullopt;
            found = slack ? add(expected, *slack) : std::nullopt;
        }
        return found && !goal_.is_as_good(*found, expected) ? found : std::nullopt;
    }

    template <typename Use>
    void for_each_month(Use use) const {
        const bool from_january = target_.from_january && starts_from_zero(target_, indicator_);
        const int first = from_january ? target_.horizon.first_day().year() * 12
                                       : month_number(target_.horizon.first_day());
        const int last = month_number(target_.horizon.last_day());
        for (int number = first; number <= last; ++number) {
            use(month_end(number), number - first, last - first + 1);
        }
    }

    // Start + share × (aim - start), by month.
    template <typename ShareOf>
    TrajectoryView by_share(Rule rule, ShareOf share_of) const {
        const Measured start = starting_point(context_, target_, indicator_);
        if (!start.outcome) return {};
        const auto way = subtract(goal_.aim(), *start.outcome.value);
        TrajectoryView view{.derivation = derived(rule, {})};
        if (start.derivation.words != Words{}) view.derivation->add(start.derivation);
        for_each_month([&](Date date, int month, int months) {
            const std::optional<Ratio> share = share_of(month, months);
            const auto part = way && share ? multiply(*way, *share) : std::nullopt;
            const auto expected = part ? add(*start.outcome.value, *part) : std::nullopt;
            if (!expected) return;
            view.points.push_back({date, *expected, edge(*start.outcome.value, *expected)});
        });
        return view;
    }

    // By month between the milestones; before the first one from the start, when that is known.
    template <typename AddPoint>
    void add_lines(const Points& points, const Outcome& start, AddPoint add_point) const {
        for_each_month([&](Date date, int, int) {
            const auto after =
                std::find_if(points.milestones.begin(), points.milestones.end(),
                             [&](const Milestone& milestone) { return milestone.date >= date; });
            if (after == points.milestones.end()) {
                add_point(date, Ratio(points.milestones.back().value));
                return;
            }
            const auto first_day = base::add_days(target_.horizon.first_day(), -1);
            const bool is_first = after == points.milestones.begin();
            if (is_first && (!start || !first_day)) return;
            const Date from = is_first ? *first_day : (after - 1)->date;
            const Ratio low = is_first ? *start.value : Ratio((after - 1)->value);
            const auto way = subtract(Ratio(after->value), low);
            const auto share = Ratio::of(days_between(from, date), days_between(from, after->date));
            const auto part = way && share ? multiply(*way, *share) : std::nullopt;
            if (const auto expected = part ? add(low, *part) : std::nullopt) {
                add_point(date, *expected);
            }
        });
    }

    [[nodiscard]] bool learns_from_history() const {
        return adds_over_time(indicator_.nature) && target_.measure == Measure::value &&
               target_.horizon.kind() == base::Period::Kind::year && target_.from_january &&
               goal_.sense != Sense::at_most;
    }

    // The shares of the year's total by month, from years that have both.
    [[nodiscard]] std::optional<TrajectoryView> learn() const {
        const std::vector<YearHistory> years = years_before(
            context_, target_, indicator_, target_.horizon.first_day().year(), kMaxProfileYears);
        TrajectoryView view;
        std::size_t fewest = kMaxProfileYears;
        for_each_month([&](Date date, int month, int) {
            std::vector<Ratio> shares;
            for (const YearHistory& year : years) {
                const auto& value = year.months[static_cast<std::size_t>(month)];
                if (!value || !year.end() || *year.end() <= Ratio()) continue;
                if (const auto share = estimated(divide(*value, *year.end()))) {
                    shares.push_back(*share);
                }
            }
            if (shares.size() < kMinProfileYears) return;
            fewest = std::min(fewest, shares.size());
            const auto lowest = *std::min_element(shares.begin(), shares.end());
            const auto expected = multiply(goal_.aim(), median(shares));
            const auto edge_value = multiply(goal_.aim(), lowest);
            if (expected && edge_value) {
                // Years that were all alike leave no room for being a little behind.
                const bool is_apart = *edge_value < *expected;
                view.points.push_back(
                    {date, *expected, is_apart ? edge_value : edge(Ratio(), *expected)});
            }
        });
        if (view.points.empty()) return std::nullopt;
        view.derivation = derived(Rule::trajectory_learnt, {same("count", std::to_string(fewest))});
        return view;
    }

    const Context& context_;
    const TargetDef& target_;
    const IndicatorDef& indicator_;
    const Goal& goal_;
};

// low + share × (high - low); what does not fit stays at the earlier point.
Ratio between(const Ratio& low, const Ratio& high, const Ratio& share) {
    const auto way = subtract(high, low);
    const auto part = way ? multiply(*way, share) : std::nullopt;
    const auto value = part ? add(low, *part) : std::nullopt;
    return value.value_or(low);
}

}  // namespace

std::optional<Expectation> TrajectoryView::at(Date date) const {
    const auto after = std::find_if(points.begin(), points.end(),
                                    [&](const Expectation& point) { return point.date > date; });
    if (after == points.begin()) return std::nullopt;
    const Expectation& before = *(after - 1);
    if (!is_line || after == points.end() || before.date == date) return before;
    const auto share =
        Ratio::of(days_between(before.date, date), days_between(before.date, after->date));
    if (!share) return before;
    Expectation that_day{.date = date,
                         .expected = between(before.expected, after->expected, *share)};
    if (before.edge && after->edge) that_day.edge = between(*before.edge, *after->edge, *share);
    return that_day;
}

TrajectoryView trajectory_of(const Context& context, const TargetDef& target,
                             const IndicatorDef& indicator, const Goal& goal) {
    return std::visit(TrajectoryMaker(context, target, indicator, goal), target.trajectory);
}

}  // namespace kc::indicator
