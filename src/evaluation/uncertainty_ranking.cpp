// SPDX-License-Identifier: Apache-2.0
#include "evaluation/uncertainty_ranking.hpp"

#include <algorithm>
#include <bit>
#include <cmath>

#include "base/check.hpp"

namespace kc::evaluation {
namespace {

// A bucket with more than this is sorted by itself before the repair.
constexpr std::uint32_t kCrowd = 16;

}  // namespace

// Puts rows into buckets of falling score; false when the scores cannot be spread.
bool Ranker::spread(std::span<const double> scores, std::span<const std::uint32_t> rows) {
    const std::size_t n = rows.size();
    double low = scores[rows[0]];
    double high = low;
    for (const std::uint32_t row : rows) {
        low = std::min(low, scores[row]);
        high = std::max(high, scores[row]);
    }
    const std::size_t count = std::bit_ceil(2 * n);
    const double scale = (static_cast<double>(count) - 1) / (high - low);
    if (!(high > low) || !std::isfinite(scale) || !std::isfinite(high - low)) return false;
    starts_.assign(count + 1, 0);
    buckets_.resize(n);
    for (std::size_t i = 0; i < n; ++i) {
        buckets_[i] = static_cast<std::uint32_t>((high - scores[rows[i]]) * scale);
        ++starts_[buckets_[i] + 1];
    }
    for (std::size_t b = 1; b <= count; ++b) starts_[b] += starts_[b - 1];
    for (std::size_t i = 0; i < n; ++i) order_[starts_[buckets_[i]]++] = rows[i];
    // starts_[b] is now where bucket b ends.
    std::uint32_t begin = 0;
    for (std::size_t b = 0; b < count; ++b) {
        const std::uint32_t end = starts_[b];
        if (end - begin > kCrowd)
            std::sort(order_.begin() + begin, order_.begin() + end,
                      [&](std::uint32_t x, std::uint32_t y) { return scores[x] > scores[y]; });
        begin = end;
    }
    return true;
}

void Ranker::rank(std::span<const double> scores, std::span<const std::uint32_t> rows,
                  std::span<Rank> ranks) {
    const std::size_t n = rows.size();
    KC_CHECK(n <= kRankedUnitsMax);
    if (n == 0) return;
    order_.resize(n);
    sorted_.resize(n);
    if (!spread(scores, rows)) {
        std::copy(rows.begin(), rows.end(), order_.begin());
        std::sort(order_.begin(), order_.end(),
                  [&](std::uint32_t x, std::uint32_t y) { return scores[x] > scores[y]; });
    }
    // Buckets are in order; inside them neighbours may stand the wrong way round.
    for (std::size_t i = 0; i < n; ++i) {
        const std::uint32_t row = order_[i];
        const double score = scores[row];
        std::size_t at = i;
        while (at > 0 && sorted_[at - 1] < score) {
            sorted_[at] = sorted_[at - 1];
            order_[at] = order_[at - 1];
            --at;
        }
        sorted_[at] = score;
        order_[at] = row;
    }
    std::size_t rank = 0;
    for (std::size_t i = 0; i < n; ++i) {
        if (i == 0 || sorted_[i] != sorted_[i - 1]) rank = i + 1;
        ranks[order_[i]] = static_cast<Rank>(rank);
    }
}

}  // namespace kc::evaluation
