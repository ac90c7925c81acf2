// SPDX-License-Identifier: Apache-2.0
// The days from a first to a last one, both included; either end may be open.
//
// Used for validity: a rule, a region code, a certificate. 2019-07-01.. has begun and has no end.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "base/date.hpp"
#include "base/result.hpp"

namespace kc::base {

class DateRange {
public:
    // Every day there is.
    DateRange() = default;

    // An error when `first` is later than `last`.
    static Result<DateRange> of(std::optional<Date> first, std::optional<Date> last);

    // "2021-01-01..2024-12-31", "2021-01-01..", "..2024-12-31", ".."
    static Result<DateRange> parse(std::string_view text);

    [[nodiscard]] std::optional<Date> first() const { return first_; }
    [[nodiscard]] std::optional<Date> last() const { return last_; }

    [[nodiscard]] bool contains(Date date) const;
    [[nodiscard]] bool overlaps(const DateRange& other) const;

    bool operator==(const DateRange&) const = default;

private:
    std::optional<Date> first_;
    std::optional<Date> last_;
};

std::string to_string(const DateRange& range);

}  // namespace kc::base
