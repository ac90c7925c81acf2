// SPDX-License-Identifier: Apache-2.0
#include "policy/sandbox.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "base/suggest.hpp"
#include "formula/batch.hpp"
#include "policy/budget.hpp"

namespace kc::policy {
namespace {

using formula::Outcomes;

// What one run over the table says, row by row.
struct Column {
    std::vector<Outcomes> outcomes = {};
    std::vector<std::int64_t> low = {};
    std::vector<std::int64_t> high = {};
    std::optional<base::Money> pool = {};
};

base::Ratio in_unit(const formula::Node& node, base::Int128 counts) {
    // Sums of a million amounts in 分 stay far below what a decimal holds.
    const auto decimal = base::Decimal::of(counts);
    const auto value = decimal ? multiply(base::Ratio(*decimal), node.step) : std::nullopt;
    return value.value_or(base::Ratio());
}

}  // namespace

Result<Edit> read_edit(const PolicySet& set, const Policy& policy, std::string_view text) {
    const std::size_t sign = text.find('=');
    const std::string name = trimmed_half_width(text.substr(0, sign));
    if (sign == std::string_view::npos) {
        return unexpected(Diagnostic{"E-edit",
                                     {},
                                     fmt::format("“{}”里没有等号", text),
                                     fmt::format("there is no equals sign in '{}'", text)}
                              .hint("写成 职工上限=600", "write staff_max=600"));
    }
    const Parameter* parameter = policy.find_parameter(name);
    if (parameter == nullptr) {
        std::vector<std::string> names;
        for (const Parameter& one : policy.parameters) {
            names.push_back(one.label.zh);
            names.push_back(one.label.code);
        }
        const auto near = base::nearest(name, names);
        return unexpected(
            Diagnostic{"E-no-parameter",
                       {},
                       fmt::format("没有参数“{}”", name),
                       fmt::format("there is no parameter '{}'", name)}
                .hint(near ? fmt::format("是不是 {}？", *near)
                           : fmt::format("参数有 {}", fmt::join(names, "、")),
                      near ? fmt::format("did you mean {}?", *near)
                           : fmt::format("the parameters are {}", fmt::join(names, ", "))));
    }
    const formula::Parameter& in_plan = set.plan().parameters()[parameter->slot];
    const auto value = formula::read_parameter(in_plan, trimmed_half_width(text.substr(sign + 1)));
    if (!value) return unexpected(value.error());
    return Edit{parameter, value->lo};
}

struct PolicySandbox::Parts {
    const PolicySet& set;
    const Policy& policy;
    const SubjectTable& table;
    std::vector<formula::ParameterValue> values;
    formula::Sandbox sandbox;
    Column before;

    static std::vector<NodeId> wanted(const Policy& policy) {
        std::vector<NodeId> nodes{policy.decision};
        if (policy.amount_sum.exists()) nodes.push_back(policy.amount_sum);
        if (policy.budget) nodes.push_back(policy.budget->pool);
        return nodes;
    }

    Parts(const PolicySet& s, const Policy& p, base::Date law_date, const SubjectTable& t,
          const std::vector<std::size_t>& slots, unsigned threads)
        : set(s),
          policy(p),
          table(t),
          values(s.parameters_on(law_date)),
          sandbox(s.plan(), wanted(p), slots, t.view(), values, threads) {
        before = run(values, threads);
    }

    Column run(const std::vector<formula::ParameterValue>& with, unsigned threads) const {
        Column column;
        column.outcomes.resize(table.rows());
        const bool has_amounts = policy.amount_sum.exists();
        if (has_amounts) {
            column.low.resize(table.rows());
            column.high.resize(table.rows());
        }
        const auto put = [](const auto& from, auto& to, const formula::BlockView& block) {
            for (std::size_t i = 0; i < block.rows(); ++i) {
                to[block.first_row() + i] = from.size() == 1 ? from[0] : from[i];
            }
        };
        sandbox.run(
            with,
            [&](const formula::BlockView& block) {
                put(block.outcomes(policy.decision), column.outcomes, block);
                if (!has_amounts) return;
                put(block.lo(policy.amount_sum), column.low, block);
                put(block.hi(policy.amount_sum), column.high, block);
                // The same in every row; only the first block writes it, so threads do not meet.
                if (!policy.budget || block.first_row() != 0) return;
                const formula::Node& node = set.plan().node(policy.budget->pool);
                column.pool = money_of(in_unit(node, block.lo(policy.budget->pool)[0]));
            },
            threads);
        return column;
    }

    // What is paid in all when these amounts, more than the pool together, share it.
    base::Ratio paid(const std::vector<std::int64_t>& amounts, base::Money pool) const {
        const formula::Node& node = set.plan().node(policy.amount_sum);
        std::vector<BudgetClaim> claims;
        for (std::size_t row = 0; row < table.rows(); ++row) {
            if (!table.is_sound(row) || amounts[row] <= 0) continue;
            const auto money = money_of(in_unit(node, amounts[row]));
            if (money) claims.push_back({*money, place_in_line(table, row, policy)});
        }
        const auto parts = share_out(
            pool, claims, {.rule = policy.budget->text->rule, .smallest = policy.budget->smallest});
        base::Int128 fen = 0;
        if (!parts) return base::Ratio(pool.to_yuan());
        for (const base::Money part : *parts) fen += part.fen();
        const auto sum = base::Decimal::of(fen, 2);
        return sum ? base::Ratio(*sum) : base::Ratio(pool.to_yuan());
    }

    Tally tally(const Column& column) const {
        Tally tally;
        base::Int128 low = 0;
        base::Int128 high = 0;
        for (std::size_t row = 0; row < table.rows(); ++row) {
            if (!table.is_sound(row)) continue;
            switch (verdict_of(column.outcomes[row])) {
                case Verdict::yes: ++tally.yes; break;
                case Verdict::no: ++tally.no; break;
                case Verdict::open: ++tally.open; break;
            }
            if (column.low.empty()) continue;
            if (column.low[row] != formula::kUnboundedBelow) low += column.low[row];
            if (column.high[row] == formula::kUnboundedAbove) {
                tally.cost_is_bounded = false;
            } else {
                high += column.high[row];
            }
        }
        if (!column.low.empty()) {
            const formula::Node& node = set.plan().node(policy.amount_sum);
            tally.cost_low = in_unit(node, low);
            tally.cost_high = in_unit(node, high);
        }
        if (column.pool) {
            const base::Ratio all(column.pool->to_yuan());
            tally.exceeds_budget = !tally.cost_is_bounded || all < tally.cost_high;
            if (all < tally.cost_low) tally.cost_low = paid(column.low, *column.pool);
            if (!tally.cost_is_bounded) {
                tally.cost_high = all;
            } else if (all < tally.cost_high) {
                tally.cost_high = paid(column.high, *column.pool);
            }
            tally.cost_is_bounded = true;
        }
        return tally;
    }
};

PolicySandbox::PolicySandbox(const PolicySet& set, const Policy& policy, base::Date law_date,
                             const SubjectTable& table,
                             const std::vector<const Parameter*>& parameters, unsigned threads) {
    std::vector<std::size_t> slots;
    for (const Parameter* parameter : parameters) {
        slots.insert(slots.end(), parameter->slots.begin(), parameter->slots.end());
    }
    parts_ = std::make_unique<Parts>(set, policy, law_date, table, slots, threads);
}
PolicySandbox::~PolicySandbox() = default;
PolicySandbox::PolicySandbox(PolicySandbox&&) noexcept = default;

SandboxResult PolicySandbox::run(const std::vector<Edit>& edits, unsigned threads) const {
    std::vector<formula::ParameterValue> values = parts_->values;
    for (const Edit& edit : edits) {
        // Where each subject has its own law date, the newest figure is the one proposed.
        values[edit.parameter->slots.back()] = {edit.count, edit.count};
    }
    const Column after = parts_->run(values, threads);
    SandboxResult result;
    result.before = parts_->tally(parts_->before);
    result.after = parts_->tally(after);
    for (std::size_t row = 0; row < parts_->table.rows(); ++row) {
        if (!parts_->table.is_sound(row)) continue;
        const bool was = parts_->before.outcomes[row] == formula::kYes;
        const bool is = after.outcomes[row] == formula::kYes;
        if (was == is) continue;
        ++(is ? result.gains : result.losses);
        auto& shown = is ? result.gained : result.lost;
        if (shown.size() < kMaxShownRows) shown.push_back(row);
    }
    return result;
}

}  // namespace kc::policy
