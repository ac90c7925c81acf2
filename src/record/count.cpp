// SPDX-License-Identifier: Apache-2.0
#include "record/count.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <set>
#include <utility>

#include "base/check.hpp"
#include "pack/object_set.hpp"
#include "record/count_rows.hpp"
#include "record/filter.hpp"
#include "record/rows.hpp"
#include "record/source.hpp"
#include "record/standing.hpp"
#include "record/value.hpp"

namespace kc::record {
namespace {

using pack::Counts;
using pack::RegistryField;
using pack::ValueType;

std::int64_t days(base::Date day) {
    return day.days_since_1970();
}

// What the record says of its days; whether it was ended is Standing::is_there.
store::Condition valid_then(base::Date day) {
    return {
        "((h.valid_from IS NULL OR h.valid_from <= ?) AND (h.valid_to IS NULL OR h.valid_to >= "
        "?))",
        {days(day), days(day)}};
}

// Of records with an equal value only the one with the highest number, so that parts add up to
// the whole.
std::vector<CountedRow> once_each(std::vector<CountedRow> rows) {
    std::set<Cell> seen;
    std::vector<CountedRow> kept;
    for (auto row = rows.rbegin(); row != rows.rend(); ++row) {
        if (is_empty(row->distinct) || seen.insert(row->distinct).second) {
            kept.push_back(std::move(*row));
        }
    }
    std::reverse(kept.begin(), kept.end());
    return kept;
}

std::string date_column(const Registry& registry, const Counts& counts) {
    const auto& validity = registry.definition().validity;
    const std::string field =
        !counts.date.empty() ? counts.date : (validity ? validity->from : std::string());
    KC_CHECK(!field.empty());
    return fmt::format("{}.{}", kAlias, Registry::column(field));
}

Selection selection_of(const Registry& registry, const Counts& counts) {
    Selection selection;
    if (!counts.distinct.empty()) selection.distinct = registry.field(counts.distinct);
    if (!counts.sum.empty()) selection.sum = registry.field(counts.sum);
    for (const std::string& one : counts.dimensions) {
        selection.dimensions.push_back(registry.field(one));
    }
    return selection;
}

std::optional<base::Decimal> decimal_of(base::Int128 amount, int places) {
    return base::Decimal::of(amount, places);
}

Standing standing_of(const Registry& own, const Counts& counts, const CountQuery& query) {
    if (counts.when == pack::CountWhen::on_last_day)
        return standing_on(own, counts, last_day(query), query);
    // As it was on the day it is counted for: a firm that moved later counts where it was.
    return {own, counts.state, date_column(own, counts), {}, query.known_at_us.value_or(INT64_MAX)};
}

}  // namespace

Result<CountQuestion> question_of(const Registry& own, const Registries& registries,
                                  const Counts& counts, const CountQuery& query) {
    const base::Date last = last_day(query);
    auto filter =
        compile_filter(counts.filter.text, place_in(counts.filter),
                       filter_rows(own, registries, counts, query.period.first_day(), last, query));
    if (!filter) return unexpected(std::move(filter.error()));
    const Standing standing = standing_of(own, counts, query);
    store::Condition where;
    if (counts.when == pack::CountWhen::on_last_day) {
        where = store::both(valid_then(last), store::both(standing.counts(), standing.is_there()));
    } else {
        where = store::both({fmt::format("({0} >= ? AND {0} <= ?)", date_column(own, counts)),
                             {days(query.period.first_day()), days(last)}},
                            standing.counts());
    }
    where = store::both(where, seen_then(own, query.allowed, query.allowed_then));
    return CountQuestion{std::move(*filter), std::move(where)};
}

store::Condition counts_at_all(pack::CountedState from) {
    return {fmt::format("(life <> 'merged' AND state IN {})", counted_states(from)), {}};
}

store::Condition seen_then(const Registry& registry, const store::Condition& allowed,
                           const store::Condition& allowed_then) {
    return store::both(allowed_then, is_seen(registry, allowed, "h.id"));
}

std::optional<base::Decimal> CountResult::value() const {
    base::Int128 total = 0;
    for (const CountedRecord& one : records) total += one.amount;
    return decimal_of(total, places);
}

std::optional<base::Decimal> CountResult::of_unit(std::string_view code) const {
    base::Int128 total = 0;
    for (const CountedRecord& one : records) {
        if (one.unit == code) total += one.amount;
    }
    return decimal_of(total, places);
}

std::map<std::string, base::Decimal> CountResult::by_unit() const {
    std::map<std::string, base::Int128> totals;
    for (const CountedRecord& one : records) totals[one.unit] += one.amount;
    std::map<std::string, base::Decimal> values;
    for (const auto& [code, total] : totals) {
        if (const auto value = decimal_of(total, places)) values.emplace(code, *value);
    }
    return values;
}

Result<CountResult> count_records(store::Connection& connection, const Registries& registries,
                                  const Counts& counts, const CountQuery& query) {
    auto registry = registries.require(counts.registry);
    if (!registry) return unexpected(std::move(registry.error()));
    const Registry& own = **registry;
    auto question = question_of(own, registries, counts, query);
    if (!question) return unexpected(std::move(question.error()));
    Selection selection = selection_of(own, counts);
    if (query.tells_corrections)
        selection.correction_us = standing_of(own, counts, query).correction_us();
    auto rows = read_counted(connection, own, selection, question->filter, question->where, false);
    if (!rows) return unexpected(std::move(rows.error()));
    CountResult result;
    result.day = last_day(query);
    if (selection.sum != nullptr) {
        const bool is_money = selection.sum->type == ValueType::money;
        result.places = is_money ? 2 : selection.sum->places;
        result.unit = is_money ? base::Unit::parse("元").value() : selection.sum->unit;
    }
    std::vector<CountedRow> decided;
    for (CountedRow& row : *rows) {
        if (row.truth == kYes && row.has_amount) {
            decided.push_back(std::move(row));
        } else {
            result.undecided.push_back(row.record.id);
        }
    }
    for (CountedRow& row : once_each(std::move(decided))) {
        result.records.push_back(std::move(row.record));
    }
    return result;
}

std::optional<base::Decimal> Tally::value() const {
    base::Int128 total = 0;
    for (const auto& [code, amount] : amounts) total += amount;
    return decimal_of(total, places);
}

std::optional<base::Decimal> Tally::of_unit(const std::string& code) const {
    const auto found = amounts.find(code);
    return decimal_of(found == amounts.end() ? base::Int128{0} : found->second, places);
}

namespace {

// Sums may need more digits than the database has: they are added up here.
Result<Tally> tally_of_sum(store::Connection& connection, const Registries& registries,
                           const Counts& counts, const CountQuery& query) {
    auto counted = count_records(connection, registries, counts, query);
    if (!counted) return unexpected(std::move(counted.error()));
    Tally tally{.places = counted->places, .unit = counted->unit};
    tally.records = static_cast<std::int64_t>(counted->records.size());
    tally.undecided = static_cast<std::int64_t>(counted->undecided.size());
    for (const CountedRecord& one : counted->records) tally.amounts[one.unit] += one.amount;
    return tally;
}

}  // namespace

Result<Tally> tally_records(store::Connection& connection, const Registries& registries,
                            const Counts& counts, const CountQuery& query) {
    if (!counts.sum.empty()) return tally_of_sum(connection, registries, counts, query);
    auto registry = registries.require(counts.registry);
    if (!registry) return unexpected(std::move(registry.error()));
    auto question = question_of(**registry, registries, counts, query);
    if (!question) return unexpected(std::move(question.error()));
    const std::string& filter = question->filter.sql;
    const std::string same = counts.distinct.empty() ? std::string("CAST(NULL AS INTEGER)")
                                                     : "h." + Registry::column(counts.distinct);
    store::Condition all{
        fmt::format("WITH counted AS (SELECT h.id AS id, h.unit AS unit, CASE WHEN {0} THEN 2 WHEN "
                    "NOT {0} THEN 1 ELSE 0 END AS truth, {1} AS same FROM {2} AS h WHERE {3}) "
                    "SELECT unit, truth, count(*) FROM counted WHERE truth <> 1 AND (truth = 0 OR "
                    "same IS NULL OR id IN (SELECT max(id) FROM counted WHERE truth = 2 AND same "
                    "IS NOT NULL GROUP BY same)) GROUP BY unit, truth",
                    filter, same, (*registry)->history_table(), question->where.sql),
        question->filter.values};
    all.values.insert(all.values.end(), question->filter.values.begin(),
                      question->filter.values.end());
    all.values.insert(all.values.end(), question->where.values.begin(),
                      question->where.values.end());
    Tally tally;
    auto read = for_each_row(
        connection.query(store::numbered(all, 1), store::values_of(all)), [&](store::Rows& rows) {
            const auto number = rows.get<std::int64_t>(2);
            if (rows.get<std::int64_t>(1) != kYes) {
                tally.undecided += number;
                return;
            }
            tally.records += number;
            tally.amounts[rows.get<std::optional<std::string>>(0).value_or(std::string())] +=
                number;
        });
    if (!read) return unexpected(std::move(read.error()));
    return tally;
}

std::set<std::string> sources_of(const Registries& registries, const Counts& counts) {
    std::set<std::string> sources{counts.registry};
    const Registry* own = registries.find(counts.registry);
    if (own == nullptr) return sources;
    std::vector<const pack::Located*> formulas{&counts.filter};
    if (counts.coverage) {
        formulas.push_back(&counts.coverage->of);
        for (const pack::CoverageItem& item : counts.coverage->items)
            formulas.push_back(&item.filter);
    }
    const base::Date day = base::Date::of(2024, 12, 31).value();
    for (const pack::Located* formula : formulas) {
        auto compiled = compile_filter(formula->text, place_in(*formula),
                                       {*own, registries, {}, day, day, std::nullopt});
        if (!compiled) continue;
        // What a condition reads stands in it by its table's name; one name too many costs a count.
        for (const Registry& other : registries.all()) {
            if (compiled->sql.find(other.table()) != std::string::npos)
                sources.insert(other.code());
        }
    }
    return sources;
}

Diagnostics check_formulas(const Registries& registries, const pack::ObjectSet& set) {
    Diagnostics found;
    const base::Date day = base::Date::of(2024, 12, 31).value();
    for (const auto& entry : set.indicators) {
        if (!entry.value.counts) continue;
        const Counts& counts = *entry.value.counts;
        const Registry* registry = registries.find(counts.registry);
        if (registry == nullptr) continue;
        const auto check = [&](const pack::Located& formula) {
            Place place = place_in(formula);
            place.file =
                entry.origin.document == nullptr ? std::string() : entry.origin.place().file;
            auto compiled = compile_filter(formula.text, place,
                                           {*registry, registries, {}, day, day, std::nullopt});
            if (!compiled) found.push_back(std::move(compiled.error()));
        };
        check(counts.filter);
        if (!counts.coverage) continue;
        check(counts.coverage->of);
        for (const pack::CoverageItem& item : counts.coverage->items) check(item.filter);
    }
    return found;
}

}  // namespace kc::record
