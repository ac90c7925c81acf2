// SPDX-License-Identifier: Apache-2.0
// Clauses about one row.
#include "access/decide.hpp"

#include <algorithm>

#include <fmt/format.h>

#include "access/clause.hpp"
#include "access/words.hpp"

namespace kc::access {
namespace {

bool has_part(const Clause& clause, const SubjectShape& shape, const SubjectRow& row) {
    if (shape.id.empty()) return false;
    return std::any_of(row.parts.begin(), row.parts.end(), [&](const Part& part) {
        return part.account == clause.part_account &&
               std::find(clause.parts.begin(), clause.parts.end(), part.part) != clause.parts.end();
    });
}

Outcome outcome_of(const Clause& clause, const SubjectShape& shape, const SubjectRow& row) {
    Outcome nearest = Outcome::allowed;
    for (const Test& test : clause.tests) {
        const Source& source = shape.source(test.attribute);
        const auto& value = source.is_column() ? row.value(test.attribute) : source.value;
        if (!passes(test, value)) nearest = std::min(nearest, test.miss);
    }
    if (!clause.parts.empty() && !has_part(clause, shape, row))
        nearest = std::min(nearest, Outcome::part);
    return nearest;
}

// "“科室负责人”查看所辖科室的登记记录：允许". The rule's own name is for administrators; it stands
// in `rule`.
RowDecision told(const Clause& clause, Outcome outcome, Verb verb, ObjectKind kind) {
    RowDecision decision;
    decision.outcome = outcome;
    decision.rule = clause.rule;
    decision.on_behalf_of = clause.holding->on_behalf_of;
    const Words why = outcome_words(outcome);
    const pack::Bilingual& role = clause.holding->role->name;
    const Words reach = reach_words(clause.authority->within);
    decision.zh = fmt::format("“{}”{}{}{}：{}", role.zh, verb_words(verb).zh, reach.zh,
                              kind_words(kind).zh, why.zh);
    decision.en = fmt::format("{}, to {} a {} ({}): {}", role.en, verb_words(verb).en,
                              kind_words(kind).en, reach.en, why.en);
    if (!decision.on_behalf_of.empty()) {
        decision.zh += fmt::format("（代 {} 行使）", decision.on_behalf_of);
        decision.en += fmt::format(" (on behalf of {})", decision.on_behalf_of);
    }
    return decision;
}

RowDecision no_role(Verb verb, ObjectKind kind) {
    RowDecision decision;
    decision.zh = fmt::format("没有一个角色包含“{}{}”", verb_words(verb).zh, kind_words(kind).zh);
    decision.en =
        fmt::format("no role held covers: {} a {}", verb_words(verb).en, kind_words(kind).en);
    return decision;
}

std::vector<FieldView> views(const SubjectShape& shape, const std::vector<Clause>& clauses,
                             const auto& is_met) {
    std::vector<FieldView> list;
    for (const SubjectField& field : shape.fields) {
        FieldView view{field.name, field.field_class, Sight::clear, Sight::hidden};
        bool any = false;
        for (const Clause& clause : clauses) {
            if (!is_met(clause)) continue;
            const Sight sight = sight_of(clause.authority->sees, field.field_class);
            view.least = std::min(view.least, sight);
            view.most = std::max(view.most, sight);
            any = true;
        }
        if (!any) view.least = Sight::hidden;
        list.push_back(std::move(view));
    }
    return list;
}

}  // namespace

bool passes(const Test& test, const std::optional<std::string>& value) {
    if (!value) return test.in && test.may_be_absent;
    const bool found = std::binary_search(test.values.begin(), test.values.end(), *value);
    return found == test.in;
}

Sight sight_of(const pack::ClassSight& sees, FieldClass of) {
    switch (of) {
        case FieldClass::open: return sees.open;
        case FieldClass::internal: return sees.internal;
        case FieldClass::personal: return sees.personal;
        case FieldClass::secret: return sees.secret;
    }
    return Sight::hidden;
}

RowDecision decide(const Actor& actor, Verb verb, const SubjectShape& shape,
                   const SubjectRow& row) {
    const auto standing = standing_of(actor);
    const std::vector<Clause> clauses = clauses_for(actor, *standing, verb, shape.kind);
    const Clause* nearest = nullptr;
    Outcome best = Outcome::no_role;
    for (const Clause& clause : clauses) {
        const Outcome outcome = outcome_of(clause, shape, row);
        if (nearest != nullptr && outcome <= best) continue;
        nearest = &clause;
        best = outcome;
        if (best == Outcome::allowed) break;
    }
    return nearest == nullptr ? no_role(verb, shape.kind) : told(*nearest, best, verb, shape.kind);
}

std::vector<RowDecision> explain(const Actor& actor, Verb verb, const SubjectShape& shape,
                                 const SubjectRow& row) {
    const auto standing = standing_of(actor);
    std::vector<RowDecision> all;
    for (const Clause& clause : clauses_for(actor, *standing, verb, shape.kind))
        all.push_back(told(clause, outcome_of(clause, shape, row), verb, shape.kind));
    if (all.empty()) all.push_back(no_role(verb, shape.kind));
    return all;
}

std::vector<FieldView> visible_fields(const Actor& actor, const SubjectShape& shape, Verb verb) {
    const auto standing = standing_of(actor);
    return views(shape, clauses_for(actor, *standing, verb, shape.kind),
                 [](const Clause&) { return true; });
}

std::vector<FieldView> visible_fields(const Actor& actor, const SubjectShape& shape,
                                      const SubjectRow& row, Verb verb) {
    const auto standing = standing_of(actor);
    std::vector<FieldView> list = views(
        shape, clauses_for(actor, *standing, verb, shape.kind),
        [&](const Clause& clause) { return outcome_of(clause, shape, row) == Outcome::allowed; });
    // Of several rules that let one read a row, the one that shows most counts.
    for (FieldView& view : list) view.least = view.most;
    return list;
}

}  // namespace kc::access
