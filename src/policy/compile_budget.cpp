// SPDX-License-Identifier: Apache-2.0
// The budget: one pool for everybody a policy says yes to.
#include <fmt/format.h>

#include "base/money.hpp"
#include "policy/compiler.hpp"
#include "policy/report.hpp"

namespace kc::policy {
namespace {

// Days and numbers put claims in an order; texts and yes/no do not.
bool has_order(pack::FactType type) {
    return type != pack::FactType::text && type != pack::FactType::yes_no;
}

}  // namespace

void Compiler::add_budget() {
    if (!text_.budget) return;
    const pack::PolicyBudget& text = *text_.budget;
    Budget budget{.text = &text, .cite = citations_.read_optional(text.cite)};
    const auto pool = compile(text.pool, formula::Type::number(formula::unit_named("元")));
    if (!pool) return;
    budget.pool = *pool;
    if (!builder_.so_far().inputs_of(*pool).empty()) {
        error(text.pool, {"E-budget-pool", "预算是一个总数，不能随对象变化",
                          "a budget is one amount; it cannot depend on the subject",
                          "写一个金额或参数", "write an amount or a parameter"});
        return;
    }
    if (policy_.amounts.empty()) {
        error(text.pool, {"E-budget-amounts", "没有 amounts，预算无从分配",
                          "there are no 'amounts' to share the budget out to",
                          "写上 amounts，或删去 budget", "add 'amounts', or remove 'budget'"});
        return;
    }
    if (!text.order_by.empty()) {
        for (std::size_t i = 0; i < policy_.facts.size(); ++i) {
            const Fact& fact = policy_.facts[i];
            const bool is_named =
                fact.label.zh == text.order_by.text || fact.label.code == text.order_by.text;
            if (is_named && has_order(fact.type)) budget.order = i;
        }
        if (!budget.order) {
            error(text.order_by,
                  {"E-budget-order", fmt::format("{} 不是日期或数", text.order_by.text),
                   fmt::format("{} is neither a date nor a number", text.order_by.text),
                   "写 facts 里一个日期的名称", "name a date of 'facts'"});
            return;
        }
    }
    const std::string step = text.round_to.empty() ? "1元" : text.round_to.text;
    const auto smallest = base::Money::parse(trimmed_half_width(step));
    if (!smallest || smallest->fen() <= 0) {
        error(text.round_to,
              {"E-value", fmt::format("“{}”不是金额", step), fmt::format("'{}' is no amount", step),
               "例如 1元", "for example 1元"});
        return;
    }
    budget.smallest = *smallest;
    policy_.budget = std::move(budget);
}

}  // namespace kc::policy
