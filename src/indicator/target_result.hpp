// SPDX-License-Identifier: Apache-2.0
// How a target stands, with everything a reader needs to check it.
//
//   TargetResult result = evaluate(context, target, today);
//   result.status;              // Status::at_risk
//   result.derivation.words.zh  // 2024年1—6月是…，进度要求是…
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "indicator/forecast.hpp"
#include "indicator/verdict.hpp"

namespace kc::indicator {

// A figure of the time before the horizon, shown while there is none of its own.
struct LastKnown {
    base::Ratio value = {};  // in the target's unit
    base::Period period;
};

// A leading indicator, shown beside. It never changes the status.
struct Proxy {
    std::string indicator = {};
    base::Unit unit = {};
    std::optional<base::Period> period = {};
    Outcome value = {};
    Outcome change = {};  // over the year before
    base::Unit change_unit = {};
    Derivation derivation = {};
};

struct PartResult {
    std::string unit = {};
    base::Decimal target = {};
    Status status = Status::unknown;
    std::optional<base::Ratio> value = {};
    std::optional<base::Ratio> gap = {};
    Words words = {};
};

struct DecompositionResult {
    // The parts of the target against the target.
    std::optional<base::Ratio> sum = {};         // of the parts, for Check::sum
    std::optional<base::Ratio> difference = {};  // sum - target
    std::vector<std::string> parts_below = {};   // for Check::each
    bool agrees = false;
    // The units' figures against the reported total; absent when there is nothing to compare.
    std::optional<base::Ratio> figure_difference = {};
    bool figures_agree = true;
    std::vector<PartResult> parts = {};
    std::vector<Derivation> derivations = {};
};

struct TargetResult {
    std::string code = {};
    Status status = Status::unknown;
    base::Unit unit = {};
    Goal goal = {};

    // The newest figure within the horizon. With missing units it is only a lower part.
    std::optional<base::Ratio> value = {};
    std::optional<base::Period> period = {};
    bool is_final = false;
    std::vector<std::string> missing_units = {};
    std::optional<LastKnown> last_known = {};

    std::optional<base::Ratio> gap = {};                 // still missing; zero or less when reached
    std::optional<base::Ratio> completion_percent = {};  // of the way; empty where it means nothing
    base::Ratio elapsed_percent = {};                    // of the horizon, today

    std::optional<std::int32_t> age_days = {};  // since the end of the newest figure's period
    std::optional<std::int64_t> known_at_us = {};
    std::optional<base::Date> fresh_until = {};
    std::optional<base::Date> next_figure_by = {};

    // At the end of the figure's period, or today while that is still running.
    std::optional<Expectation> expectation = {};
    std::vector<Expectation> trajectory = {};
    std::optional<Forecast> forecast = {};
    std::vector<Proxy> proxies = {};
    std::optional<DecompositionResult> parts = {};

    Derivation derivation = {};
};

// `today` is the day in China. Never fails: what keeps a target from being computed is a status of
// unknown with its reason.
TargetResult evaluate(const Context& context, const TargetDef& target, base::Date today);

}  // namespace kc::indicator
