// SPDX-License-Identifier: Apache-2.0
#include "evaluation/explain_whatif.hpp"

#include <algorithm>
#include <set>

#include "evaluation/stage_rank.hpp"

namespace kc::evaluation {
namespace {

std::size_t at(std::int32_t position) {
    return static_cast<std::size_t>(position);
}

// The definition with only these nodes, and their fitted weights.
struct Pruned {
    Definition definition = {};
    std::vector<NodeWeights> weights = {};
};

std::vector<bool> kept_nodes(const Definition& definition, std::size_t removed) {
    const auto& nodes = definition.nodes;
    std::vector<bool> kept(nodes.size(), true);
    for (std::size_t i = 0; i < nodes.size(); ++i)
        if (i == removed || (nodes[i].parent >= 0 && !kept[at(nodes[i].parent)])) kept[i] = false;
    // A parent all of whose children have gone goes too.
    for (std::size_t i = nodes.size(); i-- > 0;) {
        if (nodes[i].is_leaf() || !kept[i]) continue;
        kept[i] = std::any_of(nodes[i].children.begin(), nodes[i].children.end(),
                              [&](std::int32_t child) { return kept[at(child)]; });
    }
    return kept;
}

Pruned pruned(const Definition& definition, const std::vector<NodeWeights>& weights,
              std::size_t removed) {
    const std::vector<bool> kept = kept_nodes(definition, removed);
    std::vector<std::int32_t> moved(kept.size(), -1);
    Pruned out;
    out.definition = definition;
    out.definition.nodes.clear();
    for (std::size_t i = 0; i < kept.size(); ++i) {
        if (!kept[i]) continue;
        moved[i] = static_cast<std::int32_t>(out.definition.nodes.size());
        Node node = definition.nodes[i];
        NodeWeights fitted = weights[i];
        node.children.clear();
        fitted.values.clear();
        if (node.parent >= 0) {
            node.parent = moved[at(node.parent)];
            out.definition.nodes[at(node.parent)].children.push_back(moved[i]);
            const auto& siblings = definition.nodes[at(definition.nodes[i].parent)].children;
            const auto place =
                std::find(siblings.begin(), siblings.end(), static_cast<std::int32_t>(i)) -
                siblings.begin();
            out.weights[at(node.parent)].values.push_back(
                weights[at(definition.nodes[i].parent)].values[static_cast<std::size_t>(place)]);
        }
        out.definition.nodes.push_back(std::move(node));
        out.weights.push_back(std::move(fitted));
    }
    return out;
}

}  // namespace

WhatIf::WhatIf(const Evaluation& evaluation, Stop stop)
    : evaluation_(evaluation),
      stop_(std::move(stop)),
      definition_(evaluation.definition),
      year_(evaluation.asked()) {}

Result<WhatIfResult> WhatIf::finish(const Definition& definition, const Matrix& scaled,
                                    const std::vector<NodeWeights>& weights) const {
    if (is_stopped()) return unexpected(stopped());
    Diagnostics notes;
    auto tree = aggregate(definition, {&scaled, &year_.slice.ids, &weights}, notes);
    if (!tree) return unexpected(tree.error());
    AdjustInput input{&year_.slice, tree->scores.column(0), year_.missing_share, nullptr, {}};
    for (const YearResult& year : evaluation_.years) {
        if (definition.period.base == 0 || year.slice.year != definition.period.base) continue;
        input.base_slice = &year.slice;
        input.base_scores = year.root();
    }
    auto adjusted = adjust(definition, input, notes);
    if (!adjusted) return unexpected(adjusted.error());
    WhatIfResult out;
    out.scores = std::move(adjusted->scores);
    out.ranks = ranks_held_back(out.scores.view(), adjusted->best_allowed);
    out.node_scores = std::move(tree->scores);
    return out;
}

Result<WhatIfResult> WhatIf::with_figures(const std::vector<FigureChange>& changes) const {
    if (is_stopped()) return unexpected(stopped());
    Matrix figures = year_.denominated;
    std::set<std::size_t> touched;
    bool refill = false;
    for (const FigureChange& change : changes) {
        figures.set(change.row, change.indicator, change.figure);
        touched.insert(change.indicator);
    }
    for (const std::size_t column : touched)
        refill = refill || count(figures.column(column)) < figures.rows();
    Diagnostics notes;
    Matrix filled = year_.imputed;
    if (refill) {
        // Cells that other years filled are not filled from this year's units.
        for (const ImputedCell& cell : year_.cells)
            if (!touched.contains(cell.indicator))
                figures.set(cell.row, cell.indicator, cell.value);
        filled = impute(definition_, year_.slice, figures, 1, notes).figures;
    } else {
        for (const std::size_t column : touched) filled.set_column(column, figures.column(column));
    }
    const bool is_fixed = definition_.period.scale != PanelScale::per_year;
    Matrix scaled = year_.scaled;
    for (std::size_t column = 0; column < filled.columns(); ++column) {
        if (!touched.contains(column)) continue;
        const Indicator& indicator = definition_.indicators[column];
        const Treatment treatment = is_fixed
                                        ? year_.treatments[column]
                                        : fit_treatment(indicator.treat, filled.column(column));
        const Column treated = apply(treatment, filled.column(column));
        std::optional<Scale> scale;
        if (is_fixed) {
            scale = year_.scales[column];
        } else if (auto fit = fit_scale(indicator, indicator.normalise,
                                        {treated.view(), year_.slice.ids})) {
            scale = *std::move(fit);
        }
        scaled.set_column(
            column, scale ? apply(*scale, treated.view()).view() : Column(filled.rows()).view());
    }
    return finish(definition_, scaled, year_.tree.weights);
}

Result<WhatIfResult> WhatIf::with_weights(const std::vector<NodeWeights>& weights) const {
    return finish(definition_, year_.scaled, weights);
}

Result<WhatIfResult> WhatIf::without_node(std::size_t node) const {
    const Pruned rest = pruned(definition_, year_.tree.weights, node);
    if (rest.definition.nodes.empty())
        return unexpected(Diagnostic{.code = "E-no-children",
                                     .zh = "去掉它就没有指标了",
                                     .en = "without it there is no indicator left"});
    return finish(rest.definition, year_.scaled, rest.weights);
}

Result<WhatIfResult> WhatIf::without_filling() const {
    Matrix scaled = year_.scaled;
    for (const ImputedCell& cell : year_.cells) scaled.clear(cell.row, cell.indicator);
    return finish(definition_, scaled, year_.tree.weights);
}

}  // namespace kc::evaluation
