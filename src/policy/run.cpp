// SPDX-License-Identifier: Apache-2.0
#include "policy/run.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <atomic>
#include <map>
#include <thread>

#include "policy/budget.hpp"
#include "policy/reasons.hpp"

namespace kc::policy {
namespace {

using formula::Cell;

struct Leaf {
    const Reason* reason = nullptr;
    std::vector<std::size_t> slots = {};
};

void collect_leaves(const Reason& reason, const formula::Plan& plan, std::vector<Leaf>& to) {
    if (reason.form == Reason::Form::leaf) {
        to.push_back({&reason, plan.inputs_of(reason.node)});
        return;
    }
    for (const Reason& child : reason.children) collect_leaves(child, plan, to);
}

// What is kept of a node for every row of the table.
struct Kept {
    std::vector<std::int64_t> lo = {};
    std::vector<std::int64_t> hi = {};
    std::vector<formula::State> states = {};
    std::vector<formula::Outcomes> outcomes = {};
};

base::Ratio in_unit(const formula::Node& node, std::int64_t count) {
    const auto decimal = base::Decimal::of(count);
    const auto value = decimal ? multiply(base::Ratio(*decimal), node.step) : std::nullopt;
    return value.value_or(base::Ratio());
}

}  // namespace

struct TableRun::Parts {
    Parts(const PolicySet& s, std::vector<const Policy*> p, base::Date day, const RunOptions& o)
        : set(s), policies(std::move(p)), law_date(day), options(o) {
        for (const Policy* policy : policies) {
            leaves.emplace_back();
            collect_leaves(policy->reason, set.plan(), leaves.back());
            want(policy->decision);
            if (policy->total.exists()) want(policy->total);
            if (policy->amount_sum.exists()) want(policy->amount_sum);
            if (policy->budget) want(policy->budget->pool);
            want_all(policy->reason);
        }
        batch = std::make_unique<formula::Batch>(set.plan(), wanted);
        batch->set_parameters(set.parameters_on(day));
    }

    void want_all(const Reason& reason) {
        want(reason.node);
        for (const Reason& child : reason.children) want_all(child);
    }

    void want(NodeId node) {
        if (kept.try_emplace(node).second) wanted.push_back(node);
    }

    void compute(const SubjectTable& table) {
        for (auto& [node, column] : kept) {
            const bool is_truth = set.plan().node(node).type.kind == formula::Kind::truth;
            column = {};
            if (is_truth) {
                column.outcomes.resize(table.rows());
            } else {
                column.lo.resize(table.rows());
                column.hi.resize(table.rows());
                column.states.assign(table.rows(), formula::kNumber);
            }
        }
        batch->run(
            table.view(), [&](const formula::BlockView& block) { keep(block); }, options.threads);
    }

    // Blocks are disjoint, so several threads may keep at a time.
    void keep(const formula::BlockView& block) {
        const auto put = [&](const auto& from, auto& to) {
            if (from.empty()) return;
            for (std::size_t i = 0; i < block.rows(); ++i) {
                to[block.first_row() + i] = from.size() == 1 ? from[0] : from[i];
            }
        };
        for (auto& [node, column] : kept) {
            if (!column.outcomes.empty()) {
                put(block.outcomes(node), column.outcomes);
                continue;
            }
            put(block.lo(node), column.lo);
            put(block.hi(node), column.hi);
            put(block.states(node), column.states);
        }
    }

    std::optional<formula::Value> value(NodeId node, std::size_t row) const {
        if (!node.exists()) return std::nullopt;
        const Kept& column = kept.at(node);
        const formula::Node& plan_node = set.plan().node(node);
        formula::Value value;
        value.type = plan_node.type;
        value.state = column.states[row];
        if (column.lo[row] != formula::kUnboundedBelow) {
            value.lo = in_unit(plan_node, column.lo[row]);
        }
        if (column.hi[row] != formula::kUnboundedAbove) {
            value.hi = in_unit(plan_node, column.hi[row]);
        }
        return value;
    }

    Verdict outcome(NodeId node, std::size_t row) const {
        return verdict_of(kept.at(node).outcomes[row]);
    }

    // What is missing and read by a part of the decision that is open.
    void add_missing(const SubjectTable& table, std::size_t row, std::size_t index,
                     RunAnswer& one) const {
        const Policy& policy = *policies[index];
        const std::vector<Cell> cells = table.row(row);
        for (const Leaf& leaf : leaves[index]) {
            if (outcome(leaf.reason->node, row) != Verdict::open) continue;
            for (std::size_t i = 0; i < policy.facts.size(); ++i) {
                const std::size_t slot = policy.facts[i].slot;
                const bool is_read =
                    std::find(leaf.slots.begin(), leaf.slots.end(), slot) != leaf.slots.end();
                const bool is_new =
                    std::find(one.missing.begin(), one.missing.end(), i) == one.missing.end();
                if (is_read && is_new && cells[slot].presence == Cell::Presence::missing) {
                    one.missing.push_back(i);
                }
            }
        }
    }

    RunAnswer answer(const SubjectTable& table, std::size_t row, std::size_t index,
                     Asker* asker) const {
        const Policy& policy = *policies[index];
        RunAnswer one;
        one.row = row;
        one.policy = index;
        one.is_sound = table.is_sound(row);
        if (!one.is_sound) return one;
        one.verdict = outcome(policy.decision, row);
        one.total = value(policy.total, row);
        one.amount = value(policy.amount_sum, row);
        if (one.verdict == Verdict::yes) return one;
        if (one.verdict == Verdict::no) {
            const DecisiveReasons reasons = decisive_reasons(
                policy.reason, one.verdict, [&](NodeId node) { return outcome(node, row); });
            for (const Reason* reason : reasons.because) {
                for (const std::string& name : reason->names) {
                    if (std::find(one.failed.begin(), one.failed.end(), name) == one.failed.end()) {
                        one.failed.push_back(name);
                    }
                }
            }
        } else {
            add_missing(table, row, index, one);
        }
        if (one.verdict == Verdict::no && asker != nullptr) {
            one.proposal = asker->cheapest(table.row(row));
        }
        return one;
    }

    // False when a claim has no upper end or all together are too large.
    bool share_budget(const SubjectTable& table, std::size_t index,
                      std::vector<RunAnswer>& answers) const {
        const Policy& policy = *policies[index];
        const Budget& budget = *policy.budget;
        std::vector<RunAnswer*> claiming;
        std::vector<BudgetClaim> claims;
        for (std::size_t row = 0; row < table.rows(); ++row) {
            RunAnswer& one = answers[row * policies.size() + index];
            if (!one.is_sound || one.verdict != Verdict::yes) continue;
            const auto most =
                one.amount && one.amount->hi ? money_of(*one.amount->hi) : std::nullopt;
            if (!most) return false;
            claims.push_back({*most, place_in_line(table, row, policy)});
            claiming.push_back(&one);
        }
        if (claims.empty()) return true;
        const auto pool = value(budget.pool, claiming.front()->row);
        const auto money = pool && pool->lo ? money_of(*pool->lo) : std::nullopt;
        if (!money) return false;
        const auto parts =
            share_out(*money, claims, {.rule = budget.text->rule, .smallest = budget.smallest});
        if (!parts) return false;
        for (std::size_t i = 0; i < claims.size(); ++i) {
            if (claiming[i]->amount->lo == claiming[i]->amount->hi) claiming[i]->paid = (*parts)[i];
        }
        return true;
    }

    const PolicySet& set;
    std::vector<const Policy*> policies;
    base::Date law_date;
    RunOptions options;
    std::vector<std::vector<Leaf>> leaves;
    std::vector<NodeId> wanted;
    std::map<NodeId, Kept> kept;
    std::unique_ptr<formula::Batch> batch;
};

TableRun::TableRun(const PolicySet& set, std::vector<const Policy*> policies, base::Date law_date,
                   const RunOptions& options)
    : parts_(std::make_unique<Parts>(set, std::move(policies), law_date, options)) {}
TableRun::~TableRun() = default;

Diagnostics TableRun::answer(const SubjectTable& table,
                             const std::function<void(const RunAnswer&)>& sink) {
    parts_->compute(table);
    const std::size_t policies = parts_->policies.size();
    const std::size_t count = table.rows() * policies;
    std::vector<RunAnswer> answers(count);
    // Looking for levers is most of the work of a no, so it is shared out too.
    constexpr std::size_t kStretch = 256;
    std::atomic<std::size_t> next{0};
    const auto work = [&] {
        std::vector<Asker> askers;
        for (const Policy* policy : parts_->policies) {
            askers.emplace_back(parts_->set, *policy, parts_->law_date);
        }
        for (;;) {
            const std::size_t begin = next.fetch_add(kStretch);
            if (begin >= count) return;
            for (std::size_t i = begin; i < std::min(begin + kStretch, count); ++i) {
                const std::size_t policy = i % policies;
                const bool levers =
                    parts_->options.with_levers && !parts_->policies[policy]->levers.empty();
                answers[i] =
                    parts_->answer(table, i / policies, policy, levers ? &askers[policy] : nullptr);
            }
        }
    };
    std::vector<std::jthread> helpers;
    for (unsigned i = 1; i < parts_->options.threads; ++i) helpers.emplace_back(work);
    work();
    helpers.clear();
    Diagnostics found;
    for (std::size_t i = 0; i < policies; ++i) {
        const Policy& policy = *parts_->policies[i];
        if (!policy.budget || parts_->share_budget(table, i, answers)) continue;
        found.push_back(
            Diagnostic{"W-budget",
                       {},
                       fmt::format("{} 的预算没有分配：有的金额还没有上限", policy.code),
                       fmt::format("the budget of {} is not shared out: an amount has no upper end",
                                   policy.code)}
                .hint("补上这些对象缺少的数据", "fill in what is missing about those subjects"));
        found.back().severity = Severity::warning;
    }
    for (const RunAnswer& one : answers) sink(one);
    return found;
}

}  // namespace kc::policy
