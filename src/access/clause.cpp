// SPDX-License-Identifier: Apache-2.0
#include "access/clause.hpp"

#include <algorithm>

#include <fmt/format.h>

namespace kc::access {
namespace {

template <typename T>
bool has(const std::vector<T>& list, const T& value) {
    return std::find(list.begin(), list.end(), value) != list.end();
}

std::vector<std::string> words_for(const std::vector<RecordState>& states) {
    std::vector<std::string> words;
    for (const RecordState state : states) words.emplace_back(pack::to_string(state));
    std::sort(words.begin(), words.end());
    return words;
}

// Who the holder is when this role is used: a delegated one is used as its owner.
const std::string& person_of(const Actor& actor, const Holding& holding) {
    return holding.on_behalf_of.empty() ? actor.name : holding.on_behalf_of;
}

void add_reach(const Actor& actor, const Standing& standing, Clause& clause) {
    const Holding& holding = *clause.holding;
    const auto in = [&](Attribute attribute, std::vector<std::string> values) {
        clause.tests.push_back({Outcome::scope, attribute, true, false, std::move(values)});
    };
    switch (clause.authority->within) {
        case Reach::own: return in(Attribute::owner, {person_of(actor, holding)});
        case Reach::body:
            return in(Attribute::body, holding.body.empty() ? std::vector<std::string>{}
                                                            : std::vector{holding.body});
        case Reach::unit: return in(Attribute::unit, holding.units);
        case Reach::section: return in(Attribute::section, holding.sections);
        case Reach::parent: return in(Attribute::unit, holding.above);
        case Reach::assigned:
            clause.parts = clause.authority->parts;
            clause.part_account = person_of(actor, holding);
            return;
        case Reach::city:
            // What belongs to no unit is the city's own.
            clause.tests.push_back({Outcome::scope, Attribute::unit, true, true, standing.city});
            return;
        case Reach::all: return;
    }
}

// A denial without states forbids everywhere; with states, in those.
void add_denials(const Standing& standing, Verb verb, ObjectKind kind, Clause& clause) {
    for (const Holding& holding : standing.holdings) {
        for (const pack::Denial& denial : holding.role->denials) {
            if (!has(denial.verbs, verb) || !has(denial.kinds, kind)) continue;
            if (denial.states.empty()) {
                clause.tests.insert(clause.tests.begin(),
                                    {Outcome::denied, Attribute::state, true, false, {}});
                return;
            }
            clause.tests.push_back(
                {Outcome::denied, Attribute::state, false, false, words_for(denial.states)});
        }
    }
}

// Kinds whose rows say who entered them.
bool is_entered(ObjectKind kind) {
    return kind == ObjectKind::record || kind == ObjectKind::form || kind == ObjectKind::matter ||
           kind == ObjectKind::document || kind == ObjectKind::disclosure;
}

// Nobody verifies or approves their own entry, whatever a pack says; roles add further actions.
// Those of any role held count: a second role must not free anybody from the rule of the first.
bool is_never_own(const Standing& standing, Verb verb, ObjectKind kind) {
    if (!is_entered(kind)) return false;
    if (verb == Verb::verify || verb == Verb::approve) return true;
    return std::any_of(standing.holdings.begin(), standing.holdings.end(),
                       [&](const Holding& one) { return has(one.role->not_own, verb); });
}

// One's own is also what the owner of a delegated role entered, and what one's delegates did: else
// two hands of one person would count as two people.
void add_own_entry(const Actor& actor, const Standing& standing, Verb verb, ObjectKind kind,
                   Clause& clause) {
    if (!is_never_own(standing, verb, kind)) return;
    std::vector<std::string> people = standing.delegates;
    people.push_back(actor.name);
    if (!clause.holding->on_behalf_of.empty()) people.push_back(clause.holding->on_behalf_of);
    std::sort(people.begin(), people.end());
    clause.tests.push_back(
        {Outcome::own_entry, Attribute::entered_by, false, false, std::move(people)});
}

Clause clause_of(const Actor& actor, const Standing& standing, const Holding& holding,
                 const pack::Authority& authority, Verb verb, ObjectKind kind) {
    Clause clause;
    clause.authority = &authority;
    clause.holding = &holding;
    clause.rule = fmt::format("{}.{}", holding.role->code, authority.id);
    add_denials(standing, verb, kind, clause);
    if (!authority.registries.empty()) {
        std::vector<std::string> registries = authority.registries;
        std::sort(registries.begin(), registries.end());
        clause.tests.push_back(
            {Outcome::registry, Attribute::registry, true, false, std::move(registries)});
    }
    add_reach(actor, standing, clause);
    if (!authority.states.empty())
        clause.tests.push_back(
            {Outcome::state, Attribute::state, true, false, words_for(authority.states)});
    add_own_entry(actor, standing, verb, kind, clause);
    return clause;
}

}  // namespace

std::vector<Clause> clauses_for(const Actor& actor, const Standing& standing, Verb verb,
                                ObjectKind kind) {
    std::vector<Clause> clauses;
    for (const Holding& holding : standing.holdings) {
        for (const pack::Authority& authority : holding.role->authorities) {
            if (has(authority.verbs, verb) && has(authority.kinds, kind))
                clauses.push_back(clause_of(actor, standing, holding, authority, verb, kind));
        }
    }
    return clauses;
}

}  // namespace kc::access
