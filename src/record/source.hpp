// SPDX-License-Identifier: Apache-2.0
// What rows are read from: the rows of a registry that somebody sees, now or as known at a moment,
// or the very versions a figure was counted from.
//
// Of each record one row is seen: its present row or, where that is out of reach, the newest of
// what was approved of it and stands (approved.hpp) that is in reach. `allowed` is the one
// condition that access compiled: it is asked of each of these rows, and what a reader sees follows
// from where it holds. Reading the past asks for two rights: the condition has to hold for a row of
// then, and for one that is seen now.
//
// Parts bear the name of the registry's table, so conditions over its columns hold for all.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "base/result.hpp"
#include "record/record.hpp"
#include "store/condition.hpp"
#include "store/connection.hpp"
#include "store/statement.hpp"

namespace kc::record {

struct RowSource {
    struct Part {
        store::Condition from = {};  // for a FROM clause
        store::Condition where = store::always();
        bool is_approved = false;  // what was approved, in the place of present rows
    };

    const Registry* registry = nullptr;
    std::vector<Part> parts = {};  // together: no record is in two of them
};

struct Reading {
    std::optional<std::int64_t> known_at_us = {};  // without it, now
    // Of several rows that are in reach the first of which this holds, in a list of what counts,
    // say.
    store::Condition picks = store::always();
    bool present_only = false;  // for what is done with records
};
RowSource rows_seen(const Registry& registry, const store::Condition& allowed,
                    const Reading& reading = {});

// All rows of one part, whoever asks.
RowSource all_rows(const Registry& registry, bool is_approved,
                   std::optional<std::int64_t> known_at_us);

// Number and version; at most kMaxPage. Of versions whose record is seen now, those in reach.
using VersionKey = std::pair<RecordId, std::int64_t>;
RowSource versions_seen(const Registry& registry, const store::Condition& allowed,
                        const std::vector<VersionKey>& versions);

// Records of which some row is seen now, by the column that holds their number.
store::Condition is_seen(const Registry& registry, const store::Condition& allowed,
                         std::string_view id = "id");

// Statements over all parts. `rest` (ORDER BY, LIMIT) has no values and holds within each part: the
// rows of one part come after those of the other.
store::Condition select_from(const RowSource& source, const store::Condition& columns,
                             const store::Condition& where, const std::string& rest = {});
store::Condition select_records(const RowSource& source, const store::Condition& where,
                                const std::string& rest = {});
store::Condition count_rows(const RowSource& source, const store::Condition& where,
                            std::int64_t at_most);

// A row of select_records.
Record read_seen(store::Rows& rows, const Registry& registry);

}  // namespace kc::record
