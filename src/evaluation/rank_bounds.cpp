// SPDX-License-Identifier: Apache-2.0
#include "evaluation/rank_bounds.hpp"

#include <algorithm>
#include <cmath>
#include <numeric>

#include <fmt/format.h>

#include "evaluation/rank_bounds_polytope.hpp"

namespace kc::evaluation {
namespace {

// Differences this small beside the figures are rounding, not an order.
constexpr double kRounding = 1e-12;

std::vector<std::size_t> by_difference(std::span<const double> differences) {
    std::vector<std::size_t> order(differences.size());
    std::iota(order.begin(), order.end(), std::size_t{0});
    std::stable_sort(order.begin(), order.end(),
                     [&](std::size_t a, std::size_t b) { return differences[a] < differences[b]; });
    return order;
}

// Least of sum(w f d) / sum(w f): it is reached where the children with the smaller differences
// have the greater factor, so the number of those is all there is to try.
double least_noisy(const WeightPolytope& polytope, std::span<const double> differences) {
    const std::vector<std::size_t> order = by_difference(differences);
    double top = 0;
    double bottom = 0;
    for (std::size_t k = 0; k < differences.size(); ++k) {
        top += polytope.noisy[k] * (1 - polytope.noise) * differences[k];
        bottom += polytope.noisy[k] * (1 - polytope.noise);
    }
    std::optional<double> least;
    if (bottom > 0) least = top / bottom;
    for (const std::size_t k : order) {
        top += polytope.noisy[k] * 2 * polytope.noise * differences[k];
        bottom += polytope.noisy[k] * 2 * polytope.noise;
        if (bottom > 0) least = std::min(least.value_or(top / bottom), top / bottom);
    }
    return least.value_or(0.0);
}

// Least with bounds and a sum of 1 only: fill up from the smallest difference.
Measure least_bounded(const WeightPolytope& polytope, std::span<const double> differences) {
    double left = 1;
    double value = 0;
    for (std::size_t k = 0; k < differences.size(); ++k) {
        const double low = polytope.low.empty() ? 0.0 : polytope.low[k];
        left -= low;
        value += low * differences[k];
    }
    if (left < -1e-9) return tl::unexpected<Undefined>(Undefined::infeasible);
    for (const std::size_t k : by_difference(differences)) {
        const double low = polytope.low.empty() ? 0.0 : polytope.low[k];
        const double high = polytope.high.empty() ? 1.0 : polytope.high[k];
        if (high < low) return tl::unexpected<Undefined>(Undefined::infeasible);
        const double more = std::min(std::max(left, 0.0), high - low);
        value += more * differences[k];
        left -= more;
    }
    if (left > 1e-9) return tl::unexpected<Undefined>(Undefined::infeasible);
    return finite(value);
}

// Counts, for each of `rows`, who is surely above and below it. `least(a, b)` is the least value of
// a's score less b's.
template <typename Least>
tl::expected<std::vector<RankBounds>, Undefined> count_sure(std::size_t units,
                                                            const std::vector<std::size_t>& rows,
                                                            Least least) {
    std::vector<RankBounds> bounds(units);
    for (const std::size_t row : rows) bounds[row] = {1, rows.size()};
    for (const std::size_t a : rows) {
        for (const std::size_t b : rows) {
            if (a == b) continue;
            const Measure lead = least(a, b);
            if (!lead) return tl::unexpected<Undefined>(lead.error());
            // a is above b whatever the weights.
            if (*lead > kRounding) {
                ++bounds[b].best;
                --bounds[a].worst;
            }
        }
    }
    return bounds;
}

}  // namespace

void add_polytope(const WeightPolytope& polytope, std::size_t count, LinearProgram& lp) {
    const std::size_t width = lp.objective.size();
    std::vector<double> row(width);
    std::fill(row.begin(), row.begin() + static_cast<std::ptrdiff_t>(count), 1.0);
    lp.add(row, Relation::equal, 1);
    const auto single = [&](std::size_t k, Relation relation, double bound) {
        std::vector<double> one(width);
        one[k] = 1;
        lp.add(one, relation, bound);
    };
    for (std::size_t k = 0; k < count; ++k) {
        if (!polytope.low.empty() && polytope.low[k] > 0)
            single(k, Relation::at_least, polytope.low[k]);
        if (!polytope.high.empty() && polytope.high[k] < 1)
            single(k, Relation::at_most, polytope.high[k]);
    }
    for (const auto& [first, second] : polytope.order) {
        std::vector<double> pair(width);
        pair[first] = 1;
        pair[second] = -1;
        lp.add(pair, Relation::at_least, 0);
    }
}

Measure least_difference(const WeightPolytope& polytope, std::span<const double> differences) {
    KC_CHECK(!differences.empty());
    if (!polytope.noisy.empty()) return finite(least_noisy(polytope, differences));
    if (polytope.order.empty()) return least_bounded(polytope, differences);
    LinearProgram lp(differences.size());
    for (std::size_t k = 0; k < differences.size(); ++k) lp.objective[k] = -differences[k];
    add_polytope(polytope, differences.size(), lp);
    const auto solution = lp.solve();
    if (!solution) return tl::unexpected<Undefined>(solution.error());
    return -solution->value;
}

tl::expected<std::vector<RankBounds>, Undefined> rank_bounds(const Matrix& data,
                                                             const WeightPolytope& polytope) {
    std::vector<double> differences(data.columns());
    return count_sure(data.rows(), complete_rows(data), [&](std::size_t a, std::size_t b) {
        for (std::size_t k = 0; k < differences.size(); ++k)
            differences[k] = data.at(a, k) - data.at(b, k);
        return least_difference(polytope, differences);
    });
}

namespace {

// A tree of arithmetic means with a polytope at every node.
class LinearTree {
public:
    explicit LinearTree(const Model& model) : model_(model), polytopes_(model.nodes.size()) {}

    std::optional<Diagnostic> prepare() {
        for (std::size_t n = 0; n < model_.nodes.size(); ++n) {
            const ModelNode& node = model_.nodes[n];
            if (node.is_leaf()) continue;
            if (node.aggregate.kind != AggregateKind::arithmetic)
                return refusal(n, "不是算术平均", "is no arithmetic mean");
            if (node.after) return refusal(n, "的得分另有调整", "has its scores adjusted");
            if (auto fault = polytope_of(n)) return fault;
        }
        return std::nullopt;
    }

    // Each node by itself: its children's least differences, weighted as badly as possible.
    Measure least(const Matrix& table, std::size_t a, std::size_t b) const {
        std::vector<double> lead(model_.nodes.size());
        for (std::size_t n = model_.nodes.size(); n > 0; --n) {
            const ModelNode& node = model_.nodes[n - 1];
            if (node.is_leaf()) {
                const auto column = static_cast<std::size_t>(node.column);
                lead[n - 1] = table.at(a, column) - table.at(b, column);
                continue;
            }
            std::vector<double> children;
            for (const std::int32_t child : node.children)
                children.push_back(lead[static_cast<std::size_t>(child)]);
            const Measure value = least_difference(polytopes_[n - 1], children);
            if (!value) return value;
            lead[n - 1] = *value;
        }
        return lead.front();
    }

private:
    Diagnostic refusal(std::size_t n, const char* zh, const char* en) const {
        return Diagnostic{
            .code = "E-rank-bounds",
            .zh = fmt::format("没有确定的名次区间：节点“{}”{}", model_.nodes[n].id, zh),
            .en =
                fmt::format("there are no guaranteed ranks: node '{}' {}", model_.nodes[n].id, en)}
            .hint("改看抽样的名次区间", "look at the sampled rank intervals instead");
    }

    // Exactly the nominal weights, unless they vary.
    std::optional<Diagnostic> polytope_of(std::size_t n) {
        const ModelNode& node = model_.nodes[n];
        const WeightVary& vary = model_.weights;
        WeightPolytope& polytope = polytopes_[n];
        const std::size_t count = node.children.size();
        std::vector<double> nominal;
        for (const std::int32_t child : node.children)
            nominal.push_back(model_.nodes[static_cast<std::size_t>(child)].weight);
        const double sum = std::accumulate(nominal.begin(), nominal.end(), 0.0);
        for (double& weight : nominal) weight /= sum;
        std::size_t named = 0;
        for (const std::int32_t child : node.children) named += is_named(child) ? 1 : 0;
        if (named != 0 && named != count)
            return refusal(n, "的下级只有一部分权重变动",
                           "has children only some of whose weights vary");
        if (vary.kind == WeightVaryKind::noise && named != 0) {
            polytope.noisy = nominal;
            polytope.noise = vary.noise;
            return std::nullopt;
        }
        if (vary.kind == WeightVaryKind::ordinal) polytope.order = order_of(node);
        const bool is_free =
            (vary.kind == WeightVaryKind::simplex && named != 0) || !polytope.order.empty();
        if (!is_free) {
            if (vary.kind == WeightVaryKind::dirichlet ||
                vary.kind == WeightVaryKind::expert_spread)
                return refusal(n, "的权重变动没有界限", "has weights that vary without bounds");
            polytope.low = polytope.high = nominal;
            return std::nullopt;
        }
        // What weighs nothing stays out.
        polytope.high.assign(count, 1.0);
        for (std::size_t k = 0; k < count; ++k) polytope.high[k] = nominal[k] > 0 ? 1.0 : 0.0;
        return std::nullopt;
    }

    bool is_named(std::int32_t child) const {
        const auto& levels = model_.weights.levels;
        const std::int32_t level = model_.nodes[static_cast<std::size_t>(child)].level;
        return levels.empty() || std::find(levels.begin(), levels.end(), level) != levels.end();
    }

    std::vector<std::pair<std::size_t, std::size_t>> order_of(const ModelNode& node) const {
        std::vector<std::pair<std::size_t, std::size_t>> order;
        const auto place = [&](std::int32_t child) {
            return static_cast<std::size_t>(
                std::find(node.children.begin(), node.children.end(), child) -
                node.children.begin());
        };
        for (const auto& [first, second] : model_.weights.at_least) {
            if (place(first) < node.children.size() && place(second) < node.children.size())
                order.emplace_back(place(first), place(second));
        }
        return order;
    }

    const Model& model_;
    std::vector<WeightPolytope> polytopes_;
};

}  // namespace

Result<std::vector<RankBounds>> rank_bounds(const Model& model, const Stop& stop) {
    LinearTree tree(model);
    if (auto fault = tree.prepare()) return unexpected(std::move(*fault));
    const auto builder = model.make_builder();
    const auto table = builder->build({}, nullptr);
    if (!table) return unexpected(table.error());
    // Only the columns that stand in the tree have to be there.
    std::vector<std::size_t> rows;
    for (std::size_t row = 0; row < (*table)->rows(); ++row) {
        bool whole = true;
        for (const ModelNode& node : model.nodes) {
            if (node.is_leaf())
                whole = whole && (*table)->has(row, static_cast<std::size_t>(node.column));
        }
        if (whole) rows.push_back(row);
    }
    if (rows.size() != (*table)->rows())
        return unexpected(Diagnostic{.code = "E-rank-bounds-gaps",
                                     .zh = "没有确定的名次区间：有的单位缺数据",
                                     .en = "there are no guaranteed ranks: some units lack figures"}
                              .hint("先填补缺失值", "fill in missing figures first"));
    bool over = false;
    std::size_t asked = 0;
    auto bounds = count_sure((*table)->rows(), rows, [&](std::size_t a, std::size_t b) -> Measure {
        constexpr std::size_t kPairsBetweenLooks = 1'024;
        if (++asked % kPairsBetweenLooks == 0) over = over || is_over(stop);
        if (over) return tl::unexpected<Undefined>(Undefined::missing);
        return tree.least(**table, a, b);
    });
    if (over) return unexpected(stopped());
    if (!bounds)
        return unexpected(Diagnostic{
            .code = "E-rank-bounds",
            .zh = fmt::format("没有确定的名次区间：{}", undefined_words(bounds.error()).zh),
            .en = fmt::format("there are no guaranteed ranks: {}",
                              undefined_words(bounds.error()).en)});
    return std::move(*bounds);
}

}  // namespace kc::evaluation
