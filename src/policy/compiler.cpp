// SPDX-License-Identifier: Apache-2.0
#include "policy/compiler.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "policy/lists.hpp"
#include "policy/report.hpp"
#include "policy/show.hpp"

namespace kc::policy {
namespace {

// Where a list is folded, its fields are names that only mean something inside.
std::set<std::string, std::less<>> field_names(const pack::PolicyText& text) {
    std::set<std::string, std::less<>> names;
    for (const auto& collection : text.collections) {
        for (const auto& field : collection.value.fields) {
            names.insert(field.name.text);
            names.insert(field.value.code);
        }
    }
    return names;
}

}  // namespace

Compiler::Compiler(const pack::Entry<pack::PolicyText>& entry, const CompileOptions& options,
                   formula::Builder& builder, Diagnostics& found)
    : kept_(std::make_shared<const pack::Entry<pack::PolicyText>>(entry)),
      entry_(*kept_),
      text_(kept_->value),
      options_(options),
      builder_(builder),
      found_(found),
      names_(entry_, found),
      citations_(entry_, found) {}

void Compiler::add_inputs() {
    policy_.code = text_.code;
    policy_.family = text_.family.empty() ? text_.code : text_.family;
    policy_.entry = kept_;
    add_origins();
    for (const auto& fact : text_.facts) resolve(fact.name.text);
    add_experts(text_.scores);
}

void Compiler::add_experts(const pack::Table<pack::PolicyScore>& scores) {
    for (const auto& score : scores) {
        if (has_experts_range(score.value)) resolve(experts_name(score.name.text));
        add_experts(score.value.best_of);
        add_experts(score.value.sum_of);
    }
}

Policy Compiler::run() {
    // In the order of the file, each with whatever it needs before it.
    const auto resolve_all = [&](const auto& table) {
        for (const auto& entry : table) resolve(entry.name.text);
    };
    resolve_all(text_.parameters);
    resolve_all(text_.definitions);
    resolve_all(text_.conditions);
    resolve_all(text_.scores);
    if (!text_.scores.empty()) resolve("总分");
    add_decision();
    resolve_all(text_.amounts);
    add_limits();
    add_budget();
    add_levers();
    add_outcomes();
    check_references();
    citations_.report_uncovered();
    policy_.lists = make_list_plan(policy_, builder_.texts(), found_);
    return std::move(policy_);
}

Place Compiler::place(const pack::Located& text) const {
    return place_of(entry_.origin, text);
}

void Compiler::error(const pack::Located& at, pack::Finding finding) {
    tell_error(found_, place(at), std::move(finding));
}

void Compiler::warn(const pack::Located& at, pack::Finding finding) {
    tell_warning(found_, place(at), std::move(finding));
}

std::optional<NodeId> Compiler::taken(Result<NodeId> node, const pack::Located& at) {
    if (node) return *node;
    add_placed(found_, place(at), node.error());
    return std::nullopt;
}

void Compiler::bind(const Label& label, NodeId node) {
    policy_.labels[label.zh] = label;
    if (!label.code.empty()) policy_.labels[label.code] = label;
    scope_.add(label.zh, node);
    if (!label.code.empty()) scope_.add(label.code, node);
}

Shown Compiler::shown(const formula::Expression& written) const {
    return {show_formula(written, policy_, Language::zh),
            show_formula(written, policy_, Language::en)};
}

// False when the name could not be given a meaning; why has been reported.
bool Compiler::resolve(const std::string& name) {
    const NameEntry* entry = names_.find(name);
    if (entry == nullptr) return false;
    const std::string zh = entry->zh;
    if (done_.count(zh) > 0) return true;
    if (failed_.count(zh) > 0) return false;
    if (std::find(open_.begin(), open_.end(), zh) != open_.end()) {
        const auto first = std::find(open_.begin(), open_.end(), zh);
        std::vector<std::string> ring(first, open_.end());
        ring.push_back(zh);
        tell_error(found_, place(entry->at),
                   {"E-cycle", fmt::format("{} 由自己算出：{}", zh, fmt::join(ring, " → ")),
                    fmt::format("{} is computed from itself: {}", zh, fmt::join(ring, " -> ")),
                    "打断这个环", "break the ring"});
        return false;
    }
    open_.push_back(zh);
    bool good = false;
    const auto as = [&]<typename T>(std::type_identity<T>) -> const pack::Named<T>& {
        return *static_cast<const pack::Named<T>*>(entry->text);
    };
    switch (entry->kind) {
        case NameKind::fact: good = add_fact(as(std::type_identity<pack::PolicyFact>{})); break;
        case NameKind::experts_points:
            good = add_experts_points(as(std::type_identity<pack::PolicyScore>{}));
            break;
        case NameKind::parameter:
            good = add_parameter(as(std::type_identity<pack::PolicyParameter>{}));
            break;
        case NameKind::definition:
            good = add_definition(as(std::type_identity<pack::PolicyDefinition>{}));
            break;
        case NameKind::condition:
            good = add_condition(as(std::type_identity<pack::PolicyCondition>{}));
            break;
        case NameKind::score:
            good = add_top_score(as(std::type_identity<pack::PolicyScore>{}));
            break;
        case NameKind::total: good = add_total(); break;
        case NameKind::amount:
            good = add_amount(as(std::type_identity<pack::PolicyAmount>{}));
            break;
        case NameKind::law_date: good = add_law_date(); break;
        case NameKind::data_year_end: good = add_data_year_end(); break;
        case NameKind::lever:
        case NameKind::collection:
        case NameKind::field:
        case NameKind::limit: good = false; break;
    }
    open_.pop_back();
    (good ? done_ : failed_).insert(zh);
    return good;
}

bool Compiler::resolve_names(const formula::Expression& expression) {
    const auto fields = field_names(text_);
    bool good = true;
    for (const formula::SyntaxNode& node : expression.nodes) {
        // min(a, b) reads like a fold over a list `a` until one knows what `a` is.
        const bool is_fold = node.form == formula::Form::aggregate;
        const std::string& name = is_fold ? node.list : node.text;
        if (!is_fold && node.form != formula::Form::name) continue;
        if (fields.count(name) > 0) continue;
        if (names_.find(name) != nullptr) {
            good &= resolve(name);
            continue;
        }
        const auto near = names_.nearest(name);
        tell_error(found_, expression.place_of(node.begin),
                   {"E-name-unknown", fmt::format("没有“{}”这个名称", name),
                    fmt::format("there is nothing named '{}'", name),
                    near ? fmt::format("是不是 {}？", *near) : "先在 facts 或 parameters 里写上它",
                    near ? fmt::format("did you mean {}?", *near)
                         : "declare it in 'facts' or 'parameters' first"});
        good = false;
    }
    return good;
}

std::optional<formula::Expression> Compiler::parse(const pack::Located& text) {
    auto expression = formula::parse(text.text, start_of(entry_.origin, text));
    if (expression) return std::move(*expression);
    add_placed(found_, place(text), expression.error());
    return std::nullopt;
}

std::optional<formula::Compiled> Compiler::compile(const formula::Expression& expression,
                                                   const std::optional<formula::Type>& expected) {
    if (!resolve_names(expression)) return std::nullopt;
    auto compiled = formula::compile(expression, scope_, builder_, expected);
    if (compiled) return std::move(*compiled);
    add_placed(found_, expression.start, compiled.error());
    return std::nullopt;
}

std::optional<NodeId> Compiler::compile(const pack::Located& text,
                                        const std::optional<formula::Type>& expected) {
    const auto expression = parse(text);
    if (!expression) return std::nullopt;
    const auto compiled = compile(*expression, expected);
    return compiled ? std::optional(compiled->root) : std::nullopt;
}

// The facts a formula reads, through definitions, conditions and scores too.
std::vector<std::size_t> Compiler::facts_in(const formula::Expression& expression) const {
    std::set<std::size_t> slots;
    for (const formula::SyntaxNode& node : expression.nodes) {
        const bool is_fold = node.form == formula::Form::aggregate;
        if (!is_fold && node.form != formula::Form::name) continue;
        if (const auto at = scope_.find(is_fold ? node.list : node.text)) {
            for (const std::size_t slot : builder_.so_far().inputs_of(*at)) slots.insert(slot);
        }
    }
    std::vector<std::size_t> facts;
    for (std::size_t i = 0; i < policy_.facts.size(); ++i) {
        if (slots.count(policy_.facts[i].slot) > 0) facts.push_back(i);
    }
    return facts;
}

void Compiler::note_asked(const std::vector<std::size_t>& facts, const Cite& cite) {
    if (!cite.exists()) return;
    for (const std::size_t fact : facts) {
        auto& asked = policy_.facts[fact].asked_by;
        const bool is_known = std::any_of(asked.begin(), asked.end(), [&](const Cite& other) {
            return other.source == cite.source && other.article == cite.article;
        });
        if (!is_known) asked.push_back(cite);
    }
}

}  // namespace kc::policy
