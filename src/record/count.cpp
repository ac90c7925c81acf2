// SPDX-License-Identifier: Apache-2.0
#include "record/count.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <set>
#include <utility>

#include "base/check.hpp"
#include "pack/object_set.hpp"
#include "record/filter.hpp"
#include "record/rows.hpp"
#include "record/value.hpp"

namespace kc::record {
namespace {

using pack::Counts;
using pack::RegistryField;
using pack::ValueType;

constexpr std::int64_t kYes = 2;
constexpr std::int64_t kNo = 1;
constexpr std::string_view kAlias = "h";

Place place_in(const pack::Located& text) {
    return {{}, text.line, text.column + (text.quoted ? 1 : 0)};
}

std::int64_t days(base::Date day) {
    return day.days_since_1970();
}

// The last day that is looked at.
base::Date last_day(const CountQuery& query) {
    const base::Date last = query.period.last_day();
    return query.until && *query.until < last ? *query.until : last;
}

FilterRows rows_of(const Registry& registry, const Registries& registries, base::Date first,
                   base::Date last, const CountQuery& query) {
    return {registry, registries, std::string(kAlias), first, last, query.known_at_us};
}

// The version that holds on a day, as known: no later number covers it. `day` is SQL.
store::Condition holding_on(const Registry& registry, const std::string& day,
                            const std::vector<store::OwnedValue>& day_values,
                            std::int64_t known_at_us) {
    store::Condition condition;
    const auto covers = [&](std::string_view alias) {
        condition.values.emplace_back(known_at_us);
        for (int i = 0; i < 2; ++i) {
            condition.values.insert(condition.values.end(), day_values.begin(), day_values.end());
        }
        return fmt::format(
            "{0}.known_at_us <= ? AND ({0}.since IS NULL OR {0}.since <= {1}) AND "
            "({0}.until IS NULL OR {0}.until >= {1})",
            alias, day);
    };
    const std::string own = covers(kAlias);
    const std::string others = covers("later");
    condition.sql = fmt::format(
        "({} AND NOT EXISTS (SELECT 1 FROM {} AS later WHERE later.id = "
        "h.id AND later.version > h.version AND {}))",
        own, registry.history_table(), others);
    return condition;
}

store::Condition valid_then(base::Date day) {
    return {
        "((h.valid_from IS NULL OR h.valid_from <= ?) AND (h.valid_to IS NULL OR h.valid_to >= "
        "?) AND (h.closed_on IS NULL OR h.closed_on > ?))",
        {days(day), days(day), days(day)}};
}

// The reader's condition is about present rows.
store::Condition seen_by(const Registry& registry, const store::Condition& allowed) {
    if (allowed == store::always()) return allowed;
    return {fmt::format("(h.id IN (SELECT id FROM {} WHERE {}))", registry.table(), allowed.sql),
            allowed.values};
}

struct CountedRow {
    CountedRecord record = {};
    Cell distinct = {};
    std::int64_t truth = 0;  // kYes, kNo, 0 for neither
    bool has_amount = true;
};

// What is read of each version: "h.f_x" or nothing.
struct Selection {
    const RegistryField* distinct = nullptr;
    const RegistryField* sum = nullptr;
    std::vector<const RegistryField*> dimensions = {};
};

Cell read_any(store::Rows& rows, int column, const RegistryField& field) {
    if (is_whole_number(field.type)) {
        const auto number = rows.get<std::optional<std::int64_t>>(column);
        return number ? Cell(*number) : Cell();
    }
    auto text = rows.get<std::optional<std::string>>(column);
    return text ? Cell(std::move(*text)) : Cell();
}

CountedRow read_row(store::Rows& rows, const Selection& selection) {
    CountedRow row;
    row.record.id = rows.get<std::int64_t>(0);
    row.record.title = rows.get<std::string>(1);
    row.record.unit = rows.get<std::optional<std::string>>(2).value_or(std::string());
    row.truth = rows.get<std::int64_t>(3);
    int column = 4;
    if (selection.distinct != nullptr) {
        row.distinct = read_any(rows, column++, *selection.distinct);
    }
    if (selection.sum != nullptr) {
        const auto amount = rows.get<std::optional<std::int64_t>>(column++);
        row.has_amount = amount.has_value();
        row.record.amount = amount.value_or(0);
    }
    for (std::size_t i = 0; i < selection.dimensions.size(); ++i) {
        row.record.members.push_back(
            rows.get<std::optional<std::string>>(column++).value_or(std::string()));
    }
    return row;
}

// All versions that pass `where`, with what the filter says of each; those with no are left out
// unless they are wanted.
Result<std::vector<CountedRow>> read_rows(store::Connection& connection, const Registry& registry,
                                          const Selection& selection,
                                          const store::Condition& filter,
                                          const store::Condition& where, bool with_no) {
    std::string columns = "h.id AS id, h.title AS title, h.unit AS unit";
    store::Condition truth{
        fmt::format("CASE WHEN {0} THEN 2 WHEN NOT {0} THEN 1 ELSE 0 END", filter.sql),
        filter.values};
    truth.values.insert(truth.values.end(), filter.values.begin(), filter.values.end());
    std::string more;
    const auto add = [&](const RegistryField& field) {
        more += fmt::format(", h.{}", Registry::column(field.code));
    };
    if (selection.distinct != nullptr) add(*selection.distinct);
    if (selection.sum != nullptr)
        more += fmt::format(", h.{} AS amount", Registry::column(selection.sum->code));
    for (const RegistryField* field : selection.dimensions) {
        more += fmt::format(", h.{} AS dimension_{}", Registry::column(field->code), field->code);
    }
    store::Condition all{fmt::format("SELECT {}, {} AS truth{} FROM {} AS h WHERE {}", columns,
                                     truth.sql, more, registry.history_table(), where.sql),
                         truth.values};
    all.values.insert(all.values.end(), where.values.begin(), where.values.end());
    all.sql = fmt::format("SELECT * FROM ({}) AS counted{} ORDER BY id", all.sql,
                          with_no ? "" : " WHERE truth <> 1");
    std::vector<CountedRow> found;
    auto read =
        for_each_row(connection.query(store::numbered(all, 1), store::values_of(all)),
                     [&](store::Rows& rows) { found.push_back(read_row(rows, selection)); });
    if (!read) return unexpected(std::move(read.error()));
    return found;
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

// Which versions are looked at, and what is asked of each.
struct Question {
    store::Condition filter = {};
    store::Condition where = {};
};

Result<Question> question_of(const Registry& own, const Registries& registries,
                             const Counts& counts, const CountQuery& query) {
    const base::Date last = last_day(query);
    auto filter = compile_filter(counts.filter.text, place_in(counts.filter),
                                 rows_of(own, registries, query.period.first_day(), last, query));
    if (!filter) return unexpected(std::move(filter.error()));
    const std::int64_t known = query.known_at_us.value_or(INT64_MAX);

    store::Condition where = counts_at_all(counts.state, "h.");
    if (counts.when == pack::CountWhen::on_last_day) {
        where = store::both(where, holding_on(own, "?", {days(last)}, known));
        where = store::both(where, valid_then(last));
    } else {
        // As it was on the day it is counted for: a firm that moved later counts where it was.
        const std::string column = date_column(own, counts);
        where = store::both(where, holding_on(own, column, {}, known));
        where = store::both(where, {fmt::format("({0} >= ? AND {0} <= ?)", column),
                                    {days(query.period.first_day()), days(last)}});
    }
    where = store::both(where, seen_by(own, query.allowed));
    return Question{std::move(*filter), std::move(where)};
}

}  // namespace

store::Condition counts_at_all(pack::CountedState from, std::string_view prefix) {
    std::string_view states = "NOT IN ('draft', 'returned', 'withdrawn')";
    if (from == pack::CountedState::verified) states = "IN ('verified', 'published', 'closed')";
    if (from == pack::CountedState::published) states = "IN ('published', 'closed')";
    return {fmt::format("({0}life <> 'merged' AND {0}state {1})", prefix, states), {}};
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
    const Selection selection = selection_of(own, counts);
    auto rows = read_rows(connection, own, selection, question->filter, question->where, false);
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
          const CountQuery& query, base::Date last, const std::vector<CountedRecord>& whole)
        : connection_(connection),
          registries_(registries),
          registry_(registry),
          query_(query),
          last_(last),
          whole_(whole) {}

    Result<std::map<RecordId, std::int64_t>> truths(const pack::Located& formula) {
        auto filter = compile_filter(
            formula.text, place_in(formula),
            rows_of(registry_, registries_, query_.period.first_day(), last_, query_));
        if (!filter) return unexpected(std::move(filter.error()));
        const store::Condition where =
            holding_on(registry_, "?", {days(last_)}, query_.known_at_us.value_or(INT64_MAX));
        auto rows = read_rows(connection_, registry_, {}, *filter, where, true);
        if (!rows) return unexpected(std::move(rows.error()));
        std::map<RecordId, std::int64_t> truths;
        for (const CountedRow& row : *rows) truths.emplace(row.record.id, row.truth);
        return truths;
    }

    // Sorts the set into yes, no and undecided.
    Result<void> sort(const pack::Located& formula, std::vector<CountedRecord>& yes,
                      std::vector<CountedRecord>& no, std::vector<CountedRecord>& open) {
        auto all = truths(formula);
        if (!all) return unexpected(std::move(all.error()));
        for (const CountedRecord& one : whole_) {
            const auto found = all->find(one.id);
            const std::int64_t truth = found == all->end() ? 0 : found->second;
            (truth == kYes ? yes : truth == kNo ? no : open).push_back(one);
        }
        return {};
    }

private:
    store::Connection& connection_;
    const Registries& registries_;
    const Registry& registry_;
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

    Judge judge(connection, registries, **registry, query, result.day, result.whole);
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
