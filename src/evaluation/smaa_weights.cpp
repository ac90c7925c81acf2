// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <cmath>
#include <numeric>

#include "evaluation/rank_bounds_polytope.hpp"
#include "evaluation/smaa.hpp"

namespace kc::evaluation {
namespace {

constexpr int kRejectionsMax = 200;
// Steps of one walk, so that each pair is moved some ten times.
std::size_t steps_of(std::size_t count) {
    return 100 + 10 * count * count;
}

}  // namespace

// A point with as much room on all sides as there is: the greatest s with every bound kept by s.
std::optional<BoundedWeights> BoundedWeights::make(std::size_t count, OrderPairs order,
                                                   std::vector<double> low,
                                                   std::vector<double> high) {
    low.resize(count, 0.0);
    high.resize(count, 1.0);
    if (count == 0 || has_cycle(order, count)) return std::nullopt;
    LinearProgram lp(count + 1);
    lp.objective[count] = 1;
    std::vector<double> sum(count + 1, 1.0);
    sum[count] = 0;
    lp.add(sum, Relation::equal, 1);
    for (std::size_t k = 0; k < count; ++k) {
        if (!(low[k] >= 0) || !(high[k] <= 1) || !(low[k] <= high[k])) return std::nullopt;
        std::vector<double> row(count + 1);
        row[k] = 1;
        // A weight that is fixed leaves no room and needs none.
        const double room = high[k] > low[k] ? 1.0 : 0.0;
        row[count] = -room;
        lp.add(row, Relation::at_least, low[k]);
        row[count] = room;
        lp.add(row, Relation::at_most, high[k]);
    }
    for (const auto& [first, second] : order) {
        std::vector<double> row(count + 1);
        row[first] = 1;
        row[second] = -1;
        row[count] = -0.5;
        lp.add(row, Relation::at_least, 0);
    }
    const auto solution = lp.solve();
    if (!solution) return std::nullopt;
    BoundedWeights weights;
    weights.count_ = count;
    weights.order_ = std::move(order);
    weights.low_ = std::move(low);
    weights.high_ = std::move(high);
    weights.inside_.assign(solution->x.begin(), solution->x.end() - 1);
    return weights;
}

bool BoundedWeights::fits(std::span<const double> weights) const {
    for (std::size_t k = 0; k < count_; ++k) {
        if (weights[k] < low_[k] || weights[k] > high_[k]) return false;
    }
    return true;
}

void BoundedWeights::draw(RandomStream& draws, std::span<double> out) const {
    KC_CHECK(out.size() == count_);
    for (int i = 0; i < kRejectionsMax; ++i) {
        ordinal_weights(order_, draws, out);
        const double sum = std::accumulate(out.begin(), out.end(), 0.0);
        for (double& weight : out) weight /= sum;
        if (fits(out)) return;
    }
    walk(draws, out);
}

// Moves weight between two children at a time, as far as a random number says of what is possible.
// Pairs and not any direction: pieces that are narrow in some weights and wide in others are walked
// through as quickly.
void BoundedWeights::walk(RandomStream& draws, std::span<double> out) const {
    std::copy(inside_.begin(), inside_.end(), out.begin());
    std::vector<std::size_t> free;
    for (std::size_t k = 0; k < count_; ++k) {
        if (low_[k] < high_[k]) free.push_back(k);
    }
    if (free.size() < 2) return;
    for (std::size_t step = 0; step < steps_of(count_); ++step) {
        const std::size_t up = free[draws.below(free.size())];
        const std::size_t down = free[draws.below(free.size())];
        const double u = draws.uniform();
        if (up == down) continue;
        double forth = std::min(high_[up] - out[up], out[down] - low_[down]);
        double back = -std::min(out[up] - low_[up], high_[down] - out[down]);
        for (const auto& [first, second] : order_) {
            const int rate = (first == up) - (first == down) - (second == up) + (second == down);
            const double room = out[first] - out[second];
            if (rate < 0) forth = std::min(forth, room / -rate);
            if (rate > 0) back = std::max(back, -room / rate);
        }
        if (!(forth > back)) continue;
        const double moved = back + u * (forth - back);
        out[up] = std::clamp(out[up] + moved, low_[up], high_[up]);
        out[down] = std::clamp(out[down] - moved, low_[down], high_[down]);
    }
}

}  // namespace kc::evaluation
