// SPDX-License-Identifier: Apache-2.0
#include "base/period.hpp"

#include <fmt/format.h>

#include "base/check.hpp"
#include "base/date_text.hpp"
#include "base/utf8.hpp"

namespace kc::base {
namespace {

// year_before must not run out of years from any period that can be written.
constexpr int kFirstYear = 1000;
static_assert(kFirstYear < Period::kMinYear);

struct KindName {
    std::string_view zh;
    std::string_view en;
};

KindName name_of(Period::Kind kind) {
    switch (kind) {
        case Period::Kind::years: return {"多年", "several years"};
        case Period::Kind::year: return {"年度", "a year"};
        case Period::Kind::half: return {"半年", "a half-year"};
        case Period::Kind::quarter: return {"季度", "a quarter"};
        case Period::Kind::month: return {"月度", "a month"};
        case Period::Kind::running_total: return {"年初至今累计", "a running total"};
    }
    KC_CHECK(false);
}

Diagnostic not_a_period(std::string_view text) {
    return Diagnostic{"E-period",
                      {},
                      fmt::format("“{}”不是统计时期", shortened(text)),
                      fmt::format("'{}' is not a period", shortened(text))}
        .hint("写成2024、2024-H1、2024-Q1、2024-03、2024-01..06或2021..2025",
              "write 2024, 2024-H1, 2024-Q1, 2024-03, 2024-01..06 or 2021..2025");
}

Diagnostic not_from_january(std::string_view text) {
    return Diagnostic{"E-period",
                      {},
                      fmt::format("“{}”不是从1月开始的累计", shortened(text)),
                      fmt::format("'{}' does not begin in January", shortened(text))}
        .hint("累计时期写成2024-01..06；单独的月份逐月写",
              "a running total is written 2024-01..06; give single months one by one");
}

bool take_range_sign(DateText& text) {
    for (const std::u32string_view sign :
         {U"..", U"——", U"—", U"–", U"-", U"~", U"～", U"至", U"到"}) {
        if (text.take(sign)) return true;
    }
    return false;
}

// What one of the readers made of the text: nothing, a period, or a running total from elsewhere.
struct Reading {
    std::optional<Period> period = {};
    bool not_from_january = false;
};

Reading months(int year, int first, int last) {
    if (first != 1 && first < last && last <= 12) return {std::nullopt, true};
    return {first == 1 ? Period::running_total(year, last) : std::nullopt, false};
}

// 2024, 2024-H1, 2024-Q1, 2024-03, 2024-01..06, 2021..2025
Reading read_code(DateText text) {
    const auto year = text.take_digits(4);
    if (!year) return {};
    if (text.at_end()) return {Period::year(*year)};
    if (text.take(U"..")) {
        const auto last = text.take_digits(4);
        return {last && text.at_end() ? Period::years(*year, *last) : std::nullopt};
    }
    if (!text.take(U"-")) return {};
    const bool half = text.take(U"H");
    const bool quarter = !half && text.take(U"Q");
    const auto number = text.take_digits(half || quarter ? 1 : 2);
    if (!number) return {};
    if (text.at_end()) {
        return {half      ? Period::half(*year, *number)
                : quarter ? Period::quarter(*year, *number)
                          : Period::month(*year, *number)};
    }
    if (half || quarter || !text.take(U"..")) return {};
    const auto last = text.take_digits(2);
    return last && text.at_end() ? months(*year, *number, *last) : Reading{};
}

// What stands behind 2024年.
Reading read_after_year(DateText text, int year) {
    const auto ended = [&](std::optional<Period> period) {
        return Reading{text.at_end() ? period : std::nullopt};
    };
    if (text.take(U"度") || text.take(U"全年")) return ended(Period::year(year));
    if (text.at_end()) return {Period::year(year)};
    if (text.take(U"上半年")) return ended(Period::half(year, 1));
    if (text.take(U"下半年")) return ended(Period::half(year, 2));
    // The first three quarters are reported as the running total of September.
    if (text.take(U"前")) {
        const auto count = text.take_number();
        const bool quarters = text.take(U"个季度") || text.take(U"季度");
        return count && quarters && *count >= 2 && *count <= 3
                   ? ended(Period::running_total(year, *count * 3))
                   : Reading{};
    }
    text.take(U"第");
    const auto number = text.take_number();
    if (!number) return {};
    if (text.take(U"季度")) return ended(Period::quarter(year, *number));
    const bool month_said = text.take(U"月份") || text.take(U"月");
    if (month_said && text.at_end()) return {Period::month(year, *number)};
    if (!take_range_sign(text)) return {};
    const auto last = text.take_number();
    if (!last || !(text.take(U"月份") || text.take(U"月")) || !text.at_end()) return {};
    return months(year, *number, *last);
}

Reading read_chinese(DateText text) {
    const auto year = text.take_year();
    if (!year) return {};
    const bool year_said = text.take(U"年");
    DateText range = text;
    if (take_range_sign(range)) {
        const auto last = range.take_year();
        if (last && range.take(U"年") && range.at_end()) return {Period::years(*year, *last)};
    }
    return year_said ? read_after_year(text, *year) : Reading{};
}

}  // namespace

std::optional<Period> Period::checked(Kind kind, int year, int number, int max) {
    if (year < kMinYear || year > kMaxYear || number < 1 || number > max) return std::nullopt;
    return Period(kind, year, number);
}

std::optional<Period> Period::years(int first, int last) {
    if (last <= first || last - first >= kMaxPlanYears) return std::nullopt;
    return checked(Kind::years, first, last, kMaxYear);
}

std::optional<Period> Period::year(int year) {
    return checked(Kind::year, year, 1, 1);
}

std::optional<Period> Period::half(int year, int half) {
    return checked(Kind::half, year, half, 2);
}

std::optional<Period> Period::quarter(int year, int quarter) {
    return checked(Kind::quarter, year, quarter, 4);
}

std::optional<Period> Period::month(int year, int month) {
    return checked(Kind::month, year, month, 12);
}

std::optional<Period> Period::running_total(int year, int last_month) {
    return checked(Kind::running_total, year, last_month, 12);
}

Result<Period> Period::parse(std::string_view text) {
    const DateText pieces(text);
    Reading reading = read_code(pieces);
    if (!reading.period && !reading.not_from_january) reading = read_chinese(pieces);
    if (reading.not_from_january) return unexpected(not_from_january(text));
    if (!reading.period) return unexpected(not_a_period(text));
    return *reading.period;
}

int Period::first_month_number() const {
    switch (kind_) {
        case Kind::half: return number_ * 6 - 5;
        case Kind::quarter: return number_ * 3 - 2;
        case Kind::month: return number_;
        default: return 1;
    }
}

int Period::last_month_number() const {
    switch (kind_) {
        case Kind::half: return number_ * 6;
        case Kind::quarter: return number_ * 3;
        case Kind::month:
        case Kind::running_total: return number_;
        default: return 12;
    }
}

Date Period::first_day() const {
    const std::optional<Date> day = Date::of(year_, first_month_number(), 1);
    KC_CHECK(day.has_value());
    return *day;
}

Date Period::last_day() const {
    const int month = last_month_number();
    const std::optional<Date> day = Date::of(last_year(), month, days_in_month(last_year(), month));
    KC_CHECK(day.has_value());
    return *day;
}

bool Period::contains(Date day) const {
    return first_day() <= day && day <= last_day();
}

bool Period::contains(const Period& other) const {
    return contains(other.first_day()) && contains(other.last_day());
}

Period Period::year_before() const {
    const int length = kind_ == Kind::years ? last_year() - year_ + 1 : 1;
    KC_CHECK(year_ - length >= kFirstYear);
    const int number = kind_ == Kind::years ? number_ - length : number_;
    return {kind_, year_ - length, number};
}

std::optional<Period> Period::previous_running_total() const {
    if (kind_ != Kind::running_total || number_ == 1) return std::nullopt;
    return Period(kind_, year_, number_ - 1);
}

Period Period::last_month() const {
    return {Kind::month, last_year(), last_month_number()};
}

Result<std::strong_ordering> compare(const Period& a, const Period& b) {
    if (a.kind_ != b.kind_) {
        const KindName first = name_of(a.kind_);
        const KindName second = name_of(b.kind_);
        return unexpected(
            Diagnostic{"E-period-kind",
                       {},
                       fmt::format("{}是{}，{}是{}，不能比较先后", to_string(a), first.zh,
                                   to_string(b), second.zh),
                       fmt::format("{} is {} and {} is {}: they cannot be ordered", to_string(a),
                                   first.en, to_string(b), second.en)}
                .hint("改用同一种统计时期的数据", "use figures of one kind of period"));
    }
    if (const auto order = a.last_day() <=> b.last_day(); order != 0) return order;
    return a.first_day() <=> b.first_day();
}

std::string to_string(const Period& period) {
    switch (period.kind_) {
        case Period::Kind::years: return fmt::format("{}..{}", period.year_, period.number_);
        case Period::Kind::year: return fmt::format("{}", period.year_);
        case Period::Kind::half: return fmt::format("{}-H{}", period.year_, period.number_);
        case Period::Kind::quarter: return fmt::format("{}-Q{}", period.year_, period.number_);
        case Period::Kind::month: return fmt::format("{}-{:02}", period.year_, period.number_);
        case Period::Kind::running_total:
            return fmt::format("{}-01..{:02}", period.year_, period.number_);
    }
    KC_CHECK(false);
}

std::string to_chinese_string(const Period& period) {
    static constexpr std::string_view kQuarters[] = {"一", "二", "三", "四"};
    const int number = period.number_;
    switch (period.kind_) {
        case Period::Kind::years: return fmt::format("{}—{}年", period.year_, number);
        case Period::Kind::year: return fmt::format("{}年", period.year_);
        case Period::Kind::half:
            return fmt::format("{}年{}半年", period.year_, number == 1 ? "上" : "下");
        case Period::Kind::quarter:
            return fmt::format("{}年第{}季度", period.year_, kQuarters[number - 1]);
        case Period::Kind::month: return fmt::format("{}年{}月", period.year_, number);
        case Period::Kind::running_total: return fmt::format("{}年1—{}月", period.year_, number);
    }
    KC_CHECK(false);
}

}  // namespace kc::base
