// SPDX-License-Identifier: Apache-2.0
#include "indicator/goal.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "base/check.hpp"
#include "indicator/derivation.hpp"

namespace kc::indicator {
namespace {

using base::Ratio;

Sense sense_of(const TargetDef& target, Direction direction) {
    switch (target.bound) {
        case Bound::at_least:
        case Bound::more_than: return Sense::at_least;
        case Bound::at_most:
        case Bound::less_than:
        case Bound::rank_at_most: return Sense::at_most;
        case Bound::equal:
        case Bound::about: return direction == Direction::down ? Sense::at_most : Sense::at_least;
        case Bound::range:
            if (direction == Direction::none) return Sense::inside;
            return direction == Direction::down ? Sense::at_most : Sense::at_least;
    }
    KC_CHECK(false);
}

}  // namespace

Goal goal_of(const TargetDef& target, Direction indicator_direction) {
    const Direction direction =
        target.direction == Direction::none ? indicator_direction : target.direction;
    Goal goal;
    goal.sense = sense_of(target, direction);
    goal.is_strict = target.bound == Bound::more_than || target.bound == Bound::less_than;
    goal.low = Ratio(target.value);
    goal.high = target.bound == Bound::range && target.value_high ? Ratio(*target.value_high)
                                                                  : Ratio(target.value);
    return goal;
}

bool Goal::is_reached(const Ratio& value) const {
    switch (sense) {
        case Sense::at_least: return is_strict ? value > low : value >= low;
        case Sense::at_most: return is_strict ? value < high : value <= high;
        case Sense::inside: return low <= value && value <= high;
    }
    KC_CHECK(false);
}

bool Goal::is_past_limit(const Ratio& value) const {
    if (sense == Sense::at_least) return false;
    return is_strict ? value >= high : value > high;
}

bool Goal::is_as_good(const Ratio& value, const Ratio& expected) const {
    switch (sense) {
        case Sense::at_least: return value >= expected;
        case Sense::at_most: return value <= expected;
        case Sense::inside: return value >= expected && value <= high;
    }
    KC_CHECK(false);
}

std::optional<Ratio> Goal::gap(const Ratio& value) const {
    switch (sense) {
        case Sense::at_least: return subtract(low, value);
        case Sense::at_most: return subtract(value, high);
        case Sense::inside: {
            const auto below = subtract(low, value);
            const auto above = subtract(value, high);
            if (!below || !above) return std::nullopt;
            return std::max(*below, *above);
        }
    }
    KC_CHECK(false);
}

Words goal_words(const Goal& goal, base::Unit unit) {
    const Words low = figure_words(goal.low, unit);
    const Words high = figure_words(goal.high, unit);
    switch (goal.sense) {
        case Sense::at_least:
            return goal.is_strict ? Words{"超过" + low.zh, "more than " + low.en}
                                  : Words{"不低于" + low.zh, "at least " + low.en};
        case Sense::at_most:
            return goal.is_strict ? Words{"低于" + high.zh, "less than " + high.en}
                                  : Words{"不超过" + high.zh, "at most " + high.en};
        case Sense::inside:
            return {fmt::format("{}至{}", low.zh, high.zh),
                    fmt::format("{} to {}", low.en, high.en)};
    }
    KC_CHECK(false);
}

}  // namespace kc::indicator
