// SPDX-License-Identifier: Apache-2.0
// Counting rules of indicators, carried out: figures with the very records behind them.
//
// A figure is a pure function of the rule, the period and what was known: the same question asked
// with the same `known_at_us` gives the same records for ever. A record under correction counts
// with what was approved (standing.hpp). Records that nobody can say
// anything about (a field of the filter is empty) are counted apart, never as no.
//
//   Result<CountResult> firms = count_records(connection, registries, *indicator.counts,
//                                             {.period = *Period::month(2024, 9)});
//   firms->value();            // 850
//   firms->of_unit("341823");  // 97
//   firms->records;            // the list behind the number
#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <vector>

#include "base/decimal.hpp"
#include "base/period.hpp"
#include "base/result.hpp"
#include "pack/objects.hpp"
#include "record/record.hpp"
#include "store/condition.hpp"
#include "store/connection.hpp"

namespace kc::record {

struct CountQuery {
    base::Period period;
    // Of a period that is still running: count up to this day. Its last day otherwise.
    std::optional<base::Date> until = {};
    std::optional<std::int64_t> known_at_us = {};
    // Of published figures always(); else the reader's, over rows that are seen now and, called h,
    // over the versions that are counted: who sees nothing of it now sees nothing of then.
    store::Condition allowed = store::always();
    store::Condition allowed_then = store::always();
    bool tells_corrections = false;  // for lists of what was counted
};

struct CountedRecord {
    RecordId id = 0;
    std::string title = {};
    std::string unit = {};                  // empty where the record has none
    std::vector<std::string> members = {};  // of the dimensions, in the rule's order; "" for none
    std::int64_t amount = 1;                // what it adds: 1, or the field summed up
    std::int64_t version = 0;               // what it counts with
    // Since when a correction is under way, while what was approved before counts.
    std::optional<std::int64_t> correction_us = {};

    bool operator==(const CountedRecord&) const = default;
};

struct CountResult {
    base::Date day = {};   // counted for, of a stock; the last day looked at, of a flow
    int places = 0;        // amounts are counts of 10^-places
    base::Unit unit = {};  // of a sum
    std::vector<CountedRecord> records = {};  // by number; of equal ones (distinct) only one
    std::vector<RecordId> undecided = {};     // a field that the filter asks for is empty

    // Empty when a sum needs more than 18 digits.
    [[nodiscard]] std::optional<base::Decimal> value() const;
    [[nodiscard]] std::optional<base::Decimal> of_unit(std::string_view unit) const;
    // Units that have records, with their values.
    [[nodiscard]] std::map<std::string, base::Decimal> by_unit() const;
};

// Not for coverages.
Result<CountResult> count_records(store::Connection& connection, const Registries& registries,
                                  const pack::Counts& counts, const CountQuery& query);

// The same figures without the records, counted where they are.
struct Tally {
    int places = 0;
    base::Unit unit = {};
    std::int64_t records = 0;
    std::int64_t undecided = 0;
    std::map<std::string, base::Int128> amounts = {};  // by unit; "" for records without one

    [[nodiscard]] std::optional<base::Decimal> value() const;
    [[nodiscard]] std::optional<base::Decimal> of_unit(const std::string& unit) const;
};
Result<Tally> tally_records(store::Connection& connection, const Registries& registries,
                            const pack::Counts& counts, const CountQuery& query);

struct ItemResult {
    std::string code = {};
    pack::Bilingual name = {};
    std::vector<CountedRecord> at_zero = {};
    std::vector<CountedRecord> no_data = {};  // nobody has said
    std::int64_t cleared = 0;
};

// A share of records that were fixed on a day.
struct CoverageResult {
    base::Date frozen_on = {};
    base::Date day = {};
    std::vector<CountedRecord> whole = {};
    std::vector<CountedRecord> covered = {};
    std::vector<CountedRecord> at_zero = {};  // the filter says no
    std::vector<CountedRecord> no_data = {};  // undecided: in the denominator, not covered
    std::vector<ItemResult> items = {};

    struct Share {
        std::int64_t covered = 0;
        std::int64_t whole = 0;
    };
    [[nodiscard]] Share share() const;
    [[nodiscard]] Share of_unit(std::string_view unit) const;
};

Result<CoverageResult> cover_records(store::Connection& connection, const Registries& registries,
                                     const pack::Counts& counts, const CountQuery& query);

// Of present rows: drafts and what was sent back or withdrawn count nowhere, what has not come so
// far does not count yet; duplicates count with the record they went into.
store::Condition counts_at_all(pack::CountedState from);

// Versions called h that the reader may see as they are, of records that he may see now.
store::Condition seen_then(const Registry& registry, const store::Condition& allowed,
                           const store::Condition& allowed_then);

// Codes of the registries that a figure is counted from: its own, and those its formulas look into.
std::set<std::string> sources_of(const Registries& registries, const pack::Counts& counts);

// Errors of formulas, at their place in the pack's file. For when a pack is opened.
Diagnostics check_formulas(const Registries& registries, const pack::ObjectSet& set);

}  // namespace kc::record
