// SPDX-License-Identifier: Apache-2.0
// What an indicator is, as far as computing with it goes.
//
// The office fills these from the pack. Nature decides what may be added: flows add over time and
// place, stocks over places only, ratios and ranks never; they are computed again from their parts
// or stay unknown.
#pragma once

#include <cstdint>
#include <functional>
#include <optional>
#include <span>
#include <string>
#include <variant>
#include <vector>

#include "base/ratio.hpp"
#include "base/unit.hpp"
#include "indicator/words.hpp"

namespace kc::indicator {

enum class Nature : std::uint8_t {
    flow,        // happens during the period: new firms, contract value
    stock,       // how many there are at the end of the period
    occurrence,  // every fact is one event; the figure is how many there are
    ratio,       // a share, rate or points of difference
    growth,      // change against the year before, in per cent
    rank,
    level,  // an index, a score, a multiple
};

constexpr bool adds_over_units(Nature nature) {
    return nature == Nature::flow || nature == Nature::stock || nature == Nature::occurrence;
}
constexpr bool adds_over_time(Nature nature) {
    return nature == Nature::flow || nature == Nature::occurrence;
}

// Which way is better.
enum class Direction : std::uint8_t { none, up, down };

// Whether the year's total comes evenly, month by month. Only `even` may be held against a straight
// line; contract value, say, comes mostly in the last quarter.
enum class Pace : std::uint8_t { unstated, even, uneven };

// How often figures come. `event`: whenever something happens.
enum class Frequency : std::uint8_t { year, half_year, quarter, month, event };

// Empty for events.
constexpr std::optional<int> months_of(Frequency frequency) {
    switch (frequency) {
        case Frequency::year: return 12;
        case Frequency::half_year: return 6;
        case Frequency::quarter: return 3;
        case Frequency::month: return 1;
        case Frequency::event: break;
    }
    return std::nullopt;
}

struct Reported {};
struct RatioOf {
    std::string numerator = {};
    std::string denominator = {};
};
struct SumOf {
    std::vector<std::string> terms = {};
};
struct DifferenceOf {
    std::string minuend = {};
    std::string subtrahend = {};
};
// The part as a share of several others together.
struct ShareOf {
    std::string part = {};
    std::vector<std::string> whole = {};
};
// Against the same period of the year before.
struct GrowthOf {
    std::string base = {};
};
// Where the formula language enters: it names its inputs and answers for their values. A missing
// input is empty and must never be taken for zero; so is the answer when there is none.
struct Expression {
    std::string text = {};
    std::vector<std::string> inputs = {};
    std::function<std::optional<base::Ratio>(std::span<const std::optional<base::Ratio>>)>
        evaluate = {};
};

using Formula = std::variant<Reported, RatioOf, SumOf, DifferenceOf, ShareOf, GrowthOf, Expression>;

struct IndicatorDef {
    // Added to the lag before a figure counts as stale.
    static constexpr int kGraceDays = 31;
    // How long a count of events is believed without anybody saying anything.
    static constexpr int kEventReviewDays = 100;

    std::string code = {};
    Words name = {};
    base::Unit unit = {};
    Nature nature = Nature::flow;
    Direction direction = Direction::none;
    Frequency frequency = Frequency::month;
    int publication_lag_months = 0;
    int publication_lag_days = 0;
    int grace_days = kGraceDays;
    int event_review_days = kEventReviewDays;
    Pace pace = Pace::unstated;
    bool may_be_negative = false;  // net changes; their running totals can fall
    Formula formula = Reported{};
    std::vector<std::string> leading = {};  // indicators that move earlier
};

}  // namespace kc::indicator
