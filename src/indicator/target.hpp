// SPDX-License-Identifier: Apache-2.0
// What a target promises. The office fills it from the pack.
#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "base/date.hpp"
#include "base/decimal.hpp"
#include "base/diagnostic.hpp"
#include "base/period.hpp"
#include "indicator/definitions.hpp"
#include "indicator/dimension_choice.hpp"

namespace kc::indicator {

enum class Bound : std::uint8_t {
    equal,  // 达到、完成: whoever does more has done it too
    at_least,
    more_than,
    at_most,
    less_than,
    about,  // 左右: as `equal`
    range,
    rank_at_most,
};

// What about the indicator is promised.
enum class Measure : std::uint8_t {
    value,     // 达到850家
    growth,    // 增长10%: against the same period of the year before
    increase,  // 净增50家、提高2个百分点: against the start of the horizon
    multiple,  // 翻一番: against the baseline
};

// Nothing said: the office judges by what is known about the indicator (see trajectory.hpp).
struct Automatic {};
struct Milestone {
    base::Date date = {};
    base::Decimal value = {};
};
struct Points {
    std::vector<Milestone> milestones = {};  // by date
    // Between two milestones the earlier one counts, unless a line between them is said to be fair.
    bool line_between = false;
};
// Share of the year's total reached by the end of each month, in per cent; the last is 100.
struct Profile {
    std::array<base::Decimal, 12> cumulative_percent = {};
};
struct Line {};
// The value itself at any time, as for growth rates and ranks.
struct Hold {};
using Trajectory = std::variant<Automatic, Points, Profile, Line, Hold>;

struct TargetPart {
    std::string unit = {};
    base::Decimal value = {};
};

// The counties' shares of a target.
struct Decomposition {
    enum class Check : std::uint8_t {
        sum,   // together they make the target
        each,  // each must reach it: shares and rates
    };

    std::vector<TargetPart> parts = {};
    Check check = Check::sum;
    // Largest difference that is not worth a word; absent: what rounding the parts can explain.
    std::optional<base::Decimal> tolerance = {};
};

struct TargetDef {
    static constexpr std::size_t kMaxParts = 1000;
    static constexpr std::size_t kMaxMilestones = 400;

    std::string code = {};
    Words name = {};
    std::string indicator = {};  // empty while nobody has bound it
    std::string unit_of_observation = {};
    std::vector<DimensionFilter> where = {};
    Measure measure = Measure::value;
    Bound bound = Bound::at_least;
    base::Decimal value = {};
    std::optional<base::Decimal> value_high = {};  // of a range only
    base::Unit unit = {};
    base::Period horizon;
    // Flows count from January of the horizon's (first) year; false: from the horizon's own start,
    // and then only the horizon's own figure counts.
    bool from_january = true;
    std::optional<base::Decimal> baseline = {};  // in `unit`
    Direction direction = Direction::none;       // none: that of the indicator
    Trajectory trajectory = Automatic{};
    // How much of the way expected by now still counts as at risk; below that it is off track.
    base::Decimal at_risk_share = *base::Decimal::of(9, 1);
    std::vector<std::string> proxies = {};  // empty: the indicator's leading ones
    Decomposition parts = {};
};

// What keeps a target from being computed at all: an unbound or unknown indicator, units that do
// not convert, a range without its end, a straight line for an uneven indicator …
std::optional<Diagnostic> problem_with(const TargetDef& target, const Definitions& indicators);

// The unit in which the measure comes out before it is converted to the target's unit.
base::Unit unit_of_measure(const TargetDef& target, const IndicatorDef& indicator);

// From that unit to the target's; empty when there is no way.
std::optional<base::Ratio> factor_to_target(const TargetDef& target, const IndicatorDef& indicator);

}  // namespace kc::indicator
