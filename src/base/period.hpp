// SPDX-License-Identifier: Apache-2.0
// The period a figure is about: a year, half, quarter or month, a running total from January, or
// several years of a plan.
//
// A running total is a kind of its own: 2024-01..03 minus 2024-01..02 is March, while two quarters
// add. 2024-01..12 and 2024 cover the same days and are still different periods, because one is
// reported monthly and the other once. Ordering different kinds is an error, never a guess.
//
//   Result<Period> period = Period::parse("2024年1—6月");   // to_string(*period) == "2024-01..06"
//   period->previous_running_total();                      // 2024-01..05
#pragma once

#include <compare>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "base/date.hpp"
#include "base/result.hpp"

namespace kc::base {

class Period {
public:
    enum class Kind : std::uint8_t { years, year, half, quarter, month, running_total };

    // Years that can be written; a year before the first one is still a period.
    static constexpr int kMinYear = 1900;
    static constexpr int kMaxYear = 2999;
    static constexpr int kMaxPlanYears = 50;

    // Empty when there is no such period.
    static std::optional<Period> years(int first, int last);  // of a five-year plan
    static std::optional<Period> year(int year);
    static std::optional<Period> half(int year, int half);
    static std::optional<Period> quarter(int year, int quarter);
    static std::optional<Period> month(int year, int month);
    static std::optional<Period> running_total(int year, int last_month);

    // What to_string and to_chinese_string print, and the usual ways to say the same: 2024年度,
    // 2024年第1季度, 2024年前三季度, 2024年1至6月, 2021—2025年, 二〇二四年.
    static Result<Period> parse(std::string_view text);

    [[nodiscard]] Kind kind() const { return kind_; }
    [[nodiscard]] Date first_day() const;
    [[nodiscard]] Date last_day() const;

    [[nodiscard]] bool contains(Date day) const;
    // Whether every day of `other` lies in this period, whatever the kinds.
    [[nodiscard]] bool contains(const Period& other) const;

    // The same months one year before; for growth on the same period last year. Several years of a
    // plan move back by their own length: 2021..2025 comes after 2016..2020.
    [[nodiscard]] Period year_before() const;

    // Empty for a running total of January only, which has nothing to subtract, and for every
    // other kind.
    [[nodiscard]] std::optional<Period> previous_running_total() const;

    // The month a period ends with: June for 2024-01..06.
    [[nodiscard]] Period last_month() const;

    // The same period; order is a matter of `compare`.
    bool operator==(const Period&) const = default;

private:
    constexpr Period(Kind kind, int year, int number)
        : kind_(kind),
          year_(static_cast<std::int16_t>(year)),
          number_(static_cast<std::int16_t>(number)) {}

    static std::optional<Period> checked(Kind kind, int year, int number, int max);
    [[nodiscard]] int first_month_number() const;
    [[nodiscard]] int last_month_number() const;
    [[nodiscard]] int last_year() const { return kind_ == Kind::years ? number_ : year_; }

    friend Result<std::strong_ordering> compare(const Period& a, const Period& b);
    friend std::string to_string(const Period& period);
    friend std::string to_chinese_string(const Period& period);

    Kind kind_;
    std::int16_t year_;    // the first one
    std::int16_t number_;  // half, quarter or (last) month of the year; the last year of `years`
};

// Earlier or later by the last day, then the first. An error for different kinds.
Result<std::strong_ordering> compare(const Period& a, const Period& b);

// "2021..2025", "2024", "2024-H1", "2024-Q1", "2024-03", "2024-01..06"
std::string to_string(const Period& period);

// "2021—2025年", "2024年", "2024年上半年", "2024年第一季度", "2024年3月", "2024年1—6月"
std::string to_chinese_string(const Period& period);

}  // namespace kc::base
