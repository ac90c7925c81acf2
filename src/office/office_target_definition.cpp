// SPDX-License-Identifier: Apache-2.0
#include "office/office_target_definition.hpp"

#include <algorithm>

#include "base/check.hpp"

namespace kc::office {
namespace {

using indicator::Measure;
using pack::QuantityKind;

// 增长10% of an indicator that is itself a growth rate is its value; of anything else it is the
// growth of that.
Measure measure_of(const pack::Target& target, const pack::Indicator* indicator) {
    if (indicator == nullptr || indicator->quantity == target.quantity) return Measure::value;
    switch (target.quantity) {
        case QuantityKind::growth: return Measure::growth;
        case QuantityKind::difference: return Measure::increase;
        case QuantityKind::multiple: return Measure::multiple;
        case QuantityKind::net_new:
            return indicator->quantity == QuantityKind::stock ? Measure::increase : Measure::value;
        default: return Measure::value;
    }
}

base::Period horizon_of(const pack::Target& target, std::int32_t plan_year) {
    if (const auto period = target.horizon.period()) return *period;
    const auto day = target.horizon.day();
    const auto year = base::Period::year(day ? day->year() : plan_year);
    KC_CHECK(year.has_value());
    return *year;
}

indicator::Trajectory trajectory_of(const pack::Trajectory& from) {
    switch (from.course) {
        case pack::Course::line: return indicator::Line{};
        case pack::Course::hold: return indicator::Hold{};
        case pack::Course::points: {
            indicator::Points to{.line_between = from.line_between};
            for (const pack::Milestone& point : from.points) {
                to.milestones.push_back({point.date, point.value});
            }
            return to;
        }
        case pack::Course::profile: break;
    }
    indicator::Profile to;
    KC_CHECK(from.profile.size() == to.cumulative_percent.size());  // checked with the pack
    std::copy(from.profile.begin(), from.profile.end(), to.cumulative_percent.begin());
    return to;
}

indicator::Decomposition decomposition_of(const pack::Decomposition& from) {
    indicator::Decomposition to{
        .check = static_cast<indicator::Decomposition::Check>(from.check),
        .tolerance = from.tolerance,
    };
    for (const pack::CountyShare& share : from.shares)
        to.parts.push_back({share.unit, share.value});
    return to;
}

}  // namespace

indicator::TargetDef target_definition(const LivePack& live, const pack::Target& target) {
    const pack::Indicator* indicator = live.lookup.indicator(target.indicator);
    indicator::TargetDef to{.horizon = horizon_of(target, live.manifest().year)};
    to.code = target.code;
    to.name = {target.name.zh, target.name.en};
    to.indicator = target.indicator;
    to.unit_of_observation =
        target.unit_of_observation.empty() ? live.manifest().region : target.unit_of_observation;
    to.measure = measure_of(target, indicator);
    to.bound = static_cast<indicator::Bound>(target.bound);
    to.value = target.value;
    to.value_high = target.value_high;
    to.unit = target.unit;
    if (target.baseline) to.baseline = target.baseline->value;
    if (target.trajectory) to.trajectory = trajectory_of(*target.trajectory);
    to.proxies = target.leading;
    if (target.decomposition) to.parts = decomposition_of(*target.decomposition);
    return to;
}

}  // namespace kc::office
