// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <set>

#include "policy/answer.hpp"
#include "policy/levers.hpp"
#include "policy/limits.hpp"
#include "policy/missing.hpp"
#include "policy/reasons.hpp"

namespace kc::policy {
namespace {

using formula::Cell;
using formula::Value;

void add_nodes(const Line& line, std::vector<NodeId>& roots) {
    roots.push_back(line.node);
    if (line.comparator == Comparator::none) return;
    roots.push_back(line.value);
    roots.push_back(line.requirement);
}

void add_nodes(const Score& score, std::vector<NodeId>& roots) {
    roots.push_back(score.node);
    if (score.of.exists()) roots.push_back(score.of);
    for (const Row& row : score.rows) {
        if (row.condition) add_nodes(*row.condition, roots);
        for (const Edge* edge : {&row.low, &row.high}) {
            if (edge->exists()) roots.push_back(edge->node);
        }
        roots.push_back(row.points_low);
        roots.push_back(row.points_high);
    }
    for (const Score& part : score.parts) add_nodes(part, roots);
}

void add_nodes(const Reason& reason, std::vector<NodeId>& roots) {
    roots.push_back(reason.node);
    if (reason.form == Reason::Form::leaf) add_nodes(reason.line, roots);
    for (const Reason& child : reason.children) add_nodes(child, roots);
}

std::vector<NodeId> all_nodes(const Policy& policy) {
    std::vector<NodeId> roots{policy.decision};
    for (const Condition& condition : policy.conditions) {
        roots.push_back(condition.node);
        for (const Line& line : condition.lines) add_nodes(line, roots);
    }
    for (const Definition& definition : policy.definitions) roots.push_back(definition.node);
    for (const Score& score : policy.scores) add_nodes(score, roots);
    for (const Amount& amount : policy.amounts) {
        roots.push_back(amount.node);
        roots.push_back(amount.before_cap);
    }
    add_nodes(policy.reason, roots);
    if (policy.total.exists()) roots.push_back(policy.total);
    if (policy.amount_sum.exists()) roots.push_back(policy.amount_sum);
    std::sort(roots.begin(), roots.end());
    roots.erase(std::unique(roots.begin(), roots.end()), roots.end());
    return roots;
}

std::vector<NodeId> lever_nodes(const Policy& policy) {
    std::vector<NodeId> roots{policy.decision};
    if (policy.total.exists()) roots.push_back(policy.total);
    for (const Lever& lever : policy.levers) {
        if (lever.limit.exists()) roots.push_back(lever.limit);
    }
    return roots;
}

bool is_one(const Value& value) {
    return value.state == formula::kNumber && value.lo && value.hi && *value.lo == *value.hi;
}

// Room left (positive) or short by (negative); nothing for what has no distance.
std::optional<base::Ratio> distance(const LineAnswer& answer) {
    if (!is_one(*answer.value) || !is_one(*answer.requirement)) return std::nullopt;
    const formula::Kind kind = answer.value->type.kind;
    if (kind != formula::Kind::number && kind != formula::Kind::date) return std::nullopt;
    switch (answer.line->comparator) {
        case Comparator::at_most:
        case Comparator::less: return subtract(*answer.requirement->lo, *answer.value->lo);
        case Comparator::at_least:
        case Comparator::more: return subtract(*answer.value->lo, *answer.requirement->lo);
        default: return std::nullopt;
    }
}

LineAnswer answer_line(const Line& line, const formula::Evaluation& evaluation) {
    LineAnswer answer;
    answer.line = &line;
    answer.verdict = verdict_of(evaluation.outcomes(line.node));
    if (line.comparator == Comparator::none) return answer;
    answer.value = evaluation.value(line.value);
    answer.requirement = evaluation.value(line.requirement);
    answer.distance = distance(answer);
    return answer;
}

// The row of a table that certainly counts.
std::optional<std::size_t> certain_row(const Score& score, const formula::Evaluation& evaluation,
                                       const std::optional<Value>& of) {
    for (std::size_t i = 0; i < score.rows.size(); ++i) {
        const Row& row = score.rows[i];
        if (row.is_else) return i;
        if (row.condition) {
            const Verdict verdict = verdict_of(evaluation.outcomes(row.condition->node));
            if (verdict == Verdict::yes) return i;
            if (verdict == Verdict::open) return std::nullopt;
            continue;
        }
        if (!of || !is_one(*of)) return std::nullopt;
        bool inside = true;
        if (row.low.exists()) {
            const Value edge = evaluation.value(row.low.node);
            if (!is_one(edge)) return std::nullopt;
            inside &= row.low.is_inclusive ? *of->lo >= *edge.lo : *of->lo > *edge.lo;
        }
        if (row.high.exists()) {
            const Value edge = evaluation.value(row.high.node);
            if (!is_one(edge)) return std::nullopt;
            inside &= row.high.is_inclusive ? *of->lo <= *edge.lo : *of->lo < *edge.lo;
        }
        if (inside) return i;
    }
    return std::nullopt;
}

ScoreAnswer answer_score(const Score& score, const formula::Evaluation& evaluation) {
    ScoreAnswer answer;
    answer.score = &score;
    answer.points = evaluation.value(score.node);
    if (score.of.exists()) answer.of = evaluation.value(score.of);
    answer.row = certain_row(score, evaluation, answer.of);
    for (const Score& part : score.parts) answer.parts.push_back(answer_score(part, evaluation));
    if (score.form != ScoreForm::best_of) return answer;
    // The first of the best, so that the choice is the same every time.
    for (ScoreAnswer& part : answer.parts) {
        if (!is_one(answer.points) || !is_one(part.points)) continue;
        const bool is_best = *part.points.lo >= *answer.points.lo;
        const bool is_taken = std::any_of(answer.parts.begin(), answer.parts.end(),
                                          [](const ScoreAnswer& p) { return p.is_chosen; });
        part.is_chosen = is_best && !is_taken;
    }
    return answer;
}

// --- dates
// -----------------------------------------------------------------------------------------

std::vector<Expiry> expiries(const Policy& policy, std::span<const Cell> cells,
                             base::Date law_date) {
    std::vector<Expiry> found;
    for (const Outcome& outcome : policy.outcomes) {
        if (!outcome.expires) continue;
        const Cell& cell = cells[policy.facts[*outcome.expires].slot];
        const auto day = base::Date::of_days(cell.lo);
        if (cell.presence != Cell::Presence::known || !day) continue;
        Expiry expiry{&outcome, *day, base::days_between(law_date, *day), false};
        const auto warn = base::add_months(*day, -outcome.warn_months);
        expiry.is_due = outcome.warn_months > 0 && warn && *warn <= law_date;
        found.push_back(expiry);
    }
    return found;
}

}  // namespace

std::string_view to_string(Verdict verdict) {
    switch (verdict) {
        case Verdict::yes: return "yes";
        case Verdict::no: return "no";
        case Verdict::open: break;
    }
    return "open";
}

struct Asker::Parts {
    Parts(const PolicySet& s, const Policy& p, base::Date day)
        : set(s),
          policy(p),
          law_date(day),
          trace(s.plan(), all_nodes(p)),
          search(s.plan(), lever_nodes(p)),
          levers(s, p, search) {
        const auto parameters = s.parameters_on(day);
        trace.set_parameters(parameters);
        search.set_parameters(parameters);
    }

    Verdict verdict_with(std::vector<Cell> cells, std::size_t slot, std::int64_t count) {
        cells[slot] = Cell::known(count);
        search.run(cells);
        return verdict_of(search.outcomes(policy.decision));
    }

    void add_disputes(Answer& answer) {
        for (std::size_t i = 0; i < policy.facts.size(); ++i) {
            const BoundFact& bound = answer.facts.bound[i];
            for (const BoundFact::Other& other : bound.others) {
                const Verdict verdict =
                    verdict_with(answer.facts.cells, policy.facts[i].slot, other.count);
                answer.disputes.push_back(
                    {i, bound.state != FactState::disputed, other.source, other.count, verdict});
            }
            if (bound.state == FactState::disputed) {
                // The first claim of the dispute is one of its two sides.
                const Cell& cell = answer.facts.cells[policy.facts[i].slot];
                for (const std::int64_t count : {cell.lo, cell.hi}) {
                    const bool is_told = std::any_of(
                        bound.others.begin(), bound.others.end(),
                        [&](const BoundFact::Other& other) { return other.count == count; });
                    if (is_told || cell.presence != Cell::Presence::range) continue;
                    answer.disputes.push_back(
                        {i, false, bound.source, count,
                         verdict_with(answer.facts.cells, policy.facts[i].slot, count)});
                }
            }
        }
    }

    const PolicySet& set;
    const Policy& policy;
    base::Date law_date;
    formula::Evaluation trace;
    formula::Evaluation search;
    LeverSearch levers;
};

Asker::Asker(const PolicySet& set, const Policy& policy, base::Date law_date)
    : parts_(std::make_unique<Parts>(set, policy, law_date)) {}
Asker::~Asker() = default;
Asker::Asker(Asker&&) noexcept = default;
Asker& Asker::operator=(Asker&&) noexcept = default;

base::Date Asker::law_date() const {
    return parts_->law_date;
}

const formula::Evaluation& Asker::evaluate(std::span<const Cell> cells) {
    parts_->trace.run(cells);
    return parts_->trace;
}

std::optional<Proposal> Asker::cheapest(std::span<const Cell> cells) {
    auto proposals = parts_->levers.run(cells, 1);
    if (proposals.empty()) return std::nullopt;
    return std::move(proposals.front());
}

Answer Asker::ask(Facts facts, const AskOptions& options) {
    const Policy& policy = parts_->policy;
    const formula::Evaluation& values = evaluate(facts.cells);
    Answer answer;
    answer.set = &parts_->set;
    answer.policy = &policy;
    answer.law_date = parts_->law_date;
    answer.is_in_force = policy.law_fact || policy.holds_on(parts_->law_date);
    answer.verdict = verdict_of(values.outcomes(policy.decision));
    for (const Condition& condition : policy.conditions) {
        ConditionAnswer one{&condition, verdict_of(values.outcomes(condition.node)), {}};
        for (const Line& line : condition.lines) one.lines.push_back(answer_line(line, values));
        answer.conditions.push_back(std::move(one));
    }
    for (const Score& score : policy.scores) answer.scores.push_back(answer_score(score, values));
    if (policy.total.exists()) answer.total = values.value(policy.total);
    for (const Amount& amount : policy.amounts) {
        answer.amounts.push_back({&amount, values.value(amount.node)});
    }
    if (policy.amount_sum.exists()) answer.amount_sum = values.value(policy.amount_sum);
    const DecisiveReasons reasons =
        decisive_reasons(policy.reason, answer.verdict,
                         [&](NodeId node) { return verdict_of(values.outcomes(node)); });
    for (const Reason* one : reasons.because) {
        answer.because.push_back({one, answer_line(one->line, values)});
    }
    for (const Reason* one : reasons.otherwise) {
        answer.otherwise.push_back({one, answer_line(one->line, values)});
    }
    answer.expiries = expiries(policy, facts.cells, parts_->law_date);
    answer.readiness = readiness(policy, &facts.bound);
    for (std::size_t i = 0; i < facts.bound.size(); ++i) {
        if (facts.bound[i].is_stale) answer.stale.push_back(i);
        if (facts.bound[i].is_implausible) answer.implausible.push_back(i);
    }
    answer.facts = std::move(facts);
    parts_->add_disputes(answer);
    if (answer.verdict == Verdict::open && options.with_missing) {
        answer.missing = missing_facts(parts_->set, policy, parts_->search, answer.facts);
        answer.thresholds = thresholds(policy, parts_->search, answer.facts, answer.missing);
    }
    if (answer.verdict == Verdict::no && options.with_proposals && !policy.levers.empty()) {
        answer.proposals = parts_->levers.run(answer.facts.cells, kMaxProposals);
        answer.is_out_of_reach = answer.proposals.empty();
    }
    return answer;
}

Readiness readiness(const Policy& policy, const std::vector<BoundFact>* bound) {
    Readiness result;
    for (std::size_t i = 0; i < policy.facts.size(); ++i) {
        const Fact& fact = policy.facts[i];
        // With a subject, what counts is where its value came from; without, where it could.
        if (bound != nullptr && (*bound)[i].origin) {
            const bool is_authority = policy.origins[*(*bound)[i].origin].is_authoritative;
            (is_authority ? result.from_authorities : result.self_declared).push_back(i);
            continue;
        }
        if (fact.rank.empty()) {
            result.without_source.push_back(i);
            continue;
        }
        const bool has_authority =
            std::any_of(fact.rank.begin(), fact.rank.end(),
                        [&](std::size_t o) { return policy.origins[o].is_authoritative; });
        (has_authority ? result.from_authorities : result.self_declared).push_back(i);
    }
    result.is_ready = result.self_declared.empty() && result.without_source.empty();
    return result;
}

}  // namespace kc::policy
