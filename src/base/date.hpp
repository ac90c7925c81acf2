// SPDX-License-Identifier: Apache-2.0
// A day of the Gregorian calendar, from year 1 to year 9999.
//
// Counted in days since 1970-01-01, also for days before the calendar was introduced. No clock and
// no time zone live here: "today" is handed in by whoever asks.
//
//   Result<Date> due = Date::parse("2024年3月15日");   // to_string(*due) == "2024-03-15"
#pragma once

#include <compare>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "base/result.hpp"

namespace kc::base {

class Date {
public:
    static constexpr int kMinYear = 1;
    static constexpr int kMaxYear = 9999;

    // 1970-01-01.
    constexpr Date() = default;

    // Empty when there is no such day.
    static std::optional<Date> of(int year, int month, int day);
    static std::optional<Date> of_days(std::int64_t days_since_1970);

    // 2024-03-15, 2024-3-15, 2024/3/15, 2024.3.15, 20240315, 2024年3月15日 (or 号),
    // 二〇二四年三月十五日.
    static Result<Date> parse(std::string_view text);

    [[nodiscard]] int year() const;
    [[nodiscard]] int month() const;
    [[nodiscard]] int day() const;
    [[nodiscard]] constexpr std::int32_t days_since_1970() const { return days_; }

    // Monday is 1, Sunday 7.
    [[nodiscard]] int weekday() const;

    constexpr auto operator<=>(const Date&) const = default;

private:
    constexpr explicit Date(std::int32_t days) : days_(days) {}

    std::int32_t days_ = 0;
};

int days_in_month(int year, int month);

// From `from` to `to`: 0 for the same day, negative when `to` is earlier.
std::int32_t days_between(Date from, Date to);

// Completed years, as for an age or the time since founding; negative when `to` is earlier. Whoever
// is born on 29 February completes a year on 1 March of a common year.
int whole_years_between(Date from, Date to);

// Empty when the result leaves the years 1 to 9999.
std::optional<Date> add_days(Date date, std::int32_t days);

// The same day of a later (or, negative, earlier) month; the month's last day where there is no
// such day (Civil Code art. 202): 31 January plus one month is 29 February 2024.
std::optional<Date> add_months(Date date, std::int32_t months);
std::optional<Date> add_years(Date date, std::int32_t years);

// "2024-03-15"
std::string to_string(Date date);
// "2024年3月15日"
std::string to_chinese_string(Date date);

}  // namespace kc::base
