// SPDX-License-Identifier: Apache-2.0
// Asks policies about a whole table.
//
//   TableRun run(set, {policy_a, policy_b}, law_date, {.threads = 2});
//   run.answer(table, [&](const RunAnswer& answer) { write(answer); });
#pragma once

#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "base/diagnostic.hpp"
#include "base/money.hpp"
#include "policy/answer.hpp"
#include "policy/table.hpp"

namespace kc::policy {

struct RunOptions {
    unsigned threads = 1;
    bool with_levers = true;  // look for the cheapest proposal of each no
};

// One subject under one policy.
struct RunAnswer {
    std::size_t row = 0;
    std::size_t policy = 0;  // index of the policies asked
    bool is_sound = true;    // false: the row cannot be read, and there is no verdict
    Verdict verdict = Verdict::open;
    std::optional<formula::Value> total = {};
    std::optional<formula::Value> amount = {};
    // Of a policy with a budget: what is paid when the table's claims share it. Empty without a
    // yes, and while the own amount is not certain.
    std::optional<base::Money> paid = {};
    std::vector<std::string> failed = {};   // of a no, in Chinese: what decides it
    std::vector<std::size_t> missing = {};  // facts: missing, and read by what is open
    std::optional<Proposal> proposal = {};
};

class TableRun {
public:
    TableRun(const PolicySet& set, std::vector<const Policy*> policies, base::Date law_date,
             const RunOptions& options = {});
    ~TableRun();

    // Row by row, each under every policy, in the order of the table. A budget is shared out among
    // the rows of this one table; claims that are not certain are reserved at their upper end, so
    // that nobody is promised too much. Tells which budgets could not be shared out.
    Diagnostics answer(const SubjectTable& table,
                       const std::function<void(const RunAnswer&)>& sink);

private:
    struct Parts;
    std::unique_ptr<Parts> parts_;
};

}  // namespace kc::policy
