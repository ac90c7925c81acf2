// SPDX-License-Identifier: Apache-2.0
#include "office/office_targets.hpp"

#include <algorithm>
#include <array>

#include "indicator/slice.hpp"
#include "indicator/target_result.hpp"
#include "office/office_target_definition.hpp"
#include "office/region.hpp"

namespace kc::office {
namespace {

constexpr int kPlacesShown = 4;
constexpr std::array<std::string_view, 6> kWorstFirst = {"off_track", "at_risk",  "stale",
                                                         "unknown",   "on_track", "achieved"};

std::optional<base::Decimal> shown(const std::optional<base::Ratio>& value) {
    return value ? value->round_half_up(kPlacesShown) : std::nullopt;
}

// The contract's words; the engine's own ids are written with hyphens.
std::string_view status_word(indicator::Status status) {
    switch (status) {
        case indicator::Status::achieved: return "achieved";
        case indicator::Status::on_track: return "on_track";
        case indicator::Status::at_risk: return "at_risk";
        case indicator::Status::off_track: return "off_track";
        case indicator::Status::stale: return "stale";
        case indicator::Status::unknown: break;
    }
    return "unknown";
}

// Zero when reached: a surplus is no gap.
std::optional<base::Decimal> gap_of(const indicator::TargetResult& result) {
    const auto gap = shown(result.gap);
    if (gap && gap->is_negative()) return base::Decimal();
    return gap;
}

std::string_view kind_of(const indicator::TargetResult& result) {
    if (result.trajectory.empty()) return "none";
    for (const indicator::Derivation& step : result.derivation.steps) {
        switch (step.rule) {
            case indicator::Rule::trajectory_line:
            case indicator::Rule::trajectory_hold: return "line";
            case indicator::Rule::trajectory_points: return "points";
            default: break;
        }
    }
    return "profile";
}

TrajectoryNow trajectory_of(const indicator::TargetResult& result) {
    TrajectoryNow to;
    to.kind = kind_of(result);
    if (result.trajectory.empty())
        to.note = {"没有说明每个时点应达到多少，也没有足够的往年数据，所以不按进度判断",
                   "nothing says how much should be reached when, and there is too little history "
                   "to learn it, so no pace is judged"};
    for (const indicator::Expectation& one : result.trajectory) {
        const auto value = one.expected.round_half_up(kPlacesShown);
        if (!value) continue;
        to.planned.push_back({one.date, *value, shown(one.edge), {}});
    }
    return to;
}

std::optional<ForecastNow> forecast_of(const indicator::TargetResult& result, base::Date end) {
    if (!result.forecast || !result.forecast->interval) return std::nullopt;
    const auto& interval = *result.forecast->interval;
    const auto low = interval.low.round_half_up(kPlacesShown);
    const auto middle = interval.middle.round_half_up(kPlacesShown);
    const auto high = interval.high.round_half_up(kPlacesShown);
    if (!low || !middle || !high) return std::nullopt;
    return ForecastNow{*low, *middle, *high, end};
}

// What was reported for the unit within the years of the horizon and the one before, oldest first.
std::vector<ActualPoint> actual_of(const indicator::Context& context,
                                   const indicator::TargetDef& target) {
    std::vector<ActualPoint> points;
    if (target.indicator.empty()) return points;
    const int first_year = target.horizon.first_day().year() - 1;
    for (const base::Period& period :
         context.facts.periods(target.indicator, target.unit_of_observation)) {
        if (period.last_day().year() < first_year || period.last_day() > target.horizon.last_day())
            continue;
        const auto fact = context.facts.find(target.indicator, target.unit_of_observation, period);
        if (fact) points.push_back({period, fact->value});
    }
    std::sort(points.begin(), points.end(), [](const ActualPoint& a, const ActualPoint& b) {
        return std::pair(a.period.last_day(), a.period.first_day()) <
               std::pair(b.period.last_day(), b.period.first_day());
    });
    return points;
}

TargetNow target_now(const indicator::Context& context, const LivePack& live,
                     const pack::Target& target, base::Date today) {
    const indicator::TargetDef definition = target_definition(live, target);
    const indicator::TargetResult result = indicator::evaluate(context, definition, today);
    TargetNow now;
    now.target = &target;
    now.status = status_word(result.status);
    now.reason = result.derivation.words;
    now.value = shown(result.value);
    now.value_period = result.period;
    if (!now.value && result.last_known) {
        now.value = shown(result.last_known->value);
        now.value_period = result.last_known->period;
    }
    if (result.age_days) now.age_days = *result.age_days;
    now.gap = gap_of(result);
    now.forecast = forecast_of(result, definition.horizon.last_day());
    now.trajectory = trajectory_of(result);
    now.trajectory.actual = actual_of(context, definition);
    now.steps.push_back(result.derivation);
    for (const indicator::Proxy& proxy : result.proxies) now.steps.push_back(proxy.derivation);
    if (result.parts) {
        const auto& parts = result.parts->derivations;
        now.steps.insert(now.steps.end(), parts.begin(), parts.end());
    }
    return now;
}

// What people reported for a figure that is counted from records: both are shown.
void add_control_total(const Office::Figures& figures, const indicator::Context& context,
                       const indicator::TargetDef& definition, TargetNow& now) {
    if (!now.value || !now.value_period) return;
    const auto reported =
        figures.reported.as_of(context.facts.reader())
            .find(definition.indicator, definition.unit_of_observation, *now.value_period);
    const auto counted =
        context.facts.find(definition.indicator, definition.unit_of_observation, *now.value_period);
    if (!reported || !counted) return;
    const auto difference = subtract(reported->value, counted->value);
    if (!difference) return;
    indicator::Derivation step;
    step.rule = indicator::Rule::difference;
    const std::string typed = base::to_string(reported->value);
    const std::string own = base::to_string(counted->value);
    const std::string gap = base::to_string(*difference);
    step.words = {"填报数 " + typed + "，登记库计数 " + own + "，相差 " + gap,
                  "reported " + typed + ", counted from records " + own + ", difference " + gap};
    step.add(*reported);
    step.add(*counted);
    now.steps.push_back(std::move(step));
}

// The counties' shares beside their figures, and whether the shares make up the whole.
void add_shares(const indicator::DecompositionResult& result, CountiesNow& now) {
    for (const indicator::PartResult& part : result.parts) {
        const auto found =
            std::find_if(now.counties.begin(), now.counties.end(),
                         [&](const CountyNow& county) { return county.unit->code == part.unit; });
        if (found == now.counties.end()) continue;
        found->target = part.target;
        found->status = status_word(part.status);
    }
    now.check = {};
    for (const indicator::Derivation& one : result.derivations) {
        now.check.zh += (now.check.zh.empty() ? "" : "；") + one.words.zh;
        now.check.en += (now.check.en.empty() ? "" : "; ") + one.words.en;
    }
}

}  // namespace

const TargetNow* TargetsNow::find(std::string_view code) const {
    const auto found = std::find_if(targets.begin(), targets.end(),
                                    [&](const TargetNow& one) { return one.target->code == code; });
    return found == targets.end() ? nullptr : &*found;
}

TargetsNow targets_at(const Office& office, const Moment& moment) {
    TargetsNow now;
    now.live = office.live();
    now.moment = moment;
    const Office::Figures figures = office.figures(moment);
    const indicator::Context context{figures.columns.as_of(moment.reader()), now.live->definitions,
                                     now.live->units};
    for (const auto& entry : now.live->pack.objects.targets) {
        now.targets.push_back(target_now(context, *now.live, entry.value, moment.day));
        add_control_total(figures, context, target_definition(*now.live, entry.value),
                          now.targets.back());
    }
    return now;
}

std::vector<const TargetNow*> targets_of(const TargetsNow& now, const pack::Task& task) {
    std::vector<const TargetNow*> targets;
    for (const TargetNow& one : now.targets) {
        const auto& listed = task.targets;
        if (one.target->task == task.code ||
            std::find(listed.begin(), listed.end(), one.target->code) != listed.end())
            targets.push_back(&one);
    }
    return targets;
}

std::string_view task_status(const TargetsNow& now, const pack::Task& task) {
    const auto targets = targets_of(now, task);
    for (const std::string_view status : kWorstFirst) {
        if (std::any_of(targets.begin(), targets.end(),
                        [&](const auto* one) { return one->status == status; }))
            return status;
    }
    return "unknown";
}

CountiesNow counties_at(const Office& office, const LivePack& live, const pack::Target& target,
                        const Moment& moment) {
    CountiesNow now;
    now.check = {"计划没有分解到县市区", "the plan gives the counties no shares"};
    const pack::AdminUnit* region = live.lookup.unit(live.manifest().region);
    const auto* definition = live.definitions.find(target.indicator);
    if (region == nullptr || definition == nullptr) return now;
    const std::vector<const pack::AdminUnit*> counties = counties_of(*region, live.manifest().year);
    if (indicator::adds_over_units(definition->nature)) now.rule = "sum";

    const Office::Figures figures = office.figures(moment);
    const indicator::Context context{figures.columns.as_of(moment.reader()), live.definitions,
                                     live.units};
    base::Decimal total;
    bool complete = !counties.empty();
    for (const pack::AdminUnit* county : counties) {
        CountyNow& one = now.counties.emplace_back();
        one.unit = county;
        std::optional<base::Period> newest;
        for (const base::Period& period : context.facts.periods(target.indicator, county->code)) {
            if (!newest || newest->last_day() < period.last_day()) newest = period;
        }
        const auto fact =
            newest ? context.facts.find(target.indicator, county->code, *newest) : std::nullopt;
        complete = complete && fact.has_value();
        if (!fact) continue;
        one.value = fact->value;
        one.value_period = newest;
        one.age_days = std::max(0, days_between(newest->last_day(), moment.day));
        total = add(total, fact->value).value_or(total);
    }
    const indicator::TargetResult result =
        indicator::evaluate(context, target_definition(live, target), moment.day);
    if (result.parts) add_shares(*result.parts, now);
    if (now.rule != "sum" || !complete) return now;
    now.total = total;
    const auto period = now.counties.front().value_period;
    const auto own = context.facts.find(target.indicator, region->code, *period);
    if (own) now.difference = subtract(own->value, total);
    return now;
}

}  // namespace kc::office
