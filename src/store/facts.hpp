// SPDX-License-Identifier: Apache-2.0
// Reading facts: all of them in a stream, one, or the versions of one cell.
//
// The stream gives numbers, not texts: two facts about the same indicator carry the same term id.
// It is made for filling columns in memory (bench/store says how fast).
//
//   TermTable terms;
//   terms.refresh(connection);
//   scan_facts(connection, 0, [&](const FactRow& row) { columns.add(row); });
#pragma once

#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <vector>

#include "base/result.hpp"
#include "store/connection.hpp"
#include "store/fact.hpp"
#include "store/terms.hpp"

namespace kc::store {

// A fact as it is stored. Texts are ids of terms: a period as Period's to_string, dimensions as in
// fact_text.hpp, no source and no reporter as the empty text.
struct FactRow {
    std::int64_t id = 0;
    std::int64_t indicator = 0;
    std::int64_t unit = 0;
    std::int64_t period = 0;
    std::int64_t dimensions = 0;
    std::int64_t coefficient = 0;  // value = coefficient / 10^scale
    std::int64_t scale = 0;
    std::int64_t status = 0;
    std::int64_t known_at_us = 0;
    std::int64_t source = 0;
    std::int64_t who = 0;
};

// Every fact after number `after`, in the order of becoming known. The number of the last one, or
// `after` when there was none. Refresh the terms in the same snapshot, before.
Result<std::int64_t> scan_facts(Connection& connection, std::int64_t after,
                                const std::function<void(const FactRow&)>& use);

// With its texts; an error when the row is not one that the store can have written.
Result<Fact> to_fact(const FactRow& row, const TermTable& terms);

Result<std::optional<Fact>> find_fact(Connection& connection, std::int64_t id);

// What a figure is about.
struct Cell {
    std::string indicator = {};
    std::string unit = {};
    base::Period period;
    Dimensions dimensions = {};
};

inline constexpr std::size_t kMaxHistory = 1'000;

// Every version of the figure, the newest last; of more than kMaxHistory, the newest.
Result<std::vector<Fact>> fact_history(Connection& connection, const Cell& cell);

}  // namespace kc::store
