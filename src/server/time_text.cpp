// SPDX-License-Identifier: Apache-2.0
#include "server/time_text.hpp"

#include <fmt/format.h>

#include <charconv>
#include <iterator>

#include "base/date.hpp"

namespace kc::server {
namespace {

constexpr std::int64_t kSecond = 1'000'000;
constexpr std::int64_t kDay = 86'400 * kSecond;

std::optional<std::int64_t> digits(std::string_view text, std::size_t from, std::size_t count) {
    if (text.size() < from + count) return std::nullopt;
    std::int64_t value = 0;
    const char* const end = text.data() + from + count;
    const auto read = std::from_chars(text.data() + from, end, value);
    if (read.ec != std::errc() || read.ptr != end || value < 0) return std::nullopt;
    return value;
}

}  // namespace

std::string time_text(std::int64_t microseconds) {
    std::int64_t days = microseconds / kDay;
    std::int64_t rest = microseconds % kDay;
    if (rest < 0) {
        rest += kDay;
        --days;
    }
    const auto date = base::Date::of_days(days);
    if (!date) return "9999-12-31T23:59:59Z";
    const std::int64_t seconds = rest / kSecond;
    const std::int64_t fraction = rest % kSecond;
    std::string out = fmt::format("{}T{:02}:{:02}:{:02}", base::to_string(*date), seconds / 3'600,
                                  seconds / 60 % 60, seconds % 60);
    if (fraction != 0) fmt::format_to(std::back_inserter(out), ".{:06}", fraction);
    return out + "Z";
}

std::optional<std::int64_t> parse_time_text(std::string_view text) {
    const auto date = base::Date::parse(text.substr(0, 10));
    const auto hour = digits(text, 11, 2);
    const auto minute = digits(text, 14, 2);
    const auto second = digits(text, 17, 2);
    if (!date || !hour || !minute || !second) return std::nullopt;
    const std::int64_t seconds = (*hour * 60 + *minute) * 60 + *second;
    const std::int64_t fraction = text.size() > 20 ? digits(text, 20, 6).value_or(0) : 0;
    const std::int64_t time = date->days_since_1970() * kDay + seconds * kSecond + fraction;
    // Written back it has to be the same: that tells every other sign, and the 25th hour.
    if (time_text(time) != text) return std::nullopt;
    return time;
}

}  // namespace kc::server
