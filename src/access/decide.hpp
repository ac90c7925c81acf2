// SPDX-License-Identifier: Apache-2.0
// The one decision about objects: which rows of a table somebody may read, change, sign …
//
// Asked about a table it is a condition for WHERE; asked about a row it is yes or no, with the rule
// that decided. Both come from the same clauses (clause.hpp), and a test holds them against each
// other. Lists, counts, charts, searches, exports and attachments all use `compile`: nothing is
// filtered after the query.
//
//   store::Condition mine = compile(call.actor, Verb::read, firms);
//   connection.query("SELECT number FROM firm f WHERE " + store::numbered(mine, 1),
//                    store::values_of(mine));
//   RowDecision decision = decide(call.actor, Verb::verify, firms, row);
#pragma once

#include <string>
#include <vector>

#include "access/role.hpp"
#include "access/subject.hpp"
#include "store/condition.hpp"

namespace kc::access {

// The rows on which `actor` may do this. `never()` when no role of theirs allows it anywhere. What
// is NULL in a column satisfies no rule that asks for it.
store::Condition compile(const Actor& actor, Verb verb, const SubjectShape& shape);

// How near a rule came to allowing, the nearest last.
enum class Outcome : std::uint8_t {
    no_role,    // no role of the person has this action on this kind of object
    denied,     // a role forbids it
    registry,   // not in this registry
    scope,      // outside the units, sections, firm … of the grant
    part,       // has no part in this record
    state,      // not in this state
    own_entry,  // nobody does this to what they entered themselves
    allowed,
};

struct RowDecision {
    Outcome outcome = Outcome::no_role;
    std::string rule = {};          // "role.county_clerk.enter"; empty when none came near
    std::string on_behalf_of = {};  // whose role it is, when it was delegated
    std::string zh = {};            // one sentence
    std::string en = {};

    [[nodiscard]] bool allowed() const { return outcome == Outcome::allowed; }
};

// The first rule that allows, or the one that came nearest.
RowDecision decide(const Actor& actor, Verb verb, const SubjectShape& shape, const SubjectRow& row);

// Every rule that speaks of this action on this kind, with its outcome.
std::vector<RowDecision> explain(const Actor& actor, Verb verb, const SubjectShape& shape,
                                 const SubjectRow& row);

// What is seen of a field in the rows that may be read: at least and at most.
struct FieldView {
    std::string name = {};
    FieldClass field_class = FieldClass::internal;
    Sight least = Sight::hidden;
    Sight most = Sight::hidden;

    // Sorting or filtering by what one does not see tells what it is.
    [[nodiscard]] bool may_filter() const { return least == Sight::clear; }
};

// Over all rows: a field whose `most` is hidden has no column in lists and exports. `verb` is read
// or take_out.
std::vector<FieldView> visible_fields(const Actor& actor, const SubjectShape& shape,
                                      Verb verb = Verb::read);

// In one row; `least` and `most` are the same.
std::vector<FieldView> visible_fields(const Actor& actor, const SubjectShape& shape,
                                      const SubjectRow& row, Verb verb = Verb::read);

// The rows in which fields of a class are seen at least so well, for a list whose rows differ:
// SELECT …, (<condition>) AS sees_personal.
store::Condition compile_sight(const Actor& actor, const SubjectShape& shape, FieldClass of,
                               Sight at_least, Verb verb = Verb::read);

}  // namespace kc::access
