// SPDX-License-Identifier: Apache-2.0
// Clauses as SQL.
#include <algorithm>

#include "access/clause.hpp"
#include "access/decide.hpp"
#include "pack/field_type.hpp"

namespace kc::access {
namespace {

// A statement takes some thousand values. Somebody with dozens of grants over a large tree of units
// may come above that; then codes stand in the SQL itself, which is safe because a code has no sign
// that means anything there (pack::is_code).
constexpr std::size_t kValuesMax = 900;

store::Condition in_list(const std::string& column, const std::vector<std::string>& values,
                         bool written_out) {
    const bool all_codes = std::all_of(values.begin(), values.end(),
                                       [](const std::string& one) { return pack::is_code(one); });
    if (!written_out || !all_codes || values.empty())
        return store::one_of(column, {values.begin(), values.end()});
    store::Condition list{"(" + column + " IN (", {}};
    for (std::size_t i = 0; i < values.size(); ++i)
        list.sql += (i == 0 ? "'" : ", '") + values[i] + "'";
    list.sql += "))";
    return list;
}

store::Condition of_column(const Test& test, const std::string& column, bool written_out) {
    if (!test.in) {
        // NULL NOT IN (…) is not true, as it should be.
        if (test.values.empty()) return {"(" + column + " IS NOT NULL)", {}};
        return store::negation(in_list(column, test.values, written_out));
    }
    store::Condition is_in = in_list(column, test.values, written_out);
    if (!test.may_be_absent) return is_in;
    return store::either({"(" + column + " IS NULL)", {}}, std::move(is_in));
}

store::Condition of_value(const Test& test, const std::optional<std::string>& value) {
    return passes(test, value) ? store::always() : store::never();
}

// A list of numbers, not EXISTS for each row: somebody with a part in ten records of a hundred
// thousand has those ten looked up.
store::Condition of_parts(const Clause& clause, const SubjectShape& shape) {
    if (shape.id.empty()) return store::never();
    store::Condition part{
        "(" + shape.id +
            " IN (SELECT p.record FROM process_role p WHERE p.subject = ? AND p.account = ? AND "
            "p.part IN (",
        {shape.name, clause.part_account}};
    for (std::size_t i = 0; i < clause.parts.size(); ++i) {
        part.sql += i == 0 ? "?" : ", ?";
        part.values.emplace_back(std::string(pack::to_string(clause.parts[i])));
    }
    part.sql += ")))";
    return part;
}

store::Condition of_clause(const Clause& clause, const SubjectShape& shape, bool written_out) {
    store::Condition all = store::always();
    for (const Test& test : clause.tests) {
        const Source& source = shape.source(test.attribute);
        all = store::both(std::move(all), source.is_column()
                                              ? of_column(test, source.column, written_out)
                                              : of_value(test, source.value));
    }
    if (!clause.parts.empty()) all = store::both(std::move(all), of_parts(clause, shape));
    return all;
}

store::Condition any_of(const std::vector<Clause>& clauses, const SubjectShape& shape,
                        const auto& is_wanted, bool written_out = false) {
    std::vector<store::Condition> met;
    for (const Clause& clause : clauses) {
        if (!is_wanted(clause)) continue;
        store::Condition one = of_clause(clause, shape, written_out);
        // Two grants often say the same; the database need not test it twice.
        if (std::find(met.begin(), met.end(), one) == met.end()) met.push_back(std::move(one));
    }
    store::Condition any = store::any_of(std::move(met));
    if (any.values.size() > kValuesMax && !written_out)
        return any_of(clauses, shape, is_wanted, true);
    return any;
}

}  // namespace

store::Condition compile(const Actor& actor, Verb verb, const SubjectShape& shape) {
    const auto standing = standing_of(actor);
    return any_of(clauses_for(actor, *standing, verb, shape.kind), shape,
                  [](const Clause&) { return true; });
}

store::Condition compile_sight(const Actor& actor, const SubjectShape& shape, FieldClass of,
                               Sight at_least, Verb verb) {
    const auto standing = standing_of(actor);
    return any_of(
        clauses_for(actor, *standing, verb, shape.kind), shape,
        [&](const Clause& clause) { return sight_of(clause.authority->sees, of) >= at_least; });
}

}  // namespace kc::access
