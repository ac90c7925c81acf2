// SPDX-License-Identifier: Apache-2.0
// What runs out when, and how many of a stock will still be there.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "base/period.hpp"
#include "base/result.hpp"
#include "record/count.hpp"

namespace kc::record {

// Whose titles, on which day, as known when (without it, now). Of records and versions as in
// CountQuery.
struct ExpiryQuery {
    base::Date day = {};
    std::optional<std::int64_t> known_at_us = {};
    store::Condition allowed = store::always();
    store::Condition allowed_then = store::always();
};

struct ExpiryMonth {
    base::Period month;
    std::vector<CountedRecord> records = {};
};

// Of the records that count on the day, those whose last day lies in each of the months from its
// own.
inline constexpr int kMaxExpiryMonths = 60;
Result<std::vector<ExpiryMonth>> expiry_calendar(store::Connection& connection,
                                                 const Registries& registries,
                                                 const pack::Counts& counts,
                                                 const ExpiryQuery& query, int months);

// How many of one year's expiring records were followed by a new one of the same holder.
struct RenewalYear {
    std::int32_t year = 0;
    std::int64_t expired = 0;
    std::int64_t renewed = 0;
};

// A stock on a later day, if renewals go on as they did. Holders who come new are not foreseen
// here; a target needs so many more.
struct CohortForecast {
    // Too few cases make a rate that means nothing.
    static constexpr std::int64_t kLeastExpired = 10;
    // A new title this long after the old one ended still continues it.
    static constexpr int kRenewalDays = 365;

    base::Date from = {};
    base::Date until = {};
    std::int64_t stock = 0;  // on `from`
    std::int64_t running_out =
        0;  // holders whose title ends up to `until` and who have no later one
    std::vector<RenewalYear> years = {};  // whose renewals are settled by now
    // Empty: not enough data. Middle from all years together, low and high from the worst and the
    // best year; rounded down, in whole holders.
    struct Range {
        std::int64_t low = 0;
        std::int64_t middle = 0;
        std::int64_t high = 0;
    };
    std::optional<Range> stays = {};
};

// For stocks whose rule says `distinct` (the holder).
Result<CohortForecast> forecast_cohorts(store::Connection& connection, const Registries& registries,
                                        const pack::Counts& counts, const ExpiryQuery& query,
                                        base::Date until);

}  // namespace kc::record
