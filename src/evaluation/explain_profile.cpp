// SPDX-License-Identifier: Apache-2.0
#include "evaluation/explain_profile.hpp"

#include <algorithm>

#include "evaluation/stage_rank.hpp"
#include "evaluation/statistics.hpp"

namespace kc::evaluation {
namespace {

std::optional<double> median_of(ColumnView column) {
    const Measure value = median(column);
    return value ? std::optional(*value) : std::nullopt;
}

// Only of the units in the same group.
std::optional<double> group_median(const WhatIf& what_if, ColumnView column, std::size_t row) {
    const GroupColumn* group =
        what_if.year().slice.group(what_if.definition().units.compare_within);
    if (group == nullptr) return std::nullopt;
    Column same(column.size());
    for (std::size_t r = 0; r < column.size(); ++r)
        if (column.has(r) && group->of_unit[r] == group->of_unit[row]) same.set(r, column[r]);
    return median_of(same.view());
}

ProfileNode node_of(const WhatIf& what_if, std::size_t n, std::size_t row) {
    const YearResult& year = what_if.year();
    const ColumnView scores = year.tree.scores.column(n);
    ProfileNode to;
    to.node = n;
    to.score = year.tree.scores.get(row, n);
    to.rank = ranks_of(scores)[row];
    to.median = median_of(scores);
    to.group_median = group_median(what_if, scores, row);
    const Node& node = what_if.definition().nodes[n];
    if (!node.is_leaf()) return to;
    const auto indicator = static_cast<std::size_t>(node.indicator);
    to.figure = year.denominated.get(row, indicator);
    to.figure_median = median_of(year.denominated.column(indicator));
    return to;
}

void sort_leaves(const WhatIf& what_if, Profile& profile) {
    std::vector<const ProfileNode*> leaves;
    for (const ProfileNode& each : profile.nodes)
        if (what_if.definition().nodes[each.node].is_leaf() && each.rank > 0)
            leaves.push_back(&each);
    std::stable_sort(leaves.begin(), leaves.end(),
                     [](const auto* a, const auto* b) { return a->rank < b->rank; });
    for (const ProfileNode* leaf : leaves)
        if (*leaf->score > *leaf->median) profile.strengths.push_back(leaf->node);
    std::reverse(leaves.begin(), leaves.end());
    for (const ProfileNode* leaf : leaves)
        if (*leaf->score < *leaf->median) profile.weaknesses.push_back(leaf->node);
}

}  // namespace

Profile profile_of(const WhatIf& what_if, std::size_t row) {
    const YearResult& year = what_if.year();
    Profile out;
    out.row = row;
    for (std::size_t n = 1; n < what_if.definition().nodes.size(); ++n)
        out.nodes.push_back(node_of(what_if, n, row));
    if (!year.adjusted.scores.has(row)) return out;
    sort_leaves(what_if, out);
    for (const LeaveOut& left_out : leave_out_nodes(what_if, 1))
        if (left_out.ranks[row] > 0)
            out.nodes[left_out.node - 1].rank_without = left_out.ranks[row];
    out.hiding = hiding_helps(what_if, row);
    if (year.missing_share[row] <= 0) return out;
    auto bare = what_if.without_filling();
    if (bare && bare->ranks[row] > 0) out.unfilled = *std::move(bare);
    return out;
}

}  // namespace kc::evaluation
