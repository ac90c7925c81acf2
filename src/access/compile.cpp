// SPDX-License-Identifier: Apache-2.0
// Clauses as SQL.
#include <algorithm>
#include <optional>

#include "access/clause.hpp"
#include "access/decide.hpp"
#include "pack/field_type.hpp"

namespace kc::access {
namespace {

// A statement takes some thousand values, and that of a list asks several times who may see a row.
// Somebody with dozens of grants over a large tree of units may come above that; then codes stand
// in the SQL itself, which is safe because a code has no sign that means anything there
// (pack::is_code).
constexpr std::size_t kValuesMax = 200;

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

// A firm's, a person's own, a part in some records: few rows, which an index finds.
bool is_narrow(const Clause& clause) {
    return !clause.parts.empty() ||
           std::any_of(clause.tests.begin(), clause.tests.end(), [](const Test& test) {
               return test.in &&
                      (test.attribute == Attribute::body || test.attribute == Attribute::owner ||
                       test.attribute == Attribute::entered_by);
           });
}

store::Condition of_clause(const Clause& clause, const SubjectShape& shape, bool written_out) {
    store::Condition all = store::always();
    for (const Test& test : clause.tests) {
        all = store::both(std::move(all),
                          of_column(test, shape.source(test.attribute).column, written_out));
    }
    if (!clause.parts.empty()) all = store::both(std::move(all), of_parts(clause, shape));
    // Units and states have thousands of rows. Their index would be taken to find and sort all of
    // these for every page, where the order of the list meets the first fifty at once.
    return is_narrow(clause) ? all : store::past_index(std::move(all));
}

// Every value that passes `a` passes `b`.
bool implies(const Test& a, const Test& b) {
    if (a.attribute != b.attribute) return false;
    const auto holds_all = [](const std::vector<std::string>& whole,
                              const std::vector<std::string>& part) {
        return std::includes(whole.begin(), whole.end(), part.begin(), part.end());
    };
    if (a.in && b.in) return holds_all(b.values, a.values) && (!a.may_be_absent || b.may_be_absent);
    if (!a.in && !b.in) return holds_all(a.values, b.values);
    if (!a.in || a.may_be_absent) return false;
    return std::none_of(a.values.begin(), a.values.end(), [&](const std::string& one) {
        return std::binary_search(b.values.begin(), b.values.end(), one);
    });
}

// Every row that meets `a` meets `b`, so that "a or b" is b: what somebody may read anywhere in the
// county holds what he may read there as a draft.
bool is_within(const Clause& a, const Clause& b) {
    const bool has_parts =
        b.parts.empty() ||
        (!a.parts.empty() && a.part_account == b.part_account &&
         std::all_of(a.parts.begin(), a.parts.end(), [&](ProcessRole part) {
             return std::find(b.parts.begin(), b.parts.end(), part) != b.parts.end();
         }));
    return has_parts && std::all_of(b.tests.begin(), b.tests.end(), [&](const Test& test) {
               return std::any_of(a.tests.begin(), a.tests.end(),
                                  [&](const Test& own) { return implies(own, test); });
           });
}

// What the whole table has in common is decided here, once, and is no question to its rows. Nothing
// of a clause that no row of the table meets.
std::optional<Clause> of_table(Clause clause, const SubjectShape& shape) {
    std::vector<Test> open;
    for (Test& test : clause.tests) {
        const Source& source = shape.source(test.attribute);
        if (source.is_column())
            open.push_back(std::move(test));
        else if (!passes(test, source.value))
            return std::nullopt;
    }
    clause.tests = std::move(open);
    return clause;
}

// The widest of them; of two that say the same, one.
std::vector<Clause> widest(std::vector<Clause> clauses) {
    std::vector<Clause> kept;
    for (Clause& one : clauses) {
        const auto holds = [&](const Clause& other) { return is_within(one, other); };
        if (std::any_of(kept.begin(), kept.end(), holds)) continue;
        std::erase_if(kept, [&](const Clause& other) { return is_within(other, one); });
        kept.push_back(std::move(one));
    }
    return kept;
}

store::Condition any_of(const std::vector<Clause>& clauses, const SubjectShape& shape) {
    const auto written = [&](bool written_out) {
        std::vector<store::Condition> met;
        for (const Clause& clause : clauses) met.push_back(of_clause(clause, shape, written_out));
        return store::any_of(std::move(met));
    };
    store::Condition any = written(false);
    return any.values.size() > kValuesMax ? written(true) : any;
}

store::Condition compile_where(const Actor& actor, Verb verb, const SubjectShape& shape,
                               const auto& is_wanted) {
    const auto standing = standing_of(actor);
    std::vector<Clause> clauses;
    for (Clause& clause : clauses_for(actor, *standing, verb, shape.kind)) {
        if (!is_wanted(clause)) continue;
        if (auto open = of_table(std::move(clause), shape)) clauses.push_back(std::move(*open));
    }
    return any_of(widest(std::move(clauses)), shape);
}

}  // namespace

store::Condition compile(const Actor& actor, Verb verb, const SubjectShape& shape) {
    return compile_where(actor, verb, shape, [](const Clause&) { return true; });
}

store::Condition compile_sight(const Actor& actor, const SubjectShape& shape, FieldClass of,
                               Sight at_least, Verb verb) {
    return compile_where(actor, verb, shape, [&](const Clause& clause) {
        return sight_of(clause.authority->sees, of) >= at_least;
    });
}

}  // namespace kc::access
