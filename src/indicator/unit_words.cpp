// SPDX-License-Identifier: Apache-2.0
#include "indicator/unit_words.hpp"

#include <fmt/format.h>

#include <array>
#include <string>
#include <string_view>

#include "base/decimal.hpp"
#include "base/unit_words.hpp"

namespace kc::indicator {
namespace {

// A part of a firm or project is a manner of speaking.
constexpr int kPlacesOfCounts = 1;
constexpr int kPlacesShown = 4;

std::string number_text(const base::Ratio& value, int places = kPlacesShown) {
    const auto rounded = value.round_half_up(places);
    if (!rounded) return to_string(value);
    return fmt::format("{}{}", base::Ratio(*rounded) == value ? "" : "≈", to_string(*rounded));
}

int places_of(base::Unit unit) {
    const bool is_count = unit.dimension() == base::Dimension::count && !unit.is_per();
    return is_count ? kPlacesOfCounts : kPlacesShown;
}

std::string english(const base::Ratio& value, base::Unit unit) {
    const base::EnglishUnit words = base::english_unit(unit);
    const auto scaled = multiply(value, words.factor);
    // Too many digits to move the zeros: the Chinese text is at least not wrong.
    if (!scaled) return number_text(value) + to_string(unit);
    return number_text(*scaled, places_of(unit)) + words.behind(*scaled);
}

constexpr std::array<std::string_view, 12> kMonths{"January",   "February", "March",    "April",
                                                   "May",       "June",     "July",     "August",
                                                   "September", "October",  "November", "December"};

std::string_view month_name(base::Date date) {
    return kMonths[static_cast<std::size_t>(date.month() - 1)];
}

std::string english(const base::Period& period) {
    using Kind = base::Period::Kind;
    const base::Date first = period.first_day();
    const base::Date last = period.last_day();
    switch (period.kind()) {
        case Kind::years: return fmt::format("{} to {}", first.year(), last.year());
        case Kind::year: return std::to_string(first.year());
        case Kind::half:
            return fmt::format("the {} half of {}", first.month() == 1 ? "first" : "second",
                               first.year());
        case Kind::quarter: return fmt::format("Q{} {}", last.month() / 3, last.year());
        case Kind::month: return fmt::format("{} {}", month_name(first), first.year());
        case Kind::running_total: break;
    }
    if (last.month() == 1) return fmt::format("January {}", last.year());
    return fmt::format("January to {} {}", month_name(last), last.year());
}

}  // namespace

Words figure_words(const base::Ratio& value, base::Unit unit) {
    if (unit.is_none()) return {number_text(value), number_text(value)};
    return {number_text(value, places_of(unit)) + to_string(unit), english(value, unit)};
}

Words period_words(const base::Period& period) {
    return {to_chinese_string(period), english(period)};
}

Words date_words(base::Date date) {
    return {to_chinese_string(date),
            fmt::format("{} {} {}", date.day(), month_name(date), date.year())};
}

}  // namespace kc::indicator
