// SPDX-License-Identifier: Apache-2.0
#include "pack/time.hpp"

#include <fmt/format.h>

namespace kc::pack {
namespace {

constexpr std::string_view kOngoing = "ongoing";

Diagnostic written_otherwise(std::string_view text, const std::string& canonical) {
    return Diagnostic{"E-time",
                      {},
                      fmt::format("“{}”要写成固定的格式", text),
                      fmt::format("'{}' is not how times are written here", text)}
        .hint("写成 " + canonical, "write " + canonical);
}

Diagnostic no_time(std::string_view text) {
    return Diagnostic{
        "E-time", {}, fmt::format("“{}”不是时间", text), fmt::format("'{}' is not a time", text)}
        .hint("写成 2024、2024-Q1、2024-06、2024-06-30 或 2021..2025",
              "write 2024, 2024-Q1, 2024-06, 2024-06-30 or 2021..2025");
}

}  // namespace

Result<Time> Time::parse(std::string_view text) {
    if (text == kOngoing) return Time();
    if (const auto period = base::Period::parse(text)) {
        const std::string canonical = base::to_string(*period);
        if (canonical == text) return Time(*period);
        return unexpected(written_otherwise(text, canonical));
    }
    if (const auto day = base::Date::parse(text)) {
        const std::string canonical = base::to_string(*day);
        if (canonical == text) return Time(*day);
        return unexpected(written_otherwise(text, canonical));
    }
    return unexpected(no_time(text));
}

std::optional<base::Period> Time::period() const {
    const auto* period = std::get_if<base::Period>(&value_);
    return period == nullptr ? std::nullopt : std::optional(*period);
}

std::optional<base::Date> Time::day() const {
    const auto* day = std::get_if<base::Date>(&value_);
    return day == nullptr ? std::nullopt : std::optional(*day);
}

std::optional<base::Date> Time::first_day() const {
    const auto whole = period();
    return whole ? std::optional(whole->first_day()) : day();
}

std::optional<base::Date> Time::last_day() const {
    const auto whole = period();
    return whole ? std::optional(whole->last_day()) : day();
}

std::string to_string(const Time& time) {
    if (const auto period = time.period()) return base::to_string(*period);
    if (const auto day = time.day()) return base::to_string(*day);
    return std::string(kOngoing);
}

Result<base::Date> parse_day(std::string_view text) {
    auto day = base::Date::parse(text);
    if (!day) return day;
    if (base::to_string(*day) == text) return day;
    return unexpected(Diagnostic{"E-date",
                                 {},
                                 fmt::format("“{}”要写成固定的格式", text),
                                 fmt::format("'{}' is not how days are written here", text)}
                          .hint("写成 " + base::to_string(*day), "write " + base::to_string(*day)));
}

}  // namespace kc::pack
