// SPDX-License-Identifier: Apache-2.0
// The targets of the live pack as they stand now, or stood at a moment, computed from the facts at
// every call.
#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "indicator/derivation.hpp"
#include "office/office_live.hpp"

namespace kc::office {

using indicator::Words;

struct ForecastNow {
    base::Decimal low = {};
    base::Decimal middle = {};
    base::Decimal high = {};
    base::Date at = {};
};

struct PlannedPoint {
    base::Date at = {};
    base::Decimal value = {};
    std::optional<base::Decimal> low = {};
    std::optional<base::Decimal> high = {};
};

struct ActualPoint {
    base::Period period;
    base::Decimal value = {};
};

struct TrajectoryNow {
    std::string_view kind = "none";  // points, profile, line, none
    Words note = {};
    std::vector<PlannedPoint> planned = {};
    std::vector<ActualPoint> actual = {};
};

struct TargetNow {
    const pack::Target* target = nullptr;
    std::string_view status = "unknown";  // achieved, on_track, at_risk, off_track, unknown, stale
    Words reason = {};
    std::optional<base::Decimal> value = {};
    std::optional<base::Period> value_period = {};
    std::optional<std::int64_t> age_days = {};
    std::optional<base::Decimal> gap = {};
    std::optional<ForecastNow> forecast = {};
    TrajectoryNow trajectory = {};
    std::vector<indicator::Derivation> steps = {};
};

// In the order of the pack; pointers hold as long as `live`.
struct TargetsNow {
    std::shared_ptr<const LivePack> live = {};
    std::vector<TargetNow> targets = {};
    Moment moment = {};

    [[nodiscard]] const TargetNow* find(std::string_view code) const;
};
TargetsNow targets_at(const Office& office, const Moment& moment);
inline TargetsNow targets_now(const Office& office) {
    return targets_at(office, office.now());
}

std::vector<const TargetNow*> targets_of(const TargetsNow& now, const pack::Task& task);
// The status of a task is that of its worst target; without targets nothing is known of it.
std::string_view task_status(const TargetsNow& now, const pack::Task& task);

struct CountyNow {
    const pack::AdminUnit* unit = nullptr;
    std::string_view status = "unknown";
    std::optional<base::Decimal> value = {};
    std::optional<base::Period> value_period = {};
    std::optional<std::int64_t> age_days = {};
    std::optional<base::Decimal> target = {};
};

struct CountiesNow {
    std::string_view rule = "none";  // sum, ratio, none
    std::optional<base::Decimal> total = {};
    std::optional<base::Decimal> difference = {};
    Words check = {};
    std::vector<CountyNow> counties = {};
};
CountiesNow counties_at(const Office& office, const LivePack& live, const pack::Target& target,
                        const Moment& moment);

}  // namespace kc::office
