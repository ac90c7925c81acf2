// SPDX-License-Identifier: Apache-2.0
#include "evaluation/uncertainty_weights.hpp"

#include <algorithm>
#include <cmath>
#include <numeric>

#include "base/check.hpp"

namespace kc::evaluation {
namespace {

constexpr int kTriesMax = 64;

bool keeps(const OrderPairs& order, std::span<const double> weights) {
    return std::all_of(order.begin(), order.end(), [&](const auto& pair) {
        return weights[pair.first] >= weights[pair.second];
    });
}

// Children from most to least important; ties in the order they are named. Empty for a cycle.
std::vector<std::size_t> one_extension(const OrderPairs& order, std::size_t count) {
    std::vector<std::size_t> extension;
    std::vector<std::uint8_t> placed(count);
    while (extension.size() < count) {
        const std::size_t before = extension.size();
        for (std::size_t k = 0; k < count; ++k) {
            const bool ready =
                placed[k] == 0 && std::all_of(order.begin(), order.end(), [&](const auto& pair) {
                    return pair.second != k || placed[pair.first] != 0;
                });
            if (!ready) continue;
            placed[k] = 1;
            extension.push_back(k);
            break;
        }
        if (extension.size() == before) return {};
    }
    return extension;
}

// Swaps random neighbours that no pair keeps in order, long enough to forget the beginning.
void shuffle_extension(const OrderPairs& order, RandomStream& draws,
                       std::vector<std::size_t>& extension) {
    const std::size_t m = extension.size();
    std::vector<std::uint8_t> above(m * m);
    for (const auto& [first, second] : order) above[first * m + second] = 1;
    const double steps =
        4 * std::pow(static_cast<double>(m), 3) * std::log(static_cast<double>(m) + 1);
    for (std::size_t step = 0; step < static_cast<std::size_t>(steps); ++step) {
        // One number decides place and coin: twice as many places, every other one stays.
        const std::size_t pick = draws.below(2 * (m - 1));
        const std::size_t at = pick / 2;
        if (pick % 2 == 0 && above[extension[at] * m + extension[at + 1]] == 0)
            std::swap(extension[at], extension[at + 1]);
    }
}

}  // namespace

void noisy_weights(std::span<const double> nominal, double size, RandomStream& draws,
                   std::span<double> out) {
    for (std::size_t k = 0; k < nominal.size(); ++k)
        out[k] = nominal[k] * (1 - size + 2 * size * draws.uniform());
}

void dirichlet_weights(std::span<const double> nominal, double concentration, RandomStream& draws,
                       std::span<double> out) {
    const double sum = std::accumulate(nominal.begin(), nominal.end(), 0.0);
    double total = 0;
    for (std::size_t k = 0; k < nominal.size(); ++k) {
        out[k] = nominal[k] > 0 ? draws.gamma(concentration * nominal[k] / sum) : 0.0;
        total += out[k];
    }
    // With tiny parameters all may underflow; then one child has all the weight.
    if (!(total > 0)) {
        const std::size_t k = draws.below(nominal.size());
        out[k] = 1;
    }
}

void simplex_weights(RandomStream& draws, std::span<double> out) {
    for (double& weight : out) weight = draws.exponential();
}

bool has_cycle(const OrderPairs& order, std::size_t count) {
    return count > 0 && one_extension(order, count).empty();
}

void ordinal_weights(const OrderPairs& order, RandomStream& draws, std::span<double> out) {
    for (int i = 0; i < kTriesMax; ++i) {
        simplex_weights(draws, out);
        if (keeps(order, out)) return;
    }
    std::vector<std::size_t> extension = one_extension(order, out.size());
    KC_CHECK(!extension.empty());
    shuffle_extension(order, draws, extension);
    std::vector<double> falling(out.begin(), out.end());
    std::sort(falling.begin(), falling.end(), std::greater<>{});
    for (std::size_t i = 0; i < extension.size(); ++i) out[extension[i]] = falling[i];
}

WeightSampler::WeightSampler(const Model& model, bool every)
    : model_(model), varies_(model.nodes.size()), orders_(model.nodes.size()) {
    const WeightVary& vary = model.weights;
    for (std::size_t n = 0; n < model.nodes.size(); ++n) {
        const ModelNode& node = model.nodes[n];
        if (every && !node.is_leaf()) varies_[n] = 1;
        if (every || node.is_leaf() || vary.kind == WeightVaryKind::none ||
            node.children.size() < 2)
            continue;
        // Children may stand on different levels; noise falls on those of the levels named.
        bool named = vary.levels.empty();
        for (const std::int32_t child : node.children) named = named || takes_part(child);
        if (vary.kind == WeightVaryKind::expert_spread) named = named && !node.by_expert.empty();
        if (vary.kind == WeightVaryKind::ordinal) {
            for (const auto& [first, second] : vary.at_least) {
                const auto place = [&](std::int32_t child) {
                    return std::find(node.children.begin(), node.children.end(), child) -
                           node.children.begin();
                };
                const auto end = static_cast<std::ptrdiff_t>(node.children.size());
                if (place(first) == end || place(second) == end) continue;
                orders_[n].emplace_back(place(first), place(second));
            }
            named = named && !orders_[n].empty();
        }
        if (!named) continue;
        varies_[n] = 1;
        dimensions_ += vary.kind == WeightVaryKind::expert_spread ? 1 : node.children.size();
    }
}

bool WeightSampler::takes_part(std::int32_t child) const {
    const std::vector<std::int32_t>& levels = model_.weights.levels;
    const std::int32_t level = model_.nodes[static_cast<std::size_t>(child)].level;
    return levels.empty() || std::find(levels.begin(), levels.end(), level) != levels.end();
}

void WeightSampler::nominal(std::span<double> out) const {
    for (std::size_t n = 0; n < model_.nodes.size(); ++n) out[n] = model_.nodes[n].weight;
}

void WeightSampler::draw_children(std::size_t n, RandomStream& draws, std::span<double> out) const {
    const ModelNode& node = model_.nodes[n];
    const std::size_t count = node.children.size();
    std::vector<double> nominal(count);
    std::vector<double> drawn(count);
    double wanted = 0;
    for (std::size_t k = 0; k < count; ++k) {
        nominal[k] = model_.nodes[static_cast<std::size_t>(node.children[k])].weight;
        wanted += nominal[k];
    }
    switch (model_.weights.kind) {
        case WeightVaryKind::none: return;
        case WeightVaryKind::noise:
            noisy_weights(nominal, model_.weights.noise, draws, drawn);
            break;
        case WeightVaryKind::dirichlet:
            dirichlet_weights(nominal, model_.weights.concentration, draws, drawn);
            break;
        case WeightVaryKind::simplex: simplex_weights(draws, drawn); break;
        case WeightVaryKind::ordinal: ordinal_weights(orders_[n], draws, drawn); break;
        case WeightVaryKind::expert_spread: {
            double left = draws.uniform();
            std::size_t expert = 0;
            while (expert + 1 < node.by_expert.size() && left >= node.influence[expert])
                left -= node.influence[expert++];
            drawn = node.by_expert[expert];
            break;
        }
    }
    double sum = 0;
    for (std::size_t k = 0; k < count; ++k) {
        // Out of the index is out of the index; and a level that is not named keeps its weights.
        if (nominal[k] == 0) drawn[k] = 0;
        if (!takes_part(node.children[k])) drawn[k] = nominal[k];
        sum += drawn[k];
    }
    for (std::size_t k = 0; k < count && sum > 0; ++k)
        out[static_cast<std::size_t>(node.children[k])] = drawn[k] * (wanted / sum);
}

void WeightSampler::draw(RandomStream& draws, std::span<double> out) const {
    nominal(out);
    for (std::size_t n = 0; n < model_.nodes.size(); ++n) {
        if (varies_[n] != 0) draw_children(n, draws, out);
    }
}

}  // namespace kc::evaluation
