// SPDX-License-Identifier: Apache-2.0
#include "base/date_range.hpp"

#include <fmt/format.h>

#include "base/utf8.hpp"

namespace kc::base {
namespace {

Result<std::optional<Date>> parse_end(std::string_view text) {
    if (text.empty()) return std::optional<Date>();
    const Result<Date> date = Date::parse(text);
    if (!date) return unexpected(date.error());
    return std::optional(*date);
}

}  // namespace

Result<DateRange> DateRange::of(std::optional<Date> first, std::optional<Date> last) {
    if (first && last && *first > *last) {
        return unexpected(
            Diagnostic{"E-date-range",
                       {},
                       fmt::format("起始日{}晚于截止日{}", to_string(*first), to_string(*last)),
                       fmt::format("the first day {} is later than the last day {}",
                                   to_string(*first), to_string(*last))}
                .hint("把较早的日期写在前面", "write the earlier day first"));
    }
    DateRange range;
    range.first_ = first;
    range.last_ = last;
    return range;
}

Result<DateRange> DateRange::parse(std::string_view text) {
    const std::size_t dots = text.find("..");
    if (dots == std::string_view::npos) {
        return unexpected(Diagnostic{"E-date-range",
                                     {},
                                     fmt::format("“{}”不是起止日期", shortened(text)),
                                     fmt::format("'{}' is not a range of days", shortened(text))}
                              .hint("写成2021-01-01..2024-12-31，不限的一端留空",
                                    "write 2021-01-01..2024-12-31 and leave an open end empty"));
    }
    const auto first = parse_end(text.substr(0, dots));
    if (!first) return unexpected(first.error());
    const auto last = parse_end(text.substr(dots + 2));
    if (!last) return unexpected(last.error());
    return of(*first, *last);
}

bool DateRange::contains(Date date) const {
    return (!first_ || *first_ <= date) && (!last_ || date <= *last_);
}

bool DateRange::overlaps(const DateRange& other) const {
    const auto starts_in_time = [](const DateRange& late, const DateRange& early) {
        return !late.first_ || !early.last_ || *late.first_ <= *early.last_;
    };
    return starts_in_time(*this, other) && starts_in_time(other, *this);
}

std::string to_string(const DateRange& range) {
    const auto end = [](std::optional<Date> date) { return date ? to_string(*date) : ""; };
    return fmt::format("{}..{}", end(range.first()), end(range.last()));
}

}  // namespace kc::base
