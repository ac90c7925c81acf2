// SPDX-License-Identifier: Apache-2.0
// When something is to be reached or done: a period, a day, or `ongoing`, which never ends.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <variant>

#include "base/date.hpp"
#include "base/period.hpp"
#include "base/result.hpp"

namespace kc::pack {

class Time {
public:
    // Ongoing.
    Time() = default;
    Time(base::Period period) : value_(period) {}  // NOLINT: implicit on purpose
    Time(base::Date day) : value_(day) {}          // NOLINT: implicit on purpose

    // Only what to_string writes; other ways to say the same are an error that names it.
    static Result<Time> parse(std::string_view text);

    bool is_ongoing() const { return value_.index() == 0; }
    std::optional<base::Period> period() const;
    std::optional<base::Date> day() const;

    // Empty when ongoing.
    std::optional<base::Date> first_day() const;
    std::optional<base::Date> last_day() const;

    bool operator==(const Time&) const = default;

private:
    std::variant<std::monostate, base::Period, base::Date> value_;
};

// "2024", "2024-H1", "2024-Q1", "2024-06", "2024-06-30", "2021..2025", "2024-01..06", "ongoing"
std::string to_string(const Time& time);

// Only "2024-03-15".
Result<base::Date> parse_day(std::string_view text);

}  // namespace kc::pack
