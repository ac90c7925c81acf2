// SPDX-License-Identifier: Apache-2.0
// The columns of the two large tables in the order in which this room reads them.
#pragma once

#include <string_view>

#include "store/facts.hpp"
#include "store/journal.hpp"
#include "store/statement.hpp"

namespace kc::store {

// All facts in the order of their numbers, also those with a number that the store never gives.
inline constexpr std::string_view kFactRows =
    "SELECT id, indicator, unit, period, dimensions, coefficient, scale, status, known_at_us, "
    "source, who FROM fact ORDER BY id";

// From a query that begins with the columns of kFactRows.
FactRow stored_fact(Rows& rows);

// All entries in order, with what vouches for them.
inline constexpr std::string_view kJournalRows =
    "SELECT sequence, known_at_us, actor, kind, key, payload, answer, facts_first, facts_count, "
    "facts_digest, leaf_hash, fact_checks FROM journal ORDER BY sequence";
inline constexpr int kLeafHashColumn = 10;
inline constexpr int kFactChecksColumn = 11;

// From a query that begins with the columns of kJournalRows.
JournalEntry stored_entry(Rows& rows);

}  // namespace kc::store
