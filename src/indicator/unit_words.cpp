// SPDX-License-Identifier: Apache-2.0
#include "indicator/unit_words.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <string>
#include <string_view>

#include "base/decimal.hpp"

namespace kc::indicator {
namespace {

constexpr int kPlacesShown = 4;

struct EnglishUnit {
    std::string_view zh;
    std::string_view en;  // behind the number
    std::int32_t factor = 1;
};

constexpr std::array<EnglishUnit, 18> kUnits{{
    {"人", " people"},
    {"名", " people"},
    {"万人", " people", 10'000},
    {"人次", " attendances"},
    {"人年", " person-years"},
    {"元", " yuan"},
    {"万元", " yuan", 10'000},
    {"亿元", " yuan", 100'000'000},
    {"万元/人", " yuan per person", 10'000},
    {"个百分点", " percentage points"},
    {"百分点", " percentage points"},
    {"亩", " mu"},
    {"万亩", " mu", 10'000},
    {"天", " days"},
    {"年", " years"},
    {"倍", " times"},
    {"分", " points"},
    {"件/万人", " per 10,000 people"},
}};

std::string number_text(const base::Ratio& value) {
    const auto rounded = value.round_half_up(kPlacesShown);
    if (!rounded) return to_string(value);
    return fmt::format("{}{}", base::Ratio(*rounded) == value ? "" : "≈", to_string(*rounded));
}

std::string english(const base::Ratio& value, base::Unit unit, const std::string& zh) {
    const auto known = std::find_if(kUnits.begin(), kUnits.end(),
                                    [&](const EnglishUnit& one) { return one.zh == zh; });
    if (known != kUnits.end()) {
        const auto scaled = multiply(value, base::Ratio(known->factor));
        if (scaled) return number_text(*scaled) + std::string(known->en);
    }
    const bool is_counted =
        unit.dimension() == base::Dimension::count && unit.exponent() == 0 && !unit.is_per();
    return is_counted ? number_text(value) : number_text(value) + zh;
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
    const std::string zh = to_string(unit);
    return {number_text(value) + zh, english(value, unit, zh)};
}

Words period_words(const base::Period& period) {
    return {to_chinese_string(period), english(period)};
}

Words date_words(base::Date date) {
    return {to_chinese_string(date),
            fmt::format("{} {} {}", date.day(), month_name(date), date.year())};
}

}  // namespace kc::indicator
