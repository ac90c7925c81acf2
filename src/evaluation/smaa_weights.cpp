// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <cmath>
#include <numeric>

#include "evaluation/rank_bounds_polytope.hpp"
#include "evaluation/smaa.hpp"

namespace kc::evaluation {
namespace {

constexpr int kRejectionsMax = 200;
// Steps of one walk; the distance to uniform falls with the square of the dimension.
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

void BoundedWeights::walk(RandomStream& draws, std::span<double> out) const {
    std::copy(inside_.begin(), inside_.end(), out.begin());
    std::vector<double> direction(count_);
    for (std::size_t step = 0; step < steps_of(count_); ++step) {
        // A random direction that keeps the sum.
        double mean = 0;
        for (std::size_t k = 0; k < count_; ++k) {
            direction[k] = low_[k] < high_[k] ? draws.normal() : 0.0;
            mean += direction[k];
        }
        const auto free = static_cast<double>(
            std::count_if(direction.begin(), direction.end(), [](double d) { return d != 0; }));
        if (free < 2) return;
        for (double& d : direction) d = d != 0 ? d - mean / free : 0.0;
        double forth = 1e300;
        double back = -1e300;
        // Room along the direction before `slack` becomes negative at `rate`.
        const auto limit = [&](double slack, double rate) {
            if (rate < 0) forth = std::min(forth, slack / -rate);
            if (rate > 0) back = std::max(back, -slack / rate);
        };
        for (std::size_t k = 0; k < count_; ++k) {
            limit(out[k] - low_[k], direction[k]);
            limit(high_[k] - out[k], -direction[k]);
        }
        for (const auto& [first, second] : order_)
            limit(out[first] - out[second], direction[first] - direction[second]);
        if (!(forth > back)) continue;
        const double at = back + draws.uniform() * (forth - back);
        for (std::size_t k = 0; k < count_; ++k)
            out[k] = std::clamp(out[k] + at * direction[k], low_[k], high_[k]);
    }
}

}  // namespace kc::evaluation
