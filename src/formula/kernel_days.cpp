// SPDX-License-Identifier: Apache-2.0
// Days and months. Row by row: the calendar has no vector form, and policies ask it little.
#include <algorithm>
#include <limits>

#include "base/date.hpp"
#include "formula/frame.hpp"
#include "formula/period_code.hpp"

namespace kc::formula {
namespace {

using base::Date;

const std::int64_t kFirstDay = Date::of(Date::kMinYear, 1, 1)->days_since_1970();
const std::int64_t kLastDay = Date::of(Date::kMaxYear, 12, 31)->days_since_1970();

// Missing days are days of the calendar, whatever came out of adding to them.
Date day_of(std::int64_t days) {
    return *Date::of_days(std::clamp(days, kFirstDay, kLastDay));
}

std::int64_t months_later(std::int64_t day, std::int64_t months, Rounding rounding, bool& fits) {
    const Date from = day_of(day);
    const std::int64_t limited = std::clamp<std::int64_t>(months, -200'000, 200'000);
    const auto to = base::add_months(from, static_cast<std::int32_t>(limited));
    if (!to || limited != months) {
        fits = false;
        return months < 0 ? kFirstDay : kLastDay;
    }
    const bool missing_day = to->day() < from.day();
    return std::int64_t{to->days_since_1970()} + (missing_day && rounding == Rounding::up ? 1 : 0);
}

std::int64_t months_between(Date from, Date to) {
    const std::int64_t months =
        (std::int64_t{to.year()} - from.year()) * 12 + to.month() - from.month();
    return to.day() < from.day() ? months - 1 : months;
}

struct Pair {
    std::int64_t lo;
    std::int64_t hi;
};

Pair part_of(std::int64_t lo_days, std::int64_t hi_days, DatePart part) {
    const Date lo = day_of(lo_days);
    const Date hi = day_of(hi_days);
    switch (part) {
        case DatePart::year: return {lo.year(), hi.year()};
        case DatePart::month:
            if (lo.year() == hi.year()) return {lo.month(), hi.month()};
            return {1, 12};
        case DatePart::day:
            if (lo.year() == hi.year() && lo.month() == hi.month()) return {lo.day(), hi.day()};
            return {1, 31};
    }
    return {0, 0};
}

}  // namespace

void compute_days(Frame& frame, std::uint32_t index) {
    const Node& node = frame.node(index);
    const Store& store = frame.stores[index];
    const std::uint8_t* states = strict_states(frame, index);
    const auto entry = [&](std::size_t i, std::size_t row) -> Pair {
        const NodeId id = node.operands[i];
        const std::size_t at = frame.at(id, row);
        return {frame.column(id).lo[at], frame.column(id).hi[at]};
    };
    std::int64_t least = std::numeric_limits<std::int64_t>::max();
    std::int64_t most = std::numeric_limits<std::int64_t>::min();
    for (std::size_t row = 0; row < frame.rows; ++row) {
        const Pair a = entry(0, row);
        Pair out{};
        bool fits = true;
        if (node.op == Op::add_months) {
            const Pair months = entry(1, row);
            const auto by = [&](std::int64_t count) {
                const bool unbounded = count == kUnboundedAbove || count == kUnboundedBelow;
                return unbounded ? count
                                 : std::clamp<std::int64_t>(count, -1'000'000, 1'000'000) *
                                       node.factors[1];
            };
            out = {months_later(a.lo, by(months.lo), node.rounding, fits),
                   months_later(a.hi, by(months.hi), node.rounding, fits)};
        } else if (node.op == Op::date_part) {
            out = part_of(a.lo, a.hi, node.part);
        } else if (node.op == Op::whole_months) {
            const Pair b = entry(1, row);
            out = {months_between(day_of(a.hi), day_of(b.lo)),
                   months_between(day_of(a.lo), day_of(b.hi))};
        } else if (a.lo == a.hi) {
            const bool first = node.period_day == PeriodDay::first;
            out.lo = out.hi = first ? first_day_of(a.lo) : last_day_of(a.lo);
        } else {
            out = {kFirstDay, kLastDay};
        }
        store.lo[row] = out.lo;
        store.hi[row] = out.hi;
        least = std::min(least, out.lo);
        most = std::max(most, out.hi);
        if (fits) continue;
        if (states == nullptr) {
            std::fill_n(store.bits, frame.rows, kNumber);
            states = store.bits;
        }
        // Beyond the calendar: any day at all.
        store.lo[row] = kFirstDay;
        store.hi[row] = kLastDay;
        least = kFirstDay;
        most = kLastDay;
        store.bits[row] |= kTooLarge;
    }
    frame.columns[index] = {
        .lo = store.lo, .hi = store.hi, .bits = states, .least = least, .most = most};
}

}  // namespace kc::formula
