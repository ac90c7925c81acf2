// SPDX-License-Identifier: Apache-2.0
// The closed lists of words that objects use. The order is the order of the enumerators.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <string_view>
#include <type_traits>

namespace kc::pack {

// What sort of quantity a figure is; the same words as in docs/plan-rows.md.
enum class QuantityKind : std::uint8_t {
    stock,
    new_in_period,
    net_new,
    register_entries,
    amount,
    ratio,
    growth,
    difference,
    rank,
    index,
    multiple,
    coverage,
};
constexpr std::array<std::string_view, 12> words_of(QuantityKind) {
    return {"stock",  "new",        "net_new", "register", "amount",   "ratio",
            "growth", "difference", "rank",    "index",    "multiple", "coverage"};
}

enum class Bound : std::uint8_t {
    equal,  // 达、达到、完成: tracked as "at least", kept apart because it was written so
    at_least,
    more_than,
    at_most,
    less_than,
    about,
    range,
    rank_at_most,
};
constexpr std::array<std::string_view, 8> words_of(Bound) {
    return {"=", ">=", ">", "<=", "<", "~", "range", "rank<="};
}

enum class Level : std::uint8_t { base, stretch };
constexpr std::array<std::string_view, 2> words_of(Level) {
    return {"base", "stretch"};
}

// How a target is expected to be approached over its year. Without one, earlier years tell, or
// nobody can say.
enum class Course : std::uint8_t {
    line,     // evenly from month to month
    hold,     // to be met at any time, as growth rates and ranks
    points,   // the milestones below
    profile,  // the share of the year's total by the end of each month
};
constexpr std::array<std::string_view, 4> words_of(Course) {
    return {"line", "hold", "points", "profile"};
}

// What the counties' shares have to do with the whole.
enum class ShareCheck : std::uint8_t {
    sum,   // together they make it
    each,  // each has to reach its own: rates and coverage
};
constexpr std::array<std::string_view, 2> words_of(ShareCheck) {
    return {"sum", "each"};
}

// Whether an indicator comes evenly from month to month. Contracts are mostly signed late in the
// year, and a straight line would call that failure.
enum class Pace : std::uint8_t { unstated, even, uneven };
constexpr std::array<std::string_view, 3> words_of(Pace) {
    return {"unstated", "even", "uneven"};
}

// Which way is better.
enum class Direction : std::uint8_t { none, up, down };
constexpr std::array<std::string_view, 3> words_of(Direction) {
    return {"none", "up", "down"};
}

enum class Frequency : std::uint8_t { year, half_year, quarter, month, event };
constexpr std::array<std::string_view, 5> words_of(Frequency) {
    return {"year", "half-year", "quarter", "month", "event"};
}

enum class Theme : std::uint8_t {
    rd_input,
    actors,
    industry,
    platforms,
    output,
    talent,
    finance,
    regional,
    economy,
    services,
    other,
};
constexpr std::array<std::string_view, 11> words_of(Theme) {
    return {"rd-input", "actors",   "industry", "platforms", "output", "talent",
            "finance",  "regional", "economy",  "services",  "other"};
}

// How far a definition can be relied on: compared with its source, known from practice, or an
// example to be replaced.
enum class Certainty : std::uint8_t { verified, recalled, pattern };
constexpr std::array<std::string_view, 3> words_of(Certainty) {
    return {"verified", "recalled", "template"};
}

enum class Wording : std::uint8_t { verbatim, paraphrase };
constexpr std::array<std::string_view, 2> words_of(Wording) {
    return {"verbatim", "paraphrase"};
}

enum class UnitType : std::uint8_t {
    country,
    province,
    city,
    district,
    county,
    county_level_city,
    park,
    township,
    bureau,
    section,
    centre,
    other,
};
constexpr std::array<std::string_view, 12> words_of(UnitType) {
    return {"country", "province", "city",   "district", "county", "county-level-city",
            "park",    "township", "bureau", "section",  "centre", "other"};
}

// Enumerations that have words: `words_of`, in the order of the enumerators, which count from 0.
template <typename E>
concept Worded = std::is_enum_v<E> && requires(E e) {
    words_of(e);
};

template <Worded E>
inline constexpr auto kWords = words_of(E{});

template <Worded E>
constexpr std::string_view to_string(E value) {
    return kWords<E>[static_cast<std::size_t>(value)];
}

// Empty when it is none of the words.
template <Worded E>
constexpr std::optional<E> from_word(std::string_view word) {
    for (std::size_t i = 0; i < kWords<E>.size(); ++i) {
        if (kWords<E>[i] == word) return static_cast<E>(i);
    }
    return std::nullopt;
}

}  // namespace kc::pack
