// SPDX-License-Identifier: Apache-2.0
// Shares of records that were fixed on a day.
#include <algorithm>
#include <map>
#include <utility>

#include "base/check.hpp"
#include "record/count_rows.hpp"

namespace kc::record {

using pack::Counts;

CoverageResult::Share CoverageResult::share() const {
    return {static_cast<std::int64_t>(covered.size()), static_cast<std::int64_t>(whole.size())};
}

CoverageResult::Share CoverageResult::of_unit(std::string_view unit) const {
    const auto in_unit = [&](const std::vector<CountedRecord>& records) {
        return static_cast<std::int64_t>(
            std::count_if(records.begin(), records.end(),
                          [&](const CountedRecord& one) { return one.unit == unit; }));
    };
    return {in_unit(covered), in_unit(whole)};
}

namespace {

base::Date frozen_day(const pack::Coverage& coverage, const CountQuery& query, base::Date last) {
    if (coverage.on) return *coverage.on;
    switch (coverage.frozen) {
        case pack::FrozenOn::last_day: return last;
        case pack::FrozenOn::first_day: return query.period.first_day();
        case pack::FrozenOn::year_before: break;
    }
    return base::Date::of(query.period.first_day().year() - 1, 12, 31)
        .value_or(query.period.first_day());
}

// What the filter says of each record of a fixed set on the last day; the records may have ended
// since and are in the denominator all the same.
class Judge {
public:
    Judge(store::Connection& connection, const Registries& registries, const Registry& registry,
          const Counts& counts, const CountQuery& query, base::Date last,
          const std::vector<CountedRecord>& whole)
        : connection_(connection),
          registries_(registries),
          registry_(registry),
          counts_(counts),
          query_(query),
          last_(last),
          whole_(whole) {}

    // Sorts the set into yes, no and undecided.
    Result<void> sort(const pack::Located& formula, std::vector<CountedRecord>& yes,
                      std::vector<CountedRecord>& no, std::vector<CountedRecord>& open) {
        auto all = rows(formula);
        if (!all) return unexpected(std::move(all.error()));
        for (CountedRecord one : whole_) {
            const auto found = all->find(one.id);
            std::int64_t truth = 0;
            if (found != all->end()) {
                // In the set as it was when that was fixed, judged as it stands.
                truth = found->second.truth;
                one.version = found->second.record.version;
                one.correction_us = found->second.record.correction_us;
            }
            (truth == kYes ? yes : truth == kNo ? no : open).push_back(std::move(one));
        }
        return {};
    }

private:
    using Rows = std::map<RecordId, CountedRow>;

    Result<Rows> rows(const pack::Located& formula) {
        auto filter = compile_filter(
            formula.text, place_in(formula),
            filter_rows(registry_, registries_, counts_, query_.period.first_day(), last_, query_));
        if (!filter) return unexpected(std::move(filter.error()));
        const Standing standing = standing_on(registry_, counts_, last_, query_);
        Selection selection;
        if (query_.tells_corrections) selection.correction_us = standing.correction_us();
        Rows all;
        // What stands goes before what is newest.
        for (const store::Condition& where : {standing.counts(), standing.is_newest_uncounted()}) {
            auto read = read_counted(connection_, registry_, selection, *filter, where, true);
            if (!read) return unexpected(std::move(read.error()));
            for (CountedRow& row : *read) {
                const RecordId id = row.record.id;
                all.emplace(id, std::move(row));
            }
        }
        return all;
    }

private:
    store::Connection& connection_;
    const Registries& registries_;
    const Registry& registry_;
    const Counts& counts_;
    const CountQuery& query_;
    base::Date last_;
    const std::vector<CountedRecord>& whole_;
};

}  // namespace

Result<CoverageResult> cover_records(store::Connection& connection, const Registries& registries,
                                     const Counts& counts, const CountQuery& query) {
    KC_CHECK(counts.coverage.has_value());
    auto registry = registries.require(counts.registry);
    if (!registry) return unexpected(std::move(registry.error()));
    CoverageResult result;
    result.day = last_day(query);
    result.frozen_on = frozen_day(*counts.coverage, query, result.day);

    Counts denominator = counts;
    denominator.filter = counts.coverage->of;
    denominator.coverage.reset();
    CountQuery frozen = query;
    const auto month = base::Period::month(result.frozen_on.year(), result.frozen_on.month());
    KC_CHECK(month.has_value());
    frozen.period = *month;
    frozen.until = result.frozen_on;
    auto whole = count_records(connection, registries, denominator, frozen);
    if (!whole) return unexpected(std::move(whole.error()));
    result.whole = std::move(whole->records);

    Judge judge(connection, registries, **registry, counts, query, result.day, result.whole);
    auto sorted = judge.sort(counts.filter, result.covered, result.at_zero, result.no_data);
    if (!sorted) return unexpected(std::move(sorted.error()));
    for (const pack::CoverageItem& item : counts.coverage->items) {
        ItemResult& one = result.items.emplace_back();
        one.code = item.code;
        one.name = item.name;
        std::vector<CountedRecord> cleared;
        auto done = judge.sort(item.filter, cleared, one.at_zero, one.no_data);
        if (!done) return unexpected(std::move(done.error()));
        one.cleared = static_cast<std::int64_t>(cleared.size());
    }
    return result;
}

}  // namespace kc::record
