// SPDX-License-Identifier: Apache-2.0
#include "store/condition.hpp"

#include <algorithm>
#include <iterator>
#include <optional>
#include <utility>

#include "base/check.hpp"

namespace kc::store {

namespace {

bool is_always(const Condition& condition) {
    return condition.sql == "1 = 1";
}

bool is_never(const Condition& condition) {
    return condition.sql == "1 = 0";
}

Condition join(Condition a, const char* word, Condition b) {
    a.sql = "(" + a.sql + word + b.sql + ")";
    std::ranges::move(b.values, std::back_inserter(a.values));
    return a;
}

}  // namespace

// Written as comparisons, because PostgreSQL takes no number for yes or no.
Condition always() {
    return {"1 = 1", {}};
}

Condition never() {
    return {"1 = 0", {}};
}

Condition both(Condition a, Condition b) {
    if (is_always(a) || is_never(b)) return b;
    if (is_always(b) || is_never(a)) return a;
    return join(std::move(a), " AND ", std::move(b));
}

Condition either(Condition a, Condition b) {
    if (is_never(a) || is_always(b)) return b;
    if (is_never(b) || is_always(a)) return a;
    return join(std::move(a), " OR ", std::move(b));
}

Condition any_of(std::vector<Condition> conditions) {
    std::erase_if(conditions, is_never);
    if (std::ranges::any_of(conditions, is_always)) return always();
    if (conditions.empty()) return never();
    if (conditions.size() == 1) return std::move(conditions.front());
    Condition any{"(", {}};
    for (Condition& one : conditions) {
        if (any.sql.size() > 1) any.sql += " OR ";
        any.sql += one.sql;
        std::ranges::move(one.values, std::back_inserter(any.values));
    }
    any.sql += ")";
    return any;
}

Condition negation(Condition a) {
    if (is_always(a)) return never();
    if (is_never(a)) return always();
    a.sql = "(NOT " + a.sql + ")";
    return a;
}

Condition one_of(const std::string& column, std::vector<OwnedValue> values) {
    if (values.empty()) return never();
    std::string places = "?";
    for (std::size_t i = 1; i < values.size(); ++i) places += ", ?";
    return {"(" + column + " IN (" + places + "))", std::move(values)};
}

// As a truth, not as a number compared: PostgreSQL takes half of all rows to pass the one and half
// a percent the other.
Condition past_index(Condition a) {
    if (is_always(a) || is_never(a)) return a;
    a.sql = "(CASE WHEN " + a.sql + " THEN TRUE ELSE FALSE END)";
    return a;
}

std::string numbered(const Condition& condition, std::size_t first) {
    std::string out;
    std::size_t next = first;
    bool is_quoted = false;
    for (const char c : condition.sql) {
        if (c == '\'') is_quoted = !is_quoted;
        if (c == '?' && !is_quoted) {
            out += "$" + std::to_string(next++);
        } else {
            out += c;
        }
    }
    KC_CHECK(next - first == condition.values.size());
    return out;
}

std::vector<Value> values_of(const Condition& condition) {
    std::vector<Value> values;
    values.reserve(condition.values.size());
    for (const OwnedValue& value : condition.values) {
        if (const auto* number = std::get_if<std::int64_t>(&value)) {
            values.emplace_back(*number);
        } else if (const auto* text = std::get_if<std::string>(&value)) {
            values.emplace_back(*text);
        } else {
            values.emplace_back(std::nullopt);
        }
    }
    return values;
}

}  // namespace kc::store
