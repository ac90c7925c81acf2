// SPDX-License-Identifier: Apache-2.0
// Amounts: what a yes is worth, tier by tier, capped, rounded, and capped again together.
#include <fmt/format.h>

#include <algorithm>

#include "base/quantity.hpp"
#include "base/suggest.hpp"
#include "policy/compiler.hpp"
#include "policy/report.hpp"

namespace kc::policy {
namespace {

formula::Type money_type() {
    return formula::Type::number(formula::unit_named("元"));
}

formula::Type share_type() {
    return formula::Type::number();
}

}  // namespace

bool Compiler::add_amount(const pack::Named<pack::PolicyAmount>& named) {
    const pack::PolicyAmount& text = named.value;
    const int forms =
        (text.fixed.empty() ? 0 : 1) + (text.rate.empty() ? 0 : 1) + (text.tiers.empty() ? 0 : 1);
    if (forms != 1 || (text.fixed.empty() && text.of.empty())) {
        error(named.name,
              {"E-amount-form",
               fmt::format("{} 要写 fixed，或 of 和 rate，或 of 和 tiers", named.name.text),
               fmt::format("{} needs 'fixed', or 'of' with 'rate', or 'of' with 'tiers'",
                           named.name.text),
               "只写其中一种", "write one of them"});
        return false;
    }
    Amount amount;
    amount.label = {named.name.text, text.en, text.code};
    amount.cite = citations_.read(text.cite, named.name);
    amount.text = &text;
    const auto before = amount_before_cap(text, named.name);
    if (!before) return false;
    std::optional<NodeId> node = before;
    if (!text.cap.empty()) {
        const auto cap = compile(text.cap, money_type());
        if (!cap) return false;
        node = taken(builder_.minimum(std::vector<NodeId>{*node, *cap}), named.name);
        if (!node) return false;
    }
    node = rounded(*node, text, named.name);
    // A negative base, such as a growth that is a fall, earns nothing; it is never owed.
    if (node) node = not_below_zero(*node, named.name);
    if (!node || !policy_.decision.exists()) return false;
    std::vector<NodeId> due{policy_.decision};
    if (!text.when.empty()) {
        const auto when = compile(text.when, formula::Type::truth());
        if (!when) return false;
        due.push_back(*when);
    }
    const auto is_due = taken(builder_.all(due), named.name);
    const auto nothing = builder_.number(base::Decimal(0), money_type().unit);
    if (!is_due) return false;
    if (builder_.node(*node).may_be_none) {
        node = taken(builder_.otherwise(*node, *nothing), named.name);
        if (!node) return false;
    }
    node = taken(builder_.choose(*is_due, *node, *nothing), named.name);
    if (!node) return false;
    amount.before_cap = *before;
    amount.node = *node;
    bind(amount.label, amount.node);
    policy_.amounts.push_back(std::move(amount));
    return true;
}

std::optional<NodeId> Compiler::amount_before_cap(const pack::PolicyAmount& amount,
                                                  const pack::Located& name) {
    if (!amount.fixed.empty()) return compile(amount.fixed, money_type());
    const auto of = compile(amount.of, money_type());
    if (!of) return std::nullopt;
    if (!amount.tiers.empty()) return tiered(amount, *of, name);
    const auto rate = compile(amount.rate, share_type());
    return rate ? taken(builder_.multiply(*of, *rate), name) : std::nullopt;
}

// Rows are ranges of the base. A row gives a rate, or an amount for the whole range.
std::optional<NodeId> Compiler::tiered(const pack::PolicyAmount& amount, NodeId of,
                                       const pack::Located& name) {
    std::vector<Row> rows;
    std::vector<NodeId> values;
    for (const auto& written : amount.tiers) {
        if (written.size() != 2) return std::nullopt;
        const auto row = read_range(written[0], money_type());
        const auto value = compile(written[1]);
        if (!row || !value) return std::nullopt;
        rows.push_back(*row);
        values.push_back(*value);
    }
    if (!check_rows(amount.tiers, rows, of)) return std::nullopt;
    if (amount.tier_by == pack::TierBy::whole) {
        for (std::size_t i = 0; i < rows.size(); ++i) {
            const bool is_rate = builder_.node(values[i]).type == share_type();
            const auto value =
                is_rate ? taken(builder_.multiply(of, values[i]), amount.tiers[i][1])
                        : taken(builder_.expect(values[i], money_type()), amount.tiers[i][1]);
            if (!value) return std::nullopt;
            rows[i].points_low = rows[i].points_high = *value;
        }
        return bands_node(of, rows, false, name);
    }
    // By slice the rows must rise: "<= 100万元", "<= 500万元", else.
    std::vector<formula::Tier> tiers;
    const auto zero = builder_.number(base::Decimal(0), money_type().unit);
    NodeId from = *zero;
    for (std::size_t i = 0; i < rows.size(); ++i) {
        const auto rate = taken(builder_.expect(values[i], share_type()), amount.tiers[i][1]);
        if (!rate) return std::nullopt;
        const bool is_last = i + 1 == rows.size();
        if (rows[i].low.exists() || rows[i].high.exists() == is_last) {
            error(amount.tiers[i][0],
                  {"E-tier", "分段累进要由低到高写成 \"<= …\"，以 else 结尾",
                   "rates by slice are written upwards as \"<= ...\", ending with else",
                   "例如 [[\"<= 100万元\", 10%], [else, 5%]]",
                   "for example [[\"<= 100万元\", 10%], [else, 5%]]"});
            return std::nullopt;
        }
        tiers.push_back({from, *rate});
        if (!is_last) from = rows[i].high.node;
    }
    return taken(builder_.tiers(of, tiers), name);
}

std::optional<NodeId> Compiler::rounded(NodeId node, const pack::PolicyAmount& amount,
                                        const pack::Located& name) {
    // Without a word about rounding an amount still cannot have a part of a 分.
    const std::string step = amount.round_to.empty() ? "0.01元" : amount.round_to.text;
    const auto quantity = base::Quantity::parse(trimmed_half_width(step));
    if (!quantity || quantity->value.is_zero()) {
        error(amount.round_to,
              {"E-value", fmt::format("“{}”不是金额", step), fmt::format("'{}' is no amount", step),
               "例如 1元", "for example 1元"});
        return std::nullopt;
    }
    const auto constant = taken(builder_.number(quantity->value, quantity->unit), name);
    if (!constant) return std::nullopt;
    const auto way = amount.round == pack::Rounding::down      ? formula::Rounding::down
                     : amount.round == pack::Rounding::half_up ? formula::Rounding::half_up
                                                               : formula::Rounding::up;
    return taken(builder_.round(node, *constant, way), name);
}

std::optional<NodeId> Compiler::not_below_zero(NodeId amount, const pack::Located& at) {
    const auto zero = builder_.number(base::Decimal(0), money_type().unit);
    return taken(builder_.maximum(std::vector<NodeId>{amount, *zero}), at);
}

// Several amounts together stay below a limit; the later in the file are cut first.
void Compiler::add_limits() {
    for (const auto& named : text_.limits) {
        const pack::PolicyLimit& text = named.value;
        citations_.read(text.cite, named.name);
        auto room = compile(text.at_most, money_type());
        if (!room) continue;
        if (!text.used.empty()) {
            const auto used = compile(text.used, money_type());
            const auto left = used ? taken(builder_.subtract(*room, *used), named.name) : used;
            if (!left) continue;
            room = not_below_zero(*left, named.name);
            if (!room) continue;
        }
        for (const pack::Located& name : text.of) {
            const auto amount =
                std::find_if(policy_.amounts.begin(), policy_.amounts.end(), [&](const Amount& a) {
                    return a.label.zh == name.text || a.label.code == name.text;
                });
            if (amount == policy_.amounts.end()) {
                std::vector<std::string> names;
                for (const auto& a : text_.amounts) names.push_back(a.name.text);
                const auto near = base::nearest(name.text, names);
                error(name,
                      {"E-name-unknown", fmt::format("没有“{}”这个金额", name.text),
                       fmt::format("there is no amount '{}'", name.text),
                       near ? fmt::format("是不是 {}？", *near) : "写 amounts 里的名称",
                       near ? fmt::format("did you mean {}?", *near) : "name one of 'amounts'"});
                break;
            }
            const auto cut =
                taken(builder_.minimum(std::vector<NodeId>{amount->node, *room}), named.name);
            // Not the room less what was cut: of two figures that depend on each other an interval
            // would reach below zero while either is open.
            const auto rest = cut ? taken(builder_.subtract(*room, amount->node), named.name) : cut;
            const auto left = rest ? not_below_zero(*rest, named.name) : rest;
            if (!left) break;
            amount->node = *cut;
            bind(amount->label, amount->node);
            room = left;
        }
    }
    if (policy_.amounts.empty()) return;
    std::vector<NodeId> nodes;
    for (const Amount& amount : policy_.amounts) nodes.push_back(amount.node);
    const auto sum = taken(builder_.sum(nodes), text_.amounts.front().name);
    if (sum) policy_.amount_sum = *sum;
}

}  // namespace kc::policy
