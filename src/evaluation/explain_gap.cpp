// SPDX-License-Identifier: Apache-2.0
#include "evaluation/explain_gap.hpp"

#include <algorithm>
#include <bit>
#include <cmath>
#include <map>
#include <numeric>

#include "evaluation/random.hpp"
#include "evaluation/stage_aggregate.hpp"

namespace kc::evaluation {
namespace {

constexpr std::size_t kExactChildrenMax = 12;  // 4096 coalitions
constexpr std::uint64_t kPermutations = 2'000;

std::size_t at(std::int32_t position) {
    return static_cast<std::size_t>(position);
}

bool compares_units(AggregateKind kind) {
    using K = AggregateKind;
    switch (kind) {
        case K::copeland:
        case K::borda:
        case K::topsis:
        case K::vikor:
        case K::promethee:
        case K::bod:
        case K::wroclaw: return true;
        default: return false;
    }
}

// The score a unit would have with a mix of two units' children.
class Mixture {
public:
    Mixture(const Node& node, const Matrix& scores, const std::vector<double>& weights,
            std::size_t a, std::size_t b)
        : node_(node), weights_(weights), field_(children_of(node, scores)), a_(a), b_(b) {
        const std::size_t rows = compares_units(node.aggregate.kind) ? field_.rows() + 1 : 1;
        mixed_ = Matrix(rows, field_.columns());
        if (rows == 1) return;
        for (std::size_t column = 0; column < field_.columns(); ++column)
            for (std::size_t row = 0; row < field_.rows(); ++row)
                mixed_.set(row, column, field_.get(row, column));
    }

    std::size_t size() const { return field_.columns(); }

    // Children in `of_a` (bits) are unit a's, the others b's.
    std::optional<double> score(const std::vector<bool>& of_a) {
        const std::size_t row = mixed_.rows() - 1;
        for (std::size_t column = 0; column < size(); ++column)
            mixed_.set(row, column, field_.get(of_a[column] ? a_ : b_, column));
        const auto combined = combine(node_.aggregate, {&mixed_, weights_, 0});
        if (!combined || !combined->scores.has(row)) return std::nullopt;
        return combined->scores[row];
    }

private:
    const Node& node_;
    const std::vector<double>& weights_;
    Matrix field_;
    Matrix mixed_;
    std::size_t a_;
    std::size_t b_;
};

// All coalitions: phi_i = sum over S without i of |S|!(n-|S|-1)!/n! (v(S + i) - v(S)).
std::vector<double> exact_shapley(Mixture& mixture) {
    const std::size_t n = mixture.size();
    const std::size_t all = std::size_t{1} << n;
    std::vector<double> value(all);
    std::vector<bool> members(n);
    double last = 0;
    for (std::size_t set = 0; set < all; ++set) {
        for (std::size_t i = 0; i < n; ++i) members[i] = ((set >> i) & 1U) != 0;
        // Without any child there is no score; then the mix counts as what it was before.
        last = mixture.score(members).value_or(last);
        value[set] = last;
    }
    std::vector<double> weight(n);
    for (std::size_t size = 0; size < n; ++size)
        weight[size] = std::exp(std::lgamma(static_cast<double>(size) + 1) +
                                std::lgamma(static_cast<double>(n - size)) -
                                std::lgamma(static_cast<double>(n) + 1));
    std::vector<double> parts(n);
    for (std::size_t set = 0; set < all; ++set) {
        const auto size = static_cast<std::size_t>(std::popcount(set));
        for (std::size_t i = 0; i < n; ++i)
            if (((set >> i) & 1U) == 0)
                parts[i] += weight[size] * (value[set | (std::size_t{1} << i)] - value[set]);
    }
    return parts;
}

// Mean over random orders and their reverses; the parts of each order sum to the gap.
std::vector<double> sampled_shapley(Mixture& mixture) {
    const std::size_t n = mixture.size();
    std::vector<double> parts(n);
    std::vector<std::size_t> order(n);
    for (std::uint64_t round = 0; round < kPermutations; ++round) {
        if (round % 2 == 0) {
            std::iota(order.begin(), order.end(), std::size_t{0});
            RandomStream draws({.seed = 1, .purpose = 0x5A, .replication = round});
            for (std::size_t i = n; i-- > 1;) std::swap(order[i], order[draws.below(i + 1)]);
        } else {
            std::reverse(order.begin(), order.end());
        }
        std::vector<bool> members(n, false);
        double before = mixture.score(members).value_or(0);
        for (const std::size_t i : order) {
            members[i] = true;
            const double now = mixture.score(members).value_or(before);
            parts[i] += (now - before) / static_cast<double>(kPermutations);
            before = now;
        }
    }
    return parts;
}

class GapSplitter {
public:
    GapSplitter(const Evaluation& evaluation, std::size_t a, std::size_t b)
        : definition_(evaluation.definition), year_(evaluation.asked()), a_(a), b_(b) {}

    Result<ScoreGap> run() {
        const Column& scores = year_.adjusted.scores;
        for (const std::size_t row : {a_, b_})
            if (!scores.has(row))
                return unexpected(
                    Diagnostic{.code = "E-no-score",
                               .zh = "单位“" + year_.slice.ids[row] + "”没有得分",
                               .en = "unit '" + year_.slice.ids[row] + "' has no score"});
        out_.a = a_;
        out_.b = b_;
        out_.gap = scores[a_] - scores[b_];
        split(0, year_.root()[a_] - year_.root()[b_]);
        add_adjustments();
        std::stable_sort(out_.parts.begin(), out_.parts.end(),
                         [](const GapPart& x, const GapPart& y) {
                             return std::abs(x.points) > std::abs(y.points);
                         });
        return std::move(out_);
    }

private:
    bool is_complete(const Node& node) const {
        return std::all_of(node.children.begin(), node.children.end(), [&](std::int32_t child) {
            return year_.tree.scores.has(a_, at(child)) && year_.tree.scores.has(b_, at(child));
        });
    }

    // Parts of the children, before they are scaled to `points`.
    std::vector<double> parts_of(std::size_t position) const {
        const Node& node = definition_.nodes[position];
        const std::vector<double>& weights = year_.tree.weights[position].values;
        const bool is_linear = node.aggregate.kind == AggregateKind::arithmetic ||
                               node.aggregate.kind == AggregateKind::sum;
        if (is_linear && is_complete(node)) {
            const double total = node.aggregate.kind == AggregateKind::sum
                                     ? 1.0
                                     : std::accumulate(weights.begin(), weights.end(), 0.0);
            std::vector<double> parts;
            for (std::size_t i = 0; i < node.children.size(); ++i)
                parts.push_back(weights[i] / total *
                                (year_.tree.scores.at(a_, at(node.children[i])) -
                                 year_.tree.scores.at(b_, at(node.children[i]))));
            return parts;
        }
        Mixture mixture(node, year_.tree.scores, weights, a_, b_);
        return node.children.size() <= kExactChildrenMax ? exact_shapley(mixture)
                                                         : sampled_shapley(mixture);
    }

    // `points` of the whole gap belong to this node.
    void split(std::size_t position, double points) {
        const Node& node = definition_.nodes[position];
        if (node.is_leaf()) return add_leaf(position, points);
        const auto own_a = year_.tree.scores.get(a_, position);
        const auto own_b = year_.tree.scores.get(b_, position);
        if (!own_a || !own_b) return add_missing(position, points);
        const double own = *own_a - *own_b;
        const std::vector<double> parts = parts_of(position);
        const double ratio = own == 0 ? 0 : points / own;
        double explained = 0;
        for (std::size_t i = 0; i < parts.size(); ++i) {
            const double share = own == 0 ? 0 : parts[i] * ratio;
            explained += share;
            split(at(node.children[i]), share);
        }
        if (compares_units(node.aggregate.kind) && points != explained)
            out_.parts.push_back(
                {GapPart::Kind::field, position, {}, points - explained, {}, {}, 0});
    }

    void add_leaf(std::size_t position, double points) {
        const auto indicator = static_cast<std::size_t>(definition_.nodes[position].indicator);
        out_.parts.push_back({GapPart::Kind::leaf,
                              position,
                              {},
                              points,
                              year_.denominated.get(a_, indicator),
                              year_.denominated.get(b_, indicator),
                              year_.leaf_weights[position]});
    }

    // One of the two has no score here: what that costs belongs to all leaves below, by weight.
    void add_missing(std::size_t position, double points) {
        std::vector<std::size_t> leaves;
        double total = 0;
        for (std::size_t i = position; i < definition_.nodes.size(); ++i) {
            std::int32_t up = static_cast<std::int32_t>(i);
            while (up >= 0 && at(up) != position) up = definition_.nodes[at(up)].parent;
            if (up < 0 || !definition_.nodes[i].is_leaf()) continue;
            leaves.push_back(i);
            total += year_.leaf_weights[i];
        }
        for (const std::size_t leaf : leaves)
            add_leaf(leaf, total > 0 ? points * year_.leaf_weights[leaf] / total
                                     : points / static_cast<double>(leaves.size()));
    }

    void add_adjustments() {
        std::map<std::string, double> by_kind;
        for (const ScoreChange& change : year_.adjusted.changes) {
            if (change.row == a_) by_kind[change.kind] += change.by;
            if (change.row == b_) by_kind[change.kind] -= change.by;
        }
        for (const auto& [kind, points] : by_kind)
            if (points != 0)
                out_.parts.push_back({GapPart::Kind::adjustment, 0, kind, points, {}, {}, 0});
    }

    const Definition& definition_;
    const YearResult& year_;
    std::size_t a_;
    std::size_t b_;
    ScoreGap out_;
};

bool is_linear(const Definition& definition, const YearResult& year, std::size_t a, std::size_t b) {
    for (std::size_t i = 0; i < definition.nodes.size(); ++i) {
        const Node& node = definition.nodes[i];
        if (!year.tree.scores.has(a, i) || !year.tree.scores.has(b, i)) return false;
        if (!node.is_leaf() && node.aggregate.kind != AggregateKind::arithmetic) return false;
    }
    return true;
}

}  // namespace

Result<ScoreGap> explain_gap(const Evaluation& evaluation, std::size_t a, std::size_t b) {
    return GapSplitter(evaluation, a, b).run();
}

// Weight moves from where a leads most to where it leads least; that is the linear program's
// answer, because every unit of weight moved is worth the difference of the two leads.
std::optional<WeightShift> smallest_weight_shift(const Evaluation& evaluation, std::size_t a,
                                                 std::size_t b) {
    const YearResult& year = evaluation.asked();
    const Definition& definition = evaluation.definition;
    if (!is_linear(definition, year, a, b)) return std::nullopt;
    struct Leaf {
        std::size_t node;
        double lead;
        double weight;
    };
    std::vector<Leaf> leaves;
    double gap = year.adjusted.scores[a] - year.adjusted.scores[b];
    for (std::size_t i = 0; i < definition.nodes.size(); ++i)
        if (definition.nodes[i].is_leaf())
            leaves.push_back(
                {i, year.tree.scores.at(a, i) - year.tree.scores.at(b, i), year.leaf_weights[i]});
    std::stable_sort(leaves.begin(), leaves.end(),
                     [](const Leaf& x, const Leaf& y) { return x.lead > y.lead; });
    const Leaf& target = leaves.back();
    WeightShift shift;
    double moved = 0;
    for (std::size_t i = 0; i + 1 < leaves.size() && gap > 0; ++i) {
        const double worth = leaves[i].lead - target.lead;
        if (worth <= 0 || leaves[i].weight <= 0) continue;
        const double part = std::min(leaves[i].weight, gap / worth);
        shift.moves.push_back({leaves[i].node, leaves[i].weight, leaves[i].weight - part});
        moved += part;
        gap -= part * worth;
    }
    // What is left of the gap after all weight has moved is more than rounding.
    if (gap > 1e-9 * std::max(1.0, std::abs(year.adjusted.scores[a])) || moved == 0)
        return std::nullopt;
    shift.moves.push_back({target.node, target.weight, target.weight + moved});
    shift.distance = 2 * moved;
    return shift;
}

}  // namespace kc::evaluation
