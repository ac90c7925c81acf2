// SPDX-License-Identifier: Apache-2.0
// A condition of a WHERE clause together with its values, made to be joined with others.
//
// A condition owns its values, so that it can be kept and passed on. `?` stands for each value, in
// order; `numbered` writes them as $1, $2 … for a statement that already has some of its own.
//
//   Condition mine = both({"unit = ?", {std::string("341802")}}, {"closed_us IS NULL", {}});
//   connection.query("SELECT id FROM firm WHERE " + numbered(mine, 1), values_of(mine));
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <variant>
#include <vector>

#include "store/value.hpp"

namespace kc::store {

using OwnedValue = std::variant<std::monostate, std::int64_t, std::string>;

struct Condition {
    std::string sql = {};  // whole by itself: needs no parentheses of the caller's
    std::vector<OwnedValue> values = {};

    bool operator==(const Condition&) const = default;
};

Condition always();
Condition never();
Condition both(Condition a, Condition b);
Condition either(Condition a, Condition b);
// The same of many, without nesting: a parser has an end to its stack.
Condition any_of(std::vector<Condition> conditions);
Condition negation(Condition a);
// `column` in one of the values; never() for none of them.
Condition one_of(const std::string& column, std::vector<OwnedValue> values);
// The same rows, and no index is taken to find them: what stands in a CASE is not looked for in
// one, on either database. For what most rows pass, where the order of a list has to lead.
Condition past_index(Condition a);

// The SQL with its values numbered from `first`. A `?` inside quotes is left alone.
std::string numbered(const Condition& condition, std::size_t first);

// Looks at the condition's values: keep it alive meanwhile.
std::vector<Value> values_of(const Condition& condition);

}  // namespace kc::store
