// SPDX-License-Identifier: Apache-2.0
// Lists of records: filtered, searched, sorted, page by page.
//
// There is no list without `allowed`, the condition that says what the reader may see: of each
// record the one row that is in his reach (source.hpp). A page is found from the last row of the
// one before (its cursor), never by skipping, so page 1000 costs what page 1 does.
//
//   ListQuery query{.filter = *field_condition(registry, "region", Comparison::equal, "341823", …),
//                   .search = "精密", .sort = "name", .limit = 50};
//   Result<Page> page = list(connection, registry, allowed, query);
//   query.cursor = page->next;          // empty after the last page
#pragma once

#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.hpp"
#include "record/record.hpp"
#include "store/condition.hpp"
#include "store/connection.hpp"

namespace kc::record {

struct ListQuery {
    store::Condition filter = store::always();
    std::string search = {};       // words; all must be in the record's texts
    bool search_personal = false;  // also in personal fields: only for who may read them
    bool with_merged = false;      // duplicates that were merged away
    std::string sort = {};         // a field's code or one of `columns`; without it, by number
    bool descending = false;       // what has no value comes last either way
    std::string cursor = {};       // of the page before
    std::int32_t limit = 50;       // 1 … kMaxPage
    std::optional<std::int64_t> known_at_us = {};  // the list as known at a moment
    // Of the rows of a record in reach the first of which this holds: counting() for what counts.
    store::Condition picks = store::always();
    bool present_only = false;  // no row stands for another: for what is done with records
};

struct Page {
    std::vector<Record> records = {};
    std::string next = {};  // cursor; empty on the last page
};

// Errors: E-record-sort, E-record-cursor, E-record-page, E-record-search.
Result<Page> list(store::Connection& connection, const Registry& registry,
                  const store::Condition& allowed, const ListQuery& query);

// How many there are, counting no further than `at_most`. Sort, cursor and limit do not matter.
Result<std::int64_t> count(store::Connection& connection, const Registry& registry,
                           const store::Condition& allowed, const ListQuery& query,
                           std::int64_t at_most);

// Calls use(record) for all records of the query, in its order; for exports. Stops when it says no.
Result<void> for_each_record(store::Connection& connection, const Registry& registry,
                             const store::Condition& allowed, ListQuery query,
                             const std::function<bool(const Record&)>& use);

enum class Comparison : std::uint8_t {
    equal,
    not_equal,
    less,
    at_most,
    more,
    at_least,
    contains,  // texts and codes
    empty,     // no value; the text is not looked at
    filled,
};
// "=", "!=", "<", "<=", ">", ">=", "contains", "empty", "filled"; empty for something else.
std::optional<Comparison> comparison_of(std::string_view word);

// One field against a value as people write it. A region takes in everything below it.
Result<store::Condition> field_condition(const Registry& registry, const Regions& regions,
                                         std::string_view field, Comparison comparison,
                                         std::string_view text, base::Date today);

// Valid on a day: begun, not run out, not closed or merged. What has no first day began before
// anybody wrote it down.
store::Condition valid_on(base::Date day);
// And rows that say so with somebody's word for it, for `picks`: no drafts, nothing sent back or
// withdrawn. Of what was sent back, what was approved of it says whether it is valid.
store::Condition counting();

}  // namespace kc::record
