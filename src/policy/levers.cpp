// SPDX-License-Identifier: Apache-2.0
#include "policy/levers.hpp"

#include <algorithm>
#include <queue>

#include "policy/limits.hpp"

namespace kc::policy {
namespace {

using formula::Cell;

base::Ratio effort_of(const Policy& policy, std::span<const std::size_t> levers,
                      const std::int32_t* steps) {
    base::Ratio effort;
    for (std::size_t i = 0; i < levers.size(); ++i) {
        const auto part = multiply(base::Ratio(policy.levers[levers[i]].effort),
                                   base::Ratio(base::Decimal(steps[i])));
        if (part) effort = add(effort, *part).value_or(effort);
    }
    return effort;
}

// start + a..b times change, within what a count can be.
bool shift(Cell& cell, std::int64_t change, std::int32_t low, std::int32_t high) {
    std::int64_t from = 0;
    std::int64_t to = 0;
    if (__builtin_mul_overflow(change, std::int64_t{low}, &from)) return false;
    if (__builtin_mul_overflow(change, std::int64_t{high}, &to)) return false;
    if (from > to) std::swap(from, to);
    if (__builtin_add_overflow(cell.lo, from, &cell.lo)) return false;
    if (__builtin_add_overflow(cell.hi, to, &cell.hi)) return false;
    if (cell.lo < -formula::kMaxCount || cell.hi > formula::kMaxCount) return false;
    cell.presence = cell.lo == cell.hi ? Cell::Presence::known : Cell::Presence::range;
    return true;
}

// Whether a changed row can lie in the domains at all; a box that cannot is dropped.
bool may_lie_in_domains(const formula::Plan& plan, const Policy& policy,
                        std::span<const Cell> cells) {
    for (const Fact& fact : policy.facts) {
        const Cell& cell = cells[fact.slot];
        if (cell.presence != Cell::Presence::known && cell.presence != Cell::Presence::range) {
            continue;
        }
        const formula::InputField& field = plan.inputs()[fact.slot];
        const auto least = [&](const formula::Bound& bound) -> std::optional<std::int64_t> {
            if (!bound.input.exists()) return bound.count;
            const Cell& other = cells[plan.node(bound.input).slot];
            const bool given =
                other.presence == Cell::Presence::known || other.presence == Cell::Presence::range;
            return given ? std::optional(other.lo) : std::nullopt;
        };
        const auto most = [&](const formula::Bound& bound) -> std::optional<std::int64_t> {
            if (!bound.input.exists()) return bound.count;
            const Cell& other = cells[plan.node(bound.input).slot];
            const bool given =
                other.presence == Cell::Presence::known || other.presence == Cell::Presence::range;
            return given ? std::optional(other.hi) : std::nullopt;
        };
        const auto low = least(field.lowest);
        const auto high = most(field.highest);
        if ((low && cell.hi < *low) || (high && cell.lo > *high)) return false;
    }
    return true;
}

}  // namespace

bool LeverSearch::is_usable(const Lever& lever, std::span<const Cell> cells) const {
    return std::all_of(lever.changes.begin(), lever.changes.end(), [&](const LeverChange& change) {
        return cells[policy_.facts[change.fact].slot].presence == Cell::Presence::known;
    });
}

bool LeverSearch::apply(const Box& box, std::span<const std::size_t> levers,
                        std::span<const Cell> cells) {
    row_.assign(cells.begin(), cells.end());
    for (std::size_t i = 0; i < levers.size(); ++i) {
        for (const LeverChange& change : policy_.levers[levers[i]].changes) {
            Cell& cell = row_[policy_.facts[change.fact].slot];
            if (!shift(cell, change.counts, box.low[i], box.high[i])) return false;
        }
    }
    return may_lie_in_domains(set_.plan(), policy_, row_);
}

// Yes only when the whole box is a yes within all limits; no only when none of it can be.
Verdict LeverSearch::verdict(const Box& box, std::span<const std::size_t> levers,
                             std::span<const Cell> cells) {
    if (!apply(box, levers, cells)) return Verdict::no;
    ++runs_;
    evaluation_.run(row_);
    Verdict all = verdict_of(evaluation_.outcomes(policy_.decision));
    for (const std::size_t lever : levers) {
        const NodeId limit = policy_.levers[lever].limit;
        if (!limit.exists()) continue;
        const Verdict one = verdict_of(evaluation_.outcomes(limit));
        if (one == Verdict::no) return Verdict::no;
        if (one == Verdict::open && all == Verdict::yes) all = Verdict::open;
    }
    return all;
}

std::optional<Proposal> LeverSearch::best(std::span<const std::size_t> levers,
                                          std::span<const Cell> cells) {
    struct Waiting {
        base::Ratio effort;
        Box box;
    };
    const auto later = [](const Waiting& a, const Waiting& b) {
        if (a.effort != b.effort) return a.effort > b.effort;
        return a.box.low[0] + a.box.low[1] > b.box.low[0] + b.box.low[1];
    };
    std::priority_queue<Waiting, std::vector<Waiting>, decltype(later)> open(later);
    Box whole;
    for (std::size_t i = 0; i < levers.size(); ++i) {
        whole.low[i] = 1;
        whole.high[i] = policy_.levers[levers[i]].max_steps;
    }
    open.push({effort_of(policy_, levers, whole.low), whole});
    while (!open.empty() && runs_ < kMaxLeverRuns) {
        const Waiting next = open.top();
        open.pop();
        const Verdict all = verdict(next.box, levers, cells);
        if (all == Verdict::no) continue;
        const bool is_point =
            next.box.low[0] == next.box.high[0] && next.box.low[1] == next.box.high[1];
        if (is_point && all != Verdict::yes) continue;
        if (is_point || all == Verdict::yes) {
            // Boxes come by the effort of their cheapest corner, and this corner is a yes.
            Box corner = next.box;
            corner.high[0] = corner.low[0];
            corner.high[1] = corner.low[1];
            if (verdict(corner, levers, cells) != Verdict::yes) continue;
            Proposal proposal;
            for (std::size_t i = 0; i < levers.size(); ++i) {
                proposal.moves.push_back({levers[i], corner.low[i]});
            }
            proposal.effort = next.effort.exact().value_or(base::Decimal(0));
            if (policy_.total.exists()) proposal.total = evaluation_.value(policy_.total);
            return proposal;
        }
        // Cheap corners are looked at on their own: halving alone would visit them last.
        const std::size_t side =
            next.box.high[1] - next.box.low[1] > next.box.high[0] - next.box.low[0] ? 1 : 0;
        const std::int32_t middle =
            next.box.low[side] + (next.box.high[side] - next.box.low[side]) / 2;
        Box left = next.box;
        Box right = next.box;
        left.high[side] = middle;
        right.low[side] = middle + 1;
        open.push({effort_of(policy_, levers, left.low), left});
        open.push({effort_of(policy_, levers, right.low), right});
    }
    return std::nullopt;
}

std::vector<Proposal> LeverSearch::run(std::span<const Cell> cells, std::size_t wanted) {
    runs_ = 0;
    std::vector<std::size_t> usable;
    for (std::size_t i = 0; i < policy_.levers.size(); ++i) {
        if (is_usable(policy_.levers[i], cells)) usable.push_back(i);
    }
    std::vector<Proposal> found;
    for (const std::size_t lever : usable) {
        const std::size_t one[] = {lever};
        if (auto proposal = best(one, cells)) found.push_back(std::move(*proposal));
    }
    if (found.empty()) {
        for (std::size_t i = 0; i < usable.size(); ++i) {
            for (std::size_t j = i + 1; j < usable.size(); ++j) {
                const std::size_t two[] = {usable[i], usable[j]};
                if (auto proposal = best(two, cells)) found.push_back(std::move(*proposal));
            }
        }
    }
    std::stable_sort(found.begin(), found.end(),
                     [](const Proposal& a, const Proposal& b) { return a.effort < b.effort; });
    if (found.size() > wanted) found.resize(wanted);
    return found;
}

}  // namespace kc::policy
