// SPDX-License-Identifier: Apache-2.0
#include "office/office_target_definition.hpp"

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
    return to;
}

}  // namespace kc::office
