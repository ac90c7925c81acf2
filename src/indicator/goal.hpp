// SPDX-License-Identifier: Apache-2.0
// When a target is reached, whatever words it is written in.
//
// 达850家 and 850家左右 are promises of at least 850, unless less is better: then of at most. A
// range is its lower end where more is better, its upper end where less is, and both where nobody
// has said. A rank is better when it is lower.
#pragma once

#include "base/ratio.hpp"
#include "indicator/target.hpp"

namespace kc::indicator {

enum class Sense : std::uint8_t { at_least, at_most, inside };

struct Goal {
    Sense sense = Sense::at_least;
    bool is_strict = false;  // 突破, 超过: the value itself is not enough
    base::Ratio low = {};
    base::Ratio high = {};

    // The value to get to: the upper end where less is better, otherwise the lower.
    [[nodiscard]] const base::Ratio& aim() const { return sense == Sense::at_most ? high : low; }

    [[nodiscard]] bool is_reached(const base::Ratio& value) const;
    // Whether a value is past the upper end; never where more is better.
    [[nodiscard]] bool is_past_limit(const base::Ratio& value) const;
    // Whether a value is as good as an expected one, or better.
    [[nodiscard]] bool is_as_good(const base::Ratio& value, const base::Ratio& expected) const;
    // What is still missing, or too much; zero or negative when reached.
    [[nodiscard]] std::optional<base::Ratio> gap(const base::Ratio& value) const;
};

Goal goal_of(const TargetDef& target, Direction indicator_direction);

// "不低于850家"; "at least 850家"
Words goal_words(const Goal& goal, base::Unit unit);

}  // namespace kc::indicator
