// SPDX-License-Identifier: Apache-2.0
#include "record/expiry.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <utility>

#include "record/filter.hpp"
#include "record/messages.hpp"
#include "record/rows.hpp"
#include "record/standing.hpp"

namespace kc::record {
namespace {

// One title of a holder, as it stands on the day.
struct Title {
    CountedRecord record = {};
    std::optional<base::Date> from = {};
    std::optional<base::Date> to = {};
    bool is_ended = false;  // closed, revoked, split
};

base::Period month_of(base::Date day) {
    return base::Period::month(day.year(), day.month()).value();
}

// By holder; those without one stand alone under their own number.
using Holders = std::map<Cell, std::vector<Title>>;

Result<Holders> titles_by_holder(store::Connection& connection, const Registries& registries,
                                 const Registry& registry, const pack::Counts& counts,
                                 const ExpiryQuery& query) {
    auto filter = compile_filter(
        counts.filter.text, {{}, counts.filter.line, counts.filter.column},
        {registry, registries, "h", query.day, query.day, query.known_at_us, counts.state});
    if (!filter) return unexpected(std::move(filter.error()));
    const Standing standing(registry, counts.state, "?",
                            {std::int64_t{query.day.days_since_1970()}},
                            query.known_at_us.value_or(INT64_MAX));
    const store::Condition where =
        store::both(store::both(standing.counts(), *filter),
                    seen_then(registry, query.allowed, query.allowed_then));
    store::Condition all = standing.life();
    all.sql =
        fmt::format("SELECT {}, {} AS life_now FROM {} AS h WHERE {} ORDER BY h.id",
                    record_columns(registry, "h."), all.sql, registry.history_table(), where.sql);
    all.values.insert(all.values.end(), where.values.begin(), where.values.end());
    const int life_column = record_column_count(registry);
    Holders holders;
    auto read = for_each_row(
        connection.query(store::numbered(all, 1), store::values_of(all)), [&](store::Rows& rows) {
            const Record record = read_record(rows, registry);
            Title title;
            title.record.id = record.id;
            title.record.title = record.title;
            title.record.unit = record.unit.value_or(std::string());
            title.from = record.valid_from;
            title.to = record.valid_to;
            title.record.version = record.version;
            title.is_ended = rows.get<std::string>(life_column) != life::kOpen;
            Cell holder = counts.distinct.empty() ? Cell() : record.cell(registry, counts.distinct);
            if (is_empty(holder)) holder = -record.id;
            holders[std::move(holder)].push_back(std::move(title));
        });
    if (!read) return unexpected(std::move(read.error()));
    return holders;
}

bool is_valid(const Title& title, base::Date day) {
    return !title.is_ended && (!title.from || *title.from <= day) &&
           (!title.to || day <= *title.to);
}

// Whether the holder got another title that goes on where this one ended.
bool is_renewed(const Title& ended, const std::vector<Title>& all) {
    const auto latest = base::add_days(*ended.to, CohortForecast::kRenewalDays);
    return std::any_of(all.begin(), all.end(), [&](const Title& other) {
        if (&other == &ended || !other.from) return false;
        const bool reaches_on = !other.to || *other.to > *ended.to;
        const bool begins_later = !ended.from || *other.from > *ended.from;
        return reaches_on && begins_later && latest && *other.from <= *latest;
    });
}

// The last day of the holder's titles; nothing when one has no end.
std::optional<base::Date> last_day_of(const std::vector<Title>& titles) {
    std::optional<base::Date> last;
    for (const Title& title : titles) {
        if (title.is_ended) continue;
        if (!title.to) return std::nullopt;
        if (!last || *last < *title.to) last = title.to;
    }
    return last;
}

CohortForecast::Range range_of(const CohortForecast& forecast) {
    const auto kept = [&](std::int64_t renewed, std::int64_t expired) {
        return forecast.stock - forecast.running_out + forecast.running_out * renewed / expired;
    };
    CohortForecast::Range range{forecast.stock, 0, 0};
    std::int64_t expired = 0;
    std::int64_t renewed = 0;
    for (const RenewalYear& year : forecast.years) {
        expired += year.expired;
        renewed += year.renewed;
        range.low = std::min(range.low, kept(year.renewed, year.expired));
        range.high = std::max(range.high, kept(year.renewed, year.expired));
    }
    range.middle = kept(renewed, expired);
    return range;
}

}  // namespace

Result<std::vector<ExpiryMonth>> expiry_calendar(store::Connection& connection,
                                                 const Registries& registries,
                                                 const pack::Counts& counts,
                                                 const ExpiryQuery& query, int months) {
    auto registry = registries.require(counts.registry);
    if (!registry) return unexpected(std::move(registry.error()));
    if (months < 1 || months > kMaxExpiryMonths) {
        return unexpected(not_so("E-record-months", "月数不对", "the number of months is wrong",
                                 fmt::format("1 到 {} 个月", kMaxExpiryMonths),
                                 fmt::format("1 to {} months", kMaxExpiryMonths)));
    }
    auto holders = titles_by_holder(connection, registries, **registry, counts, query);
    if (!holders) return unexpected(std::move(holders.error()));
    std::vector<ExpiryMonth> calendar;
    for (int i = 0; i < months; ++i) {
        const auto first = base::add_months(month_of(query.day).first_day(), i);
        if (!first) break;
        calendar.push_back({month_of(*first), {}});
    }
    for (const auto& [holder, titles] : *holders) {
        for (const Title& title : titles) {
            if (!is_valid(title, query.day) || !title.to) continue;
            for (ExpiryMonth& month : calendar) {
                if (month.month.contains(*title.to)) month.records.push_back(title.record);
            }
        }
    }
    for (ExpiryMonth& month : calendar) {
        std::sort(month.records.begin(), month.records.end(),
                  [](const CountedRecord& a, const CountedRecord& b) { return a.id < b.id; });
    }
    return calendar;
}

Result<CohortForecast> forecast_cohorts(store::Connection& connection, const Registries& registries,
                                        const pack::Counts& counts, const ExpiryQuery& query,
                                        base::Date until) {
    auto registry = registries.require(counts.registry);
    if (!registry) return unexpected(std::move(registry.error()));
    auto holders = titles_by_holder(connection, registries, **registry, counts, query);
    if (!holders) return unexpected(std::move(holders.error()));
    CohortForecast forecast;
    const base::Date today = query.day;
    forecast.from = today;
    forecast.until = until;
    std::map<std::int32_t, RenewalYear> years;
    for (const auto& [holder, titles] : *holders) {
        const bool is_in_stock = std::any_of(
            titles.begin(), titles.end(), [&](const Title& one) { return is_valid(one, today); });
        if (is_in_stock) {
            ++forecast.stock;
            const auto last = last_day_of(titles);
            if (last && *last < until) ++forecast.running_out;
        }
        for (const Title& title : titles) {
            if (!title.to || title.is_ended) continue;
            const auto settled = base::add_days(*title.to, CohortForecast::kRenewalDays);
            if (!settled || *settled > today) continue;
            RenewalYear& year = years[title.to->year()];
            year.year = title.to->year();
            ++year.expired;
            if (is_renewed(title, titles)) ++year.renewed;
        }
    }
    std::int64_t expired = 0;
    for (const auto& [number, year] : years) {
        forecast.years.push_back(year);
        expired += year.expired;
    }
    if (expired >= CohortForecast::kLeastExpired) forecast.stays = range_of(forecast);
    return forecast;
}

}  // namespace kc::record
