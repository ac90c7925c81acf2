// SPDX-License-Identifier: Apache-2.0
#include "base/date.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <chrono>

#include "base/check.hpp"
#include "base/date_text.hpp"
#include "base/utf8.hpp"

namespace kc::base {
namespace {

struct Fields {
    int year = 0;
    int month = 0;
    int day = 0;
};

std::chrono::year_month_day calendar(Date date) {
    return std::chrono::sys_days{std::chrono::days{date.days_since_1970()}};
}

std::optional<Fields> read_chinese(DateText text) {
    const auto year = text.take_year();
    if (!year || !text.take(U"年")) return std::nullopt;
    const auto month = text.take_number();
    if (!month || !text.take(U"月")) return std::nullopt;
    const auto day = text.take_number();
    if (!day || text.take_any(U"日号號") == U'\0' || !text.at_end()) return std::nullopt;
    return Fields{*year, *month, *day};
}

std::optional<Fields> read_separated(DateText text) {
    const auto year = text.take_digits(4);
    const char32_t separator = text.take_any(U"-/.");
    if (!year || separator == U'\0') return std::nullopt;
    const auto month = text.take_number();
    if (!month || text.take_any({&separator, 1}) == U'\0') return std::nullopt;
    const auto day = text.take_number();
    if (!day || !text.at_end()) return std::nullopt;
    return Fields{*year, *month, *day};
}

std::optional<Fields> read_eight_digits(DateText text) {
    const auto year = text.take_digits(4);
    const auto month = text.take_digits(2);
    const auto day = text.take_digits(2);
    if (!year || !month || !day || !text.at_end()) return std::nullopt;
    return Fields{*year, *month, *day};
}

Diagnostic not_a_date(std::string_view text) {
    return Diagnostic{"E-date",
                      {},
                      fmt::format("“{}”不是日期", shortened(text)),
                      fmt::format("'{}' is not a date", shortened(text))}
        .hint("写成2024-03-15或2024年3月15日", "write 2024-03-15 or 2024年3月15日");
}

Diagnostic no_such_day(Fields fields) {
    Diagnostic diagnostic{
        "E-date",
        {},
        fmt::format("没有{}年{}月{}日这一天", fields.year, fields.month, fields.day),
        fmt::format("there is no day {:04}-{:02}-{:02}", fields.year, fields.month, fields.day)};
    if (fields.year < Date::kMinYear || fields.month < 1 || fields.month > 12) {
        return std::move(diagnostic)
            .hint("年份从0001到9999，月份从1到12",
                  "years run from 0001 to 9999 and months from 1 to 12");
    }
    const int last = days_in_month(fields.year, fields.month);
    return std::move(diagnostic)
        .hint(fmt::format("该月有{}天", last), fmt::format("that month has {} days", last));
}

}  // namespace

std::optional<Date> Date::of(int year, int month, int day) {
    if (year < kMinYear || year > kMaxYear || month < 1 || day < 1) return std::nullopt;
    const std::chrono::year_month_day fields{std::chrono::year{year},
                                             std::chrono::month{static_cast<unsigned>(month)},
                                             std::chrono::day{static_cast<unsigned>(day)}};
    if (month > 12 || day > 31 || !fields.ok()) return std::nullopt;
    return Date(
        static_cast<std::int32_t>(std::chrono::sys_days{fields}.time_since_epoch().count()));
}

std::optional<Date> Date::of_days(std::int64_t days_since_1970) {
    static const std::int32_t first = of(kMinYear, 1, 1)->days_;
    static const std::int32_t last = of(kMaxYear, 12, 31)->days_;
    if (days_since_1970 < first || days_since_1970 > last) return std::nullopt;
    return Date(static_cast<std::int32_t>(days_since_1970));
}

Result<Date> Date::parse(std::string_view text) {
    const DateText pieces(text);
    std::optional<Fields> fields = read_chinese(pieces);
    if (!fields) fields = read_separated(pieces);
    if (!fields) fields = read_eight_digits(pieces);
    if (!fields) return unexpected(not_a_date(text));
    const std::optional<Date> date = of(fields->year, fields->month, fields->day);
    if (!date) return unexpected(no_such_day(*fields));
    return *date;
}

int Date::year() const {
    return static_cast<int>(calendar(*this).year());
}

int Date::month() const {
    return static_cast<int>(static_cast<unsigned>(calendar(*this).month()));
}

int Date::day() const {
    return static_cast<int>(static_cast<unsigned>(calendar(*this).day()));
}

int Date::weekday() const {
    const std::chrono::weekday day{std::chrono::sys_days{std::chrono::days{days_}}};
    return static_cast<int>(day.iso_encoding());
}

int days_in_month(int year, int month) {
    KC_CHECK(month >= 1 && month <= 12);
    const std::chrono::year_month_day_last last{
        std::chrono::year{year},
        std::chrono::month_day_last{std::chrono::month{static_cast<unsigned>(month)}}};
    return static_cast<int>(static_cast<unsigned>(last.day()));
}

std::int32_t days_between(Date from, Date to) {
    return to.days_since_1970() - from.days_since_1970();
}

int whole_years_between(Date from, Date to) {
    if (to < from) return -whole_years_between(to, from);
    const bool reached =
        to.month() > from.month() || (to.month() == from.month() && to.day() >= from.day());
    return to.year() - from.year() - (reached ? 0 : 1);
}

std::optional<Date> add_days(Date date, std::int32_t days) {
    return Date::of_days(std::int64_t{date.days_since_1970()} + days);
}

std::optional<Date> add_months(Date date, std::int32_t months) {
    const std::int64_t counted = std::int64_t{date.year()} * 12 + (date.month() - 1) + months;
    if (counted < Date::kMinYear * 12 || counted > Date::kMaxYear * 12 + 11) return std::nullopt;
    const int year = static_cast<int>(counted / 12);
    const int month = static_cast<int>(counted % 12) + 1;
    return Date::of(year, month, std::min(date.day(), days_in_month(year, month)));
}

std::optional<Date> add_years(Date date, std::int32_t years) {
    if (years > Date::kMaxYear || years < -Date::kMaxYear) return std::nullopt;
    return add_months(date, years * 12);
}

std::string to_string(Date date) {
    return fmt::format("{:04}-{:02}-{:02}", date.year(), date.month(), date.day());
}

std::string to_chinese_string(Date date) {
    return fmt::format("{}年{}月{}日", date.year(), date.month(), date.day());
}

}  // namespace kc::base
