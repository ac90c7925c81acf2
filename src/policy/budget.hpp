// SPDX-License-Identifier: Apache-2.0
// Sharing out a budget that is too small for all claims: first come, or the same share for each.
//
//   std::vector<Money> paid = share_out(pool, claims, {.rule = BudgetRule::pro_rata});
#pragma once

#include <cstdint>
#include <optional>
#include <vector>

#include "base/money.hpp"
#include "base/ratio.hpp"
#include "base/result.hpp"
#include "pack/policy_words.hpp"
#include "policy/model.hpp"
#include "policy/table.hpp"

namespace kc::policy {

struct BudgetClaim {
    base::Money amount = {};
    std::int64_t order = 0;  // first come: smaller goes first; equal ones in the order given
};

struct BudgetOptions {
    pack::BudgetRule rule = pack::BudgetRule::first_come;
    base::Money smallest = base::Money::yuan(1);  // parts are whole multiples of it
};

// One part for each claim, none above its claim. Together they are the pool exactly, down to less
// than one `smallest`, unless the claims need less. Pro rata, what rounding down leaves goes to the
// largest remainders, then to the first. An error when an amount is negative or too large to add.
Result<std::vector<base::Money>> share_out(base::Money pool, const std::vector<BudgetClaim>& claims,
                                           const BudgetOptions& options);

// Where a row stands among claims that come first come, first served: by the fact `order_by`. Who
// does not say when, comes last.
std::int64_t place_in_line(const SubjectTable& table, std::size_t row, const Policy& policy);

// An amount in 元 as money; empty when it is finer than 分 or too large.
std::optional<base::Money> money_of(const base::Ratio& yuan);

}  // namespace kc::policy
