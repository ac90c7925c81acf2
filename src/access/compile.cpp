// SPDX-License-Identifier: Apache-2.0
// Clauses as SQL.
#include <algorithm>

#include "access/clause.hpp"
#include "access/decide.hpp"

namespace kc::access {
namespace {

store::Condition of_column(const Test& test, const std::string& column) {
    if (!test.in) {
        // NULL NOT IN (…) is not true, as it should be.
        if (test.values.empty()) return {"(" + column + " IS NOT NULL)", {}};
        return store::negation(store::one_of(column, {test.values.begin(), test.values.end()}));
    }
    store::Condition is_in = store::one_of(column, {test.values.begin(), test.values.end()});
    if (!test.may_be_absent) return is_in;
    return store::either({"(" + column + " IS NULL)", {}}, std::move(is_in));
}

store::Condition of_value(const Test& test, const std::optional<std::string>& value) {
    return passes(test, value) ? store::always() : store::never();
}

store::Condition of_parts(const Clause& clause, const SubjectShape& shape) {
    if (shape.id.empty()) return store::never();
    store::Condition part{
        "(EXISTS (SELECT 1 FROM process_role p WHERE p.subject = ? AND "
        "p.account = ? AND p.record = " +
            shape.id + " AND p.part IN (",
        {shape.name, clause.part_account}};
    for (std::size_t i = 0; i < clause.parts.size(); ++i) {
        part.sql += i == 0 ? "?" : ", ?";
        part.values.emplace_back(std::string(pack::to_string(clause.parts[i])));
    }
    part.sql += ")))";
    return part;
}

store::Condition of_clause(const Clause& clause, const SubjectShape& shape) {
    store::Condition all = store::always();
    for (const Test& test : clause.tests) {
        const Source& source = shape.source(test.attribute);
        all = store::both(std::move(all), source.is_column() ? of_column(test, source.column)
                                                             : of_value(test, source.value));
    }
    if (!clause.parts.empty()) all = store::both(std::move(all), of_parts(clause, shape));
    return all;
}

store::Condition any_of(const std::vector<Clause>& clauses, const SubjectShape& shape,
                        const auto& is_wanted) {
    store::Condition any = store::never();
    std::vector<store::Condition> met;
    for (const Clause& clause : clauses) {
        if (!is_wanted(clause)) continue;
        store::Condition one = of_clause(clause, shape);
        // Two grants often say the same; the database need not test it twice.
        if (std::find(met.begin(), met.end(), one) != met.end()) continue;
        met.push_back(one);
        any = store::either(std::move(any), std::move(one));
    }
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
