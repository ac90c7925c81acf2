// SPDX-License-Identifier: Apache-2.0
#include "evaluation/uncertainty_bind.hpp"

#include <algorithm>
#include <memory>

#include <fmt/format.h>

#include "evaluation/stage_rank.hpp"
#include "evaluation/uncertainty_tables.hpp"
#include "evaluation/uncertainty_weights.hpp"

namespace kc::evaluation {
namespace {

std::vector<ModelNode> nodes_of(const Evaluation& evaluation) {
    const std::vector<Node>& from = evaluation.definition.nodes;
    const std::vector<NodeWeights>& weights = evaluation.asked().tree.weights;
    std::vector<ModelNode> nodes;
    for (std::size_t n = 0; n < from.size(); ++n) {
        nodes.push_back({.id = from[n].id,
                         .parent = from[n].parent,
                         .column = from[n].indicator,
                         .level = from[n].level,
                         .children = from[n].children,
                         .aggregate = from[n].aggregate,
                         .needs = from[n].needs,
                         .by_expert = weights[n].by_expert,
                         .influence = weights[n].influence});
    }
    for (std::size_t n = 0; n < from.size(); ++n) {
        for (std::size_t k = 0; k < from[n].children.size(); ++k)
            nodes[static_cast<std::size_t>(from[n].children[k])].weight = weights[n].values[k];
    }
    return nodes;
}

bool changes_scores(const Definition& definition) {
    const Node& root = definition.nodes.front();
    return !root.adjustments.is_empty() || root.growth || definition.missing.penalty > 0;
}

// Bonuses, growth, calibration and penalties, as they were applied to the evaluation itself.
void add_adjustments(const Evaluation& evaluation, Model& model) {
    const Definition& definition = evaluation.definition;
    if (!changes_scores(definition)) return;
    model.nodes.front().after = [&evaluation](Column& scores) {
        const YearResult& year = evaluation.asked();
        AdjustInput input{&year.slice, scores.view(), year.missing_share, nullptr, {}};
        for (const YearResult& base : evaluation.years) {
            const std::int32_t wanted = evaluation.definition.period.base;
            if (wanted <= 0 || base.slice.year != wanted) continue;
            input.base_slice = &base.slice;
            input.base_scores = base.root();
        }
        Diagnostics ignored;
        const auto adjusted = adjust(evaluation.definition, input, ignored);
        if (adjusted) scores = adjusted->scores;
    };
    const std::vector<std::int32_t>& allowed = evaluation.asked().adjusted.best_allowed;
    if (std::all_of(allowed.begin(), allowed.end(), [](std::int32_t a) { return a == 0; })) return;
    model.rank_with = [&allowed](const Column& scores, std::span<std::uint16_t> ranks) {
        const std::vector<std::int32_t> held = ranks_held_back(scores.view(), allowed);
        for (std::size_t row = 0; row < ranks.size(); ++row)
            ranks[row] = static_cast<std::uint16_t>(held[row]);
    };
}

void add(Model& model, AssumptionKind kind, std::string name, Title title, std::size_t choices) {
    if (choices == 0) return;
    model.assumptions.push_back(
        {.kind = kind, .name = std::move(name), .title = std::move(title), .choices = choices});
}

void add_aggregates(const VaryPlan& vary, Model& model) {
    for (const AggregateVary& aggregate : vary.aggregate) {
        const bool single = aggregate.nodes.size() == 1;
        const std::string& id = model.nodes[static_cast<std::size_t>(aggregate.nodes[0])].id;
        const std::string where = single ? id : std::string("all");
        add(model, AssumptionKind::aggregate, fmt::format("aggregate:{}", where),
            {.zh = single ? fmt::format("“{}”的合成方法", id) : "合成方法",
             .en = single ? fmt::format("aggregation of '{}'", id) : "aggregation"},
            aggregate.alternatives.size());
        model.assumptions.back().nodes = aggregate.nodes;
        model.assumptions.back().methods = aggregate.alternatives;
    }
}

void add_drop(const VaryPlan& vary, Model& model) {
    if (vary.drop == DropKind::none) return;
    std::vector<std::int32_t> candidates;
    for (std::size_t n = 1; n < model.nodes.size(); ++n) {
        const bool wanted = vary.drop == DropKind::one_indicator ? model.nodes[n].is_leaf()
                                                                 : model.nodes[n].parent == 0;
        if (wanted) candidates.push_back(static_cast<std::int32_t>(n));
    }
    if (candidates.size() < 2) return;
    add(model, AssumptionKind::drop, "drop", {.zh = "去掉一项", .en = "dropping one"},
        candidates.size());
    model.assumptions.back().nodes = std::move(candidates);
}

std::optional<Diagnostic> idle_alternative(const Definition& definition, const VaryPlan& vary) {
    const auto nobody = [&](auto follows) {
        return std::none_of(definition.indicators.begin(), definition.indicators.end(), follows);
    };
    const bool normalise = !vary.normalise.empty() && nobody([&](const Indicator& indicator) {
        return indicator.normalise == definition.normalise;
    });
    const bool treatment = !vary.treatment.empty() && nobody([&](const Indicator& indicator) {
        return indicator.treat == definition.treatment;
    });
    if (!normalise && !treatment) return std::nullopt;
    const char* key = normalise ? "normalise" : "treatment";
    return Diagnostic{
        .code = "E-vary-idle",
        .zh = fmt::format("不确定性里的 {} 不起作用：每个指标都另有自己的方法", key),
        .en = fmt::format("'{}' under uncertainty changes nothing: every indicator has a method of "
                          "its own",
                          key)}
        .hint("删去它，或让指标采用通用方法",
              "remove it, or let indicators follow the usual method");
}

std::optional<Diagnostic> circular_order(const Model& model) {
    for (const ModelNode& node : model.nodes) {
        OrderPairs pairs;
        const auto place = [&](std::int32_t child) {
            return static_cast<std::size_t>(
                std::find(node.children.begin(), node.children.end(), child) -
                node.children.begin());
        };
        for (const auto& [first, second] : model.weights.at_least) {
            if (place(first) < node.children.size() && place(second) < node.children.size())
                pairs.emplace_back(place(first), place(second));
        }
        if (!has_cycle(pairs, node.children.size())) continue;
        return Diagnostic{
            .code = "E-order-circular",
            .zh = fmt::format("“{}”下级的权重次序自相矛盾（成环）", node.id),
            .en = fmt::format("the order of weights below '{}' goes in a circle", node.id)}
            .hint("去掉其中一条", "remove one of the relations");
    }
    return std::nullopt;
}

}  // namespace

Result<Model> bind_model(const Evaluation& evaluation, const VaryPlan& vary) {
    if (auto fault = idle_alternative(evaluation.definition, vary))
        return unexpected(std::move(*fault));
    Model model{.units = evaluation.asked().slice.ids, .nodes = nodes_of(evaluation)};
    model.weights = vary.weights;
    if (auto fault = circular_order(model)) return unexpected(std::move(*fault));
    add_adjustments(evaluation, model);
    add(model, AssumptionKind::imputation, "missing", {.zh = "缺失值填补", .en = "missing figures"},
        imputation_choices(vary));
    add(model, AssumptionKind::treatment, "treatment", {.zh = "离群值处理", .en = "treatment"},
        vary.treatment.size());
    add(model, AssumptionKind::normalise, "normalise", {.zh = "标准化方法", .en = "normalisation"},
        vary.normalise.size());
    add_aggregates(vary, model);
    if (vary.weights.kind != WeightVaryKind::none)
        model.assumptions.push_back({.kind = AssumptionKind::weights,
                                     .name = "weights",
                                     .title = {.zh = "权重", .en = "weights"}});
    if (!vary.data.empty())
        model.assumptions.push_back({.kind = AssumptionKind::data,
                                     .name = "data",
                                     .title = {.zh = "数据误差", .en = "errors of data"}});
    add_drop(vary, model);
    // The plan is kept with the model: it must not end before the builders do.
    const auto plan = std::make_shared<const VaryPlan>(vary);
    model.make_builder = [&evaluation, plan] { return make_table_builder(evaluation, *plan); };
    return model;
}

}  // namespace kc::evaluation
