// SPDX-License-Identifier: Apache-2.0
#include "office/office_records.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <utility>

#include "base/quantity.hpp"
#include "indicator/fact_columns.hpp"
#include "office/office_live.hpp"
#include "office/region.hpp"
#include "record/count.hpp"
#include "record/roster.hpp"
#include "record/tables.hpp"

namespace kc::office {
namespace {

constexpr int kYearsBefore = 4;
constexpr int kPercentPlaces = 4;

// In the indicator's own unit; empty when it does not fit or convert.
std::optional<base::Decimal> in_unit(base::Decimal value, base::Unit from, base::Unit to) {
    if (from.is_none() || from == to) return value;
    const auto converted = base::convert({value, from}, to);
    return converted ? std::optional(converted->value) : std::nullopt;
}

std::optional<base::Decimal> percentage(const record::CoverageResult::Share& share) {
    const auto covered = base::Decimal::of(base::Int128{share.covered} * 100);
    const auto whole = base::Decimal::of(base::Int128{share.whole});
    if (!covered || !whole) return std::nullopt;
    const auto ratio = base::Ratio::of(*covered, *whole);
    return ratio ? ratio->round_half_up(kPercentPlaces) : std::nullopt;
}

class Counter {
public:
    Counter(store::Connection& connection, const CountingPlan& plan,
            const pack::Indicator& indicator, const CountSlot& slot, std::int64_t since_us)
        : connection_(connection),
          plan_(plan),
          indicator_(indicator),
          slot_(slot),
          since_us_(since_us) {}

    Result<std::vector<store::Fact>> count(const record::CountQuery& query) {
        auto counted = indicator_.counts->coverage ? cover(query) : tally(query);
        if (!counted) return unexpected(std::move(counted.error()));
        return std::move(facts_);
    }

private:
    Result<void> tally(const record::CountQuery& query) {
        auto counted =
            record::tally_records(connection_, *plan_.registries, *indicator_.counts, query);
        if (!counted) return unexpected(std::move(counted.error()));
        const std::string source = fmt::format(
            "{} {}，{} 条记录{}", kCountedSource, indicator_.counts->registry, counted->records,
            counted->undecided == 0 ? std::string()
                                    : fmt::format("，另有 {} 条缺数据", counted->undecided));
        for (const std::string& unit : units()) {
            const auto value = unit == plan_.region ? counted->value() : counted->of_unit(unit);
            if (!value) continue;
            if (const auto own = in_unit(*value, counted->unit, indicator_.unit)) {
                add(unit, *own, source);
            }
        }
        return {};
    }

    Result<void> cover(const record::CountQuery& query) {
        auto covered =
            record::cover_records(connection_, *plan_.registries, *indicator_.counts, query);
        if (!covered) return unexpected(std::move(covered.error()));
        for (const std::string& unit : units()) {
            const auto share = unit == plan_.region ? covered->share() : covered->of_unit(unit);
            const auto value = percentage(share);
            if (!value) continue;  // nothing to cover is no share
            add(unit, *value,
                fmt::format("{} {}，{}/{}，分母锁定于 {}", kCountedSource,
                            indicator_.counts->registry, share.covered, share.whole,
                            base::to_string(covered->frozen_on)));
        }
        return {};
    }

    std::vector<std::string> units() const {
        std::vector<std::string> all{plan_.region};
        all.insert(all.end(), plan_.counties.begin(), plan_.counties.end());
        return all;
    }

    void add(const std::string& unit, base::Decimal value, std::string source) {
        facts_.push_back({.indicator = indicator_.code,
                          .unit = unit,
                          .period = slot_.period,
                          .dimensions = {},
                          .value = value,
                          .status = store::FactStatus::verified,
                          .known_at_us = since_us_,
                          .source = std::move(source),
                          .who = {}});
    }

    store::Connection& connection_;
    const CountingPlan& plan_;
    const pack::Indicator& indicator_;
    const CountSlot& slot_;
    std::int64_t since_us_;
    std::vector<store::Fact> facts_;
};

Result<const pack::Indicator*> counted_indicator(const LivePack& live, std::string_view code) {
    const pack::Indicator* indicator = live.lookup.indicator(code);
    if (indicator != nullptr && indicator->counts) return indicator;
    return unexpected(Diagnostic{"E-office-not-counted",
                                 {},
                                 fmt::format("{} 不是由登记库计数的指标", code),
                                 fmt::format("{} is not counted from records", code)}
                          .hint("看它的填报数", "look at the figures reported for it"));
}

}  // namespace

Result<record::SharedRegistries> open_registries(store::Store& store, const pack::Catalog& catalog,
                                                 const pack::Pack& pack) {
    auto registries = record::Registries::of(catalog, &pack);
    if (!registries) return unexpected(std::move(registries.error()));
    for (const auto check : {&record::check_formulas, &record::check_rosters}) {
        Diagnostics wrong = check(*registries, pack.objects);
        if (!wrong.empty()) return unexpected(std::move(wrong.front()));
    }
    if (auto made = record::make_tables(store, *registries, "system"); !made) {
        return unexpected(std::move(made.error()));
    }
    return std::make_shared<const record::Registries>(std::move(*registries));
}

CountingPlan counting_plan(const record::Registries& registries, const pack::Lookup& lookup,
                           const pack::ObjectSet& pack, const pack::ObjectSet& catalog,
                           const pack::Manifest& manifest) {
    CountingPlan plan{&registries, &lookup, {}, manifest.region, {}, manifest.year};
    for (const pack::ObjectSet* set : {&pack, &catalog}) {
        for (const auto& entry : set->indicators) {
            // What the pack defines anew stands for the catalog's.
            const bool is_in_force = lookup.indicator(entry.value.code) == &entry.value;
            if (entry.value.counts && is_in_force) plan.indicators.push_back(&entry.value);
        }
    }
    if (const pack::AdminUnit* region = lookup.unit(manifest.region)) {
        for (const pack::AdminUnit* county : counties_of(*region, manifest.year)) {
            plan.counties.push_back(county->code);
        }
    }
    return plan;
}

std::int64_t CountSlot::begin_us() const {
    constexpr std::int64_t kDayUs = 86'400'000'000;
    constexpr std::int64_t kChinaOffsetUs = 8 * 3'600'000'000;
    return until.days_since_1970() * kDayUs - kChinaOffsetUs;
}

std::vector<CountSlot> slots_of(const pack::Indicator& indicator, std::int32_t year,
                                base::Date today) {
    std::vector<CountSlot> slots;
    const auto add = [&](const std::optional<base::Period>& period) {
        if (!period || period->first_day() > today) return;
        slots.push_back({*period, std::min(period->last_day(), today)});
    };
    const bool is_flow = indicator.counts->when == pack::CountWhen::within_period;
    const bool is_share = indicator.counts->coverage.has_value();
    for (std::int32_t one = year - kYearsBefore; one <= year; ++one) {
        if (is_share) {
            add(base::Period::year(one));
            continue;
        }
        for (int month = one == year ? 1 : 12; month <= 12; ++month) {
            const auto last_month = base::Period::month(one, month);
            // A running total begins in January, but is none before its last month has begun.
            if (!last_month || last_month->first_day() > today) break;
            add(is_flow ? base::Period::running_total(one, month) : last_month);
        }
    }
    return slots;
}

Result<std::vector<store::Fact>> counted_facts(store::Connection& connection,
                                               const CountingPlan& plan,
                                               const pack::Indicator& indicator,
                                               const CountSlot& slot, std::int64_t since_us,
                                               std::optional<std::int64_t> known_at_us) {
    record::CountQuery query{.period = slot.period, .until = slot.until};
    query.known_at_us = known_at_us;
    return Counter(connection, plan, indicator, slot, since_us).count(query);
}

Result<Behind> records_behind(const Office& office, std::string_view code,
                              const base::Period& period, const store::Condition& allowed,
                              std::optional<std::int64_t> known_at_us) {
    const std::shared_ptr<const LivePack> live = office.live();
    auto indicator = counted_indicator(*live, code);
    if (!indicator) return unexpected(std::move(indicator.error()));
    auto registry = live->registries->require((*indicator)->counts->registry);
    if (!registry) return unexpected(std::move(registry.error()));
    auto reader = office.store().read();
    if (!reader) return unexpected(std::move(reader.error()));
    record::CountQuery query{.period = period, .until = office.today()};
    query.known_at_us = known_at_us;
    query.allowed = allowed;
    query.tells_corrections = true;
    Behind behind{.indicator = *indicator, .registry = *registry, .period = period};
    if ((*indicator)->counts->coverage) {
        auto covered = record::cover_records(reader->connection(), *live->registries,
                                             *(*indicator)->counts, query);
        if (!covered) return unexpected(std::move(covered.error()));
        behind.covered = std::move(*covered);
    } else {
        auto counted = record::count_records(reader->connection(), *live->registries,
                                             *(*indicator)->counts, query);
        if (!counted) return unexpected(std::move(counted.error()));
        behind.counted = std::move(*counted);
    }
    return behind;
}

std::vector<ControlTotal> control_totals(const Office& office, std::string_view indicator,
                                         const Moment& moment) {
    const std::shared_ptr<const LivePack> live = office.live();
    std::vector<std::string> units{live->manifest().region};
    if (const pack::AdminUnit* region = live->lookup.unit(live->manifest().region)) {
        for (const pack::AdminUnit* county : counties_of(*region, live->manifest().year)) {
            units.push_back(county->code);
        }
    }
    std::vector<ControlTotal> totals;
    const Office::Figures figures = office.figures(moment);
    const indicator::FactView reported = figures.reported.as_of(moment.reader());
    const indicator::FactView counted = figures.columns.as_of(moment.reader());
    for (const std::string& unit : units) {
        std::optional<base::Period> newest;
        for (const base::Period& period : reported.periods(indicator, unit)) {
            if (!newest || newest->last_day() < period.last_day()) newest = period;
        }
        if (!newest) continue;
        const auto fact = reported.find(indicator, unit, *newest);
        if (!fact) continue;
        ControlTotal total{unit, *newest, fact->value, {}, {}};
        if (const auto own = counted.find(indicator, unit, *newest)) {
            total.counted = own->value;
            total.difference = base::subtract(fact->value, own->value);
        }
        totals.push_back(std::move(total));
    }
    return totals;
}

}  // namespace kc::office
