// SPDX-License-Identifier: Apache-2.0
// Definitions, conditions, the decision, levers and outcomes.
#include <fmt/format.h>

#include <algorithm>
#include <iterator>

#include "base/quantity.hpp"
#include "base/suggest.hpp"
#include "policy/compiler.hpp"
#include "policy/limits.hpp"
#include "policy/report.hpp"

namespace kc::policy {
namespace {

using formula::Form;
using formula::Operator;

Comparator comparator_of(Operator op) {
    switch (op) {
        case Operator::less_equal: return Comparator::at_most;
        case Operator::less: return Comparator::less;
        case Operator::greater_equal: return Comparator::at_least;
        case Operator::greater: return Comparator::more;
        case Operator::equal: return Comparator::equal;
        case Operator::not_equal: return Comparator::not_equal;
        default: return Comparator::none;
    }
}

const formula::Piece* piece_of(const formula::Compiled& compiled, const formula::SyntaxNode& node) {
    for (const formula::Piece& piece : compiled.pieces) {
        if (piece.begin == node.begin && piece.end == node.end) return &piece;
    }
    return nullptr;
}

}  // namespace

bool Compiler::add_definition(const pack::Named<pack::PolicyDefinition>& named) {
    const auto expression = parse(named.value.is);
    if (!expression) return false;
    const auto compiled = compile(*expression, std::nullopt);
    if (!compiled) return false;
    Definition definition;
    definition.label = {named.name.text, named.value.en, named.value.code};
    definition.cite = citations_.read(named.value.cite, named.name);
    definition.node = compiled->root;
    definition.shown = shown(*expression);
    note_asked(facts_in(*expression), definition.cite);
    bind(definition.label, definition.node);
    policy_.definitions.push_back(std::move(definition));
    return true;
}

// Which two things a comparison compares, so that the answer can show both and their distance.
void Compiler::describe_comparison(const formula::Compiled& compiled, Line& line) const {
    const formula::SyntaxNode& root = line.written.root();
    if (root.form != Form::binary) return;
    const Comparator comparator = comparator_of(root.op);
    if (comparator == Comparator::none) return;
    const auto* left = piece_of(compiled, line.written.nodes[root.children[0]]);
    const auto* right = piece_of(compiled, line.written.nodes[root.children[1]]);
    if (left == nullptr || right == nullptr) return;
    const formula::Kind kind = builder_.node(left->node).type.kind;
    if (kind == formula::Kind::truth) return;
    line.comparator = comparator;
    line.value = left->node;
    line.requirement = right->node;
}

std::optional<Line> Compiler::line(const pack::Located& text) {
    auto expression = parse(text);
    if (!expression) return std::nullopt;
    const auto compiled = compile(*expression, formula::Type::truth());
    if (!compiled) return std::nullopt;
    Line line;
    line.written = std::move(*expression);
    line.node = compiled->root;
    line.shown = shown(line.written);
    line.facts = facts_in(line.written);
    describe_comparison(*compiled, line);
    return line;
}

bool Compiler::add_condition(const pack::Named<pack::PolicyCondition>& named) {
    const pack::PolicyCondition& text = named.value;
    const int forms =
        (text.must.empty() ? 0 : 1) + (text.all.empty() ? 0 : 1) + (text.any.empty() ? 0 : 1);
    if (forms != 1) {
        error(named.name,
              {"E-condition-form", fmt::format("{} 要写 must、all、any 中的一个", named.name.text),
               fmt::format("{} needs one of 'must', 'all', 'any'", named.name.text), "只写其中一个",
               "write one of them"});
        return false;
    }
    Condition condition;
    condition.label = {named.name.text, text.en, text.code};
    condition.cite = citations_.read(text.cite, named.name);
    condition.is_any = !text.any.empty();
    condition.text = &text;
    std::vector<pack::Located> lines = condition.is_any ? text.any : text.all;
    if (!text.must.empty()) lines = {text.must};
    std::vector<NodeId> nodes;
    bool good = true;
    for (const pack::Located& written : lines) {
        auto one = line(written);
        good &= one.has_value();
        if (!one) continue;
        note_asked(one->facts, condition.cite);
        nodes.push_back(one->node);
        condition.lines.push_back(std::move(*one));
    }
    if (!good) return false;
    auto node = taken(condition.is_any ? builder_.any(nodes) : builder_.all(nodes), named.name);
    if (!node) return false;
    // Outside its time a condition holds: it asks for nothing.
    if (const auto active = in_time(text.from, text.until)) {
        const auto idle = taken(builder_.negation(*active), named.name);
        if (!idle) return false;
        node = taken(builder_.any(std::vector<NodeId>{*idle, *node}), named.name);
        if (!node) return false;
    }
    condition.node = *node;
    bind(condition.label, condition.node);
    policy_.conditions.push_back(std::move(condition));
    return true;
}

void Compiler::add_decision() {
    const pack::Located at{"decision", text_.decision.yes_if.line, text_.decision.yes_if.column,
                           false, false};
    policy_.decision_cite = citations_.read(text_.decision.cite, at);
    auto expression = parse(text_.decision.yes_if);
    if (!expression) return;
    const auto compiled = compile(*expression, formula::Type::truth());
    if (!compiled) return;
    policy_.decision = compiled->root;
    note_asked(facts_in(*expression), policy_.decision_cite);
    policy_.reason =
        reason(*compiled, *expression, static_cast<std::uint32_t>(expression->nodes.size() - 1));
    policy_.decision_shown = shown(*expression);
    // So that the node is there even when the decision is one condition by itself.
    scope_.add("decision", policy_.decision);
}

// The named things a part of the decision speaks of, in Chinese and in the order written.
std::vector<std::string> Compiler::parts_named(const formula::Expression& written,
                                               std::uint32_t at) const {
    std::vector<std::string> names;
    std::vector<std::uint32_t> open{at};
    while (!open.empty()) {
        const formula::SyntaxNode& node = written.nodes[open.back()];
        open.pop_back();
        for (auto child = node.children.rbegin(); child != node.children.rend(); ++child) {
            open.push_back(*child);
        }
        const bool is_fold = node.form == Form::aggregate;
        if (!is_fold && node.form != Form::name) continue;
        const NameEntry* entry = names_.find(is_fold ? node.list : node.text);
        if (entry == nullptr || entry->kind == NameKind::parameter) continue;
        if (std::find(names.begin(), names.end(), entry->zh) == names.end()) {
            names.push_back(entry->zh);
        }
    }
    return names;
}

Reason Compiler::reason(const formula::Compiled& compiled, const formula::Expression& written,
                        std::uint32_t at) const {
    const formula::SyntaxNode& node = written.nodes[at];
    Reason reason;
    const formula::Piece* piece = piece_of(compiled, node);
    reason.node = piece == nullptr ? compiled.root : piece->node;
    const std::vector<NodeId> needed = builder_.so_far().needed_for({reason.node});
    for (const Score& score : policy_.scores) {
        reason.has_scores |= std::find(needed.begin(), needed.end(), score.node) != needed.end();
    }
    const bool is_and = node.form == Form::binary && node.op == Operator::logical_and;
    const bool is_or = node.form == Form::binary && node.op == Operator::logical_or;
    if (is_and || is_or) {
        reason.form = is_and ? Reason::Form::all : Reason::Form::any;
        for (const std::uint32_t child : node.children) {
            Reason part = this->reason(compiled, written, child);
            // a and (b and c) is one list of three.
            if (part.form == reason.form) {
                std::move(part.children.begin(), part.children.end(),
                          std::back_inserter(reason.children));
            } else {
                reason.children.push_back(std::move(part));
            }
        }
        return reason;
    }
    if (node.form == Form::unary_not) {
        reason.form = Reason::Form::negation;
        reason.children.push_back(this->reason(compiled, written, node.children[0]));
        return reason;
    }
    reason.names = parts_named(written, at);
    reason.line.written = written;
    reason.line.written.nodes.resize(at + 1);
    reason.line.shown = shown(reason.line.written);
    reason.line.node = reason.node;
    reason.line.facts = facts_in(reason.line.written);
    if (piece != nullptr) {
        describe_comparison({reason.node, compiled.pieces}, reason.line);
    }
    return reason;
}

// --- levers --------------------------------------------------------------------------------------

void Compiler::add_levers() {
    for (const pack::Located& name : text_.fixed) {
        const NameEntry* entry = names_.find(name.text);
        Fact* fact = nullptr;
        for (Fact& f : policy_.facts) {
            if (entry != nullptr && f.label.zh == entry->zh) fact = &f;
        }
        if (fact != nullptr) {
            fact->is_fixed = true;
        } else if (entry == nullptr || entry->kind != NameKind::fact) {
            const auto near = names_.nearest(name.text);
            error(name, {"E-name-unknown", fmt::format("没有“{}”这个事实", name.text),
                         fmt::format("there is no fact '{}'", name.text),
                         near ? fmt::format("是不是 {}？", *near) : "写 facts 里的名称",
                         near ? fmt::format("did you mean {}?", *near) : "name one of 'facts'"});
        }
    }
    if (text_.levers.size() > kMaxLevers) {
        error(text_.levers[kMaxLevers].name,
              {"E-too-many", fmt::format("levers 超过 {} 个", kMaxLevers),
               fmt::format("more than {} levers", kMaxLevers), "留下最常用的",
               "keep the usual ones"});
        return;
    }
    for (const auto& named : text_.levers) {
        const pack::PolicyLever& text = named.value;
        Lever lever;
        lever.label = {named.name.text, text.en, text.code};
        lever.text = &text;
        lever.effort = text.effort;
        lever.max_steps = text.max_steps.value_or(kMaxLeverSteps);
        lever.lead_time = text.lead_time.text;
        lever.lead_months = read_months(text.lead_time);
        bool good = true;
        for (const auto& change : text.changes) {
            const NameEntry* entry = names_.find(change.name.text);
            const auto fact = std::find_if(
                policy_.facts.begin(), policy_.facts.end(),
                [&](const Fact& f) { return entry != nullptr && f.label.zh == entry->zh; });
            if (fact == policy_.facts.end()) {
                if (entry != nullptr && entry->kind == NameKind::fact) {
                    good = false;  // the fact itself is wrong, and that has been said
                    continue;
                }
                const auto near = names_.nearest(change.name.text);
                error(change.name,
                      {"E-name-unknown", fmt::format("没有“{}”这个事实", change.name.text),
                       fmt::format("there is no fact '{}'", change.name.text),
                       near ? fmt::format("是不是 {}？", *near) : "写 facts 里的名称",
                       near ? fmt::format("did you mean {}?", *near) : "name one of 'facts'"});
                good = false;
                continue;
            }
            if (fact->is_fixed) {
                error(
                    change.name,
                    {"E-lever-fixed", fmt::format("{} 在 fixed 里，不能建议改变", change.name.text),
                     fmt::format("{} is listed in 'fixed' and cannot be changed", change.name.text),
                     "从 fixed 或 changes 里去掉它", "remove it from 'fixed' or from 'changes'"});
                good = false;
                continue;
            }
            std::string number = trimmed_half_width(change.value.text);
            if (number.starts_with("+")) number.erase(0, 1);
            const auto steps = base::Decimal::parse(number);
            ValueForm form{fact->type, fact->unit, step_of(fact->type, fact->unit), {}, {}};
            const auto step = read_value(form, text.step.text, builder_.texts());
            // A lever may move facts of several kinds (hours and yuan); each in its own unit.
            if (!steps) {
                add_placed(found_, place(change.value), steps.error());
                good = false;
                continue;
            }
            if (!step) {
                add_placed(found_, place(text.step), step.error());
                good = false;
                continue;
            }
            const auto counts = multiply(*steps, base::Decimal::of(*step).value_or(0));
            const auto whole = counts ? counts->to_whole() : std::nullopt;
            if (!whole || *whole == 0) {
                error(change.value, {"E-lever-change", "每一步的变动要是整数步",
                                     "a step must change the fact by a whole number of units",
                                     "例如 +1 或 -1", "for example +1 or -1"});
                good = false;
                continue;
            }
            lever.changes.push_back(
                {static_cast<std::size_t>(fact - policy_.facts.begin()), *whole});
        }
        const auto step = base::Quantity::parse(trimmed_half_width(text.step.text));
        if (step) {
            lever.step = step->value;
            lever.unit = step->unit;
        }
        if (!text.limit.empty()) {
            const auto limit = compile(text.limit, formula::Type::truth());
            good &= limit.has_value();
            if (limit) lever.limit = *limit;
        }
        if (good && !lever.changes.empty()) policy_.levers.push_back(std::move(lever));
    }
}

void Compiler::add_outcomes() {
    for (const pack::PolicyOutcome& text : text_.outcomes) {
        Outcome outcome;
        outcome.text = &text;
        outcome.cite = citations_.read_optional(text.cite);
        outcome.warn_months = read_months(text.warn_before);
        read_months(text.valid_for);
        if (!text.expires.empty()) {
            for (std::size_t i = 0; i < policy_.facts.size(); ++i) {
                const Label& label = policy_.facts[i].label;
                if (label.zh != text.expires.text && label.code != text.expires.text) continue;
                if (policy_.facts[i].type == pack::FactType::date) outcome.expires = i;
            }
            if (!outcome.expires) {
                error(text.expires, {"E-expires", fmt::format("{} 不是日期事实", text.expires.text),
                                     fmt::format("{} is no date fact", text.expires.text),
                                     "写 facts 里一个日期的名称", "name a date of 'facts'"});
                continue;
            }
        }
        policy_.outcomes.push_back(std::move(outcome));
    }
}

// What must hold between fields and has no formula in it.
void Compiler::check_references() {
    const pack::Located top{};
    if (text_.status != pack::PolicyStatus::official && text_.gaps.empty()) {
        error(top, {"E-gaps", "status 不是 official，要在 gaps 里写明哪里没有核实",
                    "a policy that is not official must name in 'gaps' what is unverified",
                    "加上 gaps: [{what: {zh: …, en: …}}]", "add gaps: [{what: {zh: …, en: …}}]"});
    }
    if (text_.status == pack::PolicyStatus::official) {
        for (const auto& source : text_.sources) {
            if (source.value.checked == pack::SourceCheck::original) continue;
            error(
                source.name,
                {"E-status", fmt::format("{} 未与原文核对，政策不能是 official", source.name.text),
                 fmt::format("{} was not compared with the original, so this is not official",
                             source.name.text),
                 "改 status: advisory 并写 gaps", "write status: advisory and 'gaps'"});
        }
    }
    const auto& period = text_.in_force;
    if (period.from && period.until && *period.until < *period.from) {
        error(top, {"E-in-force", "in_force 的结束早于开始", "in_force ends before it begins",
                    "改正日期", "correct the dates"});
    }
    for (const auto& stacking : text_.stacking) {
        policy_.stacking_cites.push_back(citations_.read_optional(stacking.cite));
    }
    for (const auto& fact : text_.facts) citations_.read_optional(fact.value.cite);

    std::vector<NodeId> roots;
    const auto add = [&](NodeId node) {
        if (node.exists()) roots.push_back(node);
    };
    add(policy_.decision);
    add(policy_.total);
    for (const Definition& d : policy_.definitions) add(d.node);
    for (const Condition& c : policy_.conditions) add(c.node);
    for (const Amount& a : policy_.amounts) add(a.node);
    for (const Lever& l : policy_.levers) add(l.limit);
    for (const Outcome& o : policy_.outcomes) {
        if (o.expires) add(policy_.facts[*o.expires].node);
    }
    std::set<std::size_t> read;
    for (const NodeId root : roots) {
        for (const std::size_t slot : builder_.so_far().inputs_of(root)) read.insert(slot);
    }
    // What seems unused may only stand in a rule that is wrong; so mistakes are mended first.
    const bool is_good = std::none_of(found_.begin(), found_.end(), [](const Diagnostic& d) {
        return d.severity == Severity::error;
    });
    for (const auto& named : text_.facts) {
        if (!is_good) break;
        const Fact* fact = policy_.find_fact(named.name.text);
        if (fact == nullptr || read.count(fact->slot) > 0) continue;
        if (text_.budget && text_.budget->order_by.text == named.name.text) continue;
        if (text_.dates.law.text == named.name.text) continue;
        warn(named.name, {"W-unused", fmt::format("没有规则用到 {}", named.name.text),
                          fmt::format("no rule reads {}", named.name.text), "不用就删去它",
                          "remove it when it is not needed"});
    }
    if (text_.tests.empty()) {
        warn(top, {"W-no-tests", "这个政策没有测试", "this policy has no tests",
                   "在 tests 里写几例，每个界限两侧各一例",
                   "write some 'tests', on both sides of each limit"});
    }
}

}  // namespace kc::policy
