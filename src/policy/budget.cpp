// SPDX-License-Identifier: Apache-2.0
#include "policy/budget.hpp"

#include <algorithm>
#include <limits>
#include <numeric>

#include "base/int128.hpp"

namespace kc::policy {
namespace {

using base::Int128;
using base::Money;

std::vector<std::size_t> in_order(const std::vector<BudgetClaim>& claims) {
    std::vector<std::size_t> order(claims.size());
    std::iota(order.begin(), order.end(), std::size_t{0});
    std::stable_sort(order.begin(), order.end(), [&](std::size_t a, std::size_t b) {
        return claims[a].order < claims[b].order;
    });
    return order;
}

std::vector<Money> first_come(std::int64_t pool, const std::vector<BudgetClaim>& claims,
                              std::int64_t smallest) {
    std::vector<Money> parts(claims.size());
    for (const std::size_t i : in_order(claims)) {
        // The claim at which the pool runs out gets what is left, in whole multiples.
        std::int64_t part = std::min(claims[i].amount.fen(), pool);
        if (part < claims[i].amount.fen()) part -= part % smallest;
        parts[i] = *Money::of_fen(part);
        pool -= part;
    }
    return parts;
}

std::vector<Money> pro_rata(std::int64_t pool, const std::vector<BudgetClaim>& claims, Int128 sum,
                            std::int64_t smallest) {
    struct Part {
        std::size_t claim;
        Int128 remainder;
    };
    std::vector<std::int64_t> fen(claims.size());
    std::vector<Part> parts;
    std::int64_t left = pool;
    for (std::size_t i = 0; i < claims.size(); ++i) {
        // Both factors are below 10^18, so the product fits.
        const Int128 exact = Int128{claims[i].amount.fen()} * pool;
        const Int128 units = exact / (sum * smallest);
        fen[i] = static_cast<std::int64_t>(units) * smallest;
        left -= fen[i];
        parts.push_back({i, exact - units * sum * smallest});
    }
    std::stable_sort(parts.begin(), parts.end(),
                     [](const Part& a, const Part& b) { return a.remainder > b.remainder; });
    for (const Part& part : parts) {
        if (left < smallest) break;
        if (fen[part.claim] + smallest > claims[part.claim].amount.fen()) continue;
        fen[part.claim] += smallest;
        left -= smallest;
    }
    std::vector<Money> shares;
    for (const std::int64_t one : fen) shares.push_back(*Money::of_fen(one));
    return shares;
}

}  // namespace

Result<std::vector<Money>> share_out(Money pool, const std::vector<BudgetClaim>& claims,
                                     const BudgetOptions& options) {
    Int128 sum = 0;
    bool is_negative = pool.fen() < 0 || options.smallest.fen() <= 0;
    for (const BudgetClaim& claim : claims) {
        is_negative |= claim.amount.fen() < 0;
        sum += claim.amount.fen();
    }
    if (is_negative || sum > Money::kMaxFen) {
        return unexpected(Diagnostic{"E-budget",
                                     {},
                                     "预算或申请的金额不能相加",
                                     "the amounts of the budget or the claims cannot be added"}
                              .hint("金额不能为负，合计不能超出范围",
                                    "amounts cannot be negative or too large together"));
    }
    if (sum <= pool.fen()) {
        std::vector<Money> parts;
        for (const BudgetClaim& claim : claims) parts.push_back(claim.amount);
        return parts;
    }
    const std::int64_t smallest = options.smallest.fen();
    return options.rule == pack::BudgetRule::first_come
               ? first_come(pool.fen(), claims, smallest)
               : pro_rata(pool.fen(), claims, sum, smallest);
}

std::int64_t place_in_line(const SubjectTable& table, std::size_t row, const Policy& policy) {
    if (!policy.budget || !policy.budget->order) return 0;
    const formula::Cell cell = table.row(row)[policy.facts[*policy.budget->order].slot];
    const bool is_known = cell.presence == formula::Cell::Presence::known;
    return is_known ? cell.lo : std::numeric_limits<std::int64_t>::max();
}

std::optional<Money> money_of(const base::Ratio& yuan) {
    const auto exact = yuan.exact();
    if (!exact) return std::nullopt;
    const auto money = Money::from_yuan(*exact);
    return money ? std::optional(*money) : std::nullopt;
}

}  // namespace kc::policy
