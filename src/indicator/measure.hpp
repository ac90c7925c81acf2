// SPDX-License-Identifier: Apache-2.0
// What a target is measured by at one reading, in the target's own unit.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "indicator/comparison.hpp"
#include "indicator/reading.hpp"

namespace kc::indicator {

struct Measured {
    Outcome outcome = {};
    std::vector<std::string> missing_units = {};
    std::optional<std::int64_t> known_at_us = {};
    Derivation derivation = {};

    [[nodiscard]] bool is_partial() const { return outcome && !missing_units.empty(); }
};

Measured measure(const Context& context, const TargetDef& target, const IndicatorDef& indicator,
                 const Reading& reading);

// Where the way to the target began: the stated baseline, else the figure at the end of what came
// before the horizon. In the target's unit; zero for what is counted up from nothing.
Measured starting_point(const Context& context, const TargetDef& target,
                        const IndicatorDef& indicator);

// Whether the measured value is counted up from zero at the start of the horizon.
bool starts_from_zero(const TargetDef& target, const IndicatorDef& indicator);

}  // namespace kc::indicator
