// SPDX-License-Identifier: Apache-2.0
#include "evaluation/uncertainty_statistics.hpp"

#include <algorithm>
#include <cmath>
#include <numeric>

#include "base/check.hpp"

namespace kc::evaluation {
namespace {

// Histograms of so many units are counted in one pass through the sample.
constexpr std::size_t kUnitsAtOnce = 32;

// counts[i * (units + 1) + rank] of units first, first + 1, ...
void count_ranks(const RankSample& sample, std::size_t first, std::size_t units,
                 std::vector<std::uint32_t>& counts) {
    const std::size_t width = sample.units + 1;
    counts.assign(units * width, 0);
    for (std::size_t r = 0; r < sample.replications; ++r) {
        const Rank* ranks = &sample.ranks[r * sample.units + first];
        for (std::size_t i = 0; i < units; ++i) ++counts[i * width + ranks[i]];
    }
}

Rank quantile_of(std::span<const std::uint32_t> counts, std::size_t ranked, double p) {
    // A hair below, so that 5 of 100 replications are 0.05 of them.
    const double wanted = p * static_cast<double>(ranked) - 1e-9;
    double sum = 0;
    for (std::size_t rank = 1; rank < counts.size(); ++rank) {
        sum += counts[rank];
        if (counts[rank] > 0 && sum >= wanted) return static_cast<Rank>(rank);
    }
    return 0;
}

RankStatistics statistics_of(std::span<const std::uint32_t> counts, double interval) {
    RankStatistics s;
    double sum = 0;
    for (std::size_t rank = 1; rank < counts.size(); ++rank) {
        if (counts[rank] == 0) continue;
        if (s.ranked == 0) s.least = static_cast<Rank>(rank);
        s.greatest = static_cast<Rank>(rank);
        s.ranked += counts[rank];
        sum += static_cast<double>(rank) * counts[rank];
    }
    if (s.ranked == 0) return s;
    const auto n = static_cast<double>(s.ranked);
    s.mean = sum / n;
    double squares = 0;
    for (std::size_t rank = s.least; rank <= s.greatest; ++rank) {
        const double off = static_cast<double>(rank) - s.mean;
        squares += off * off * counts[rank];
    }
    s.deviation = n > 1 ? std::sqrt(squares / (n - 1)) : 0.0;
    const auto quantile = [&](double p) { return quantile_of(counts, s.ranked, p); };
    s.q05 = quantile(0.05);
    s.q25 = quantile(0.25);
    s.median = quantile(0.5);
    s.q75 = quantile(0.75);
    s.q95 = quantile(0.95);
    s.low = quantile((1 - interval) / 2);
    s.high = quantile((1 + interval) / 2);
    return s;
}

}  // namespace

std::vector<RankStatistics> rank_statistics(const RankSample& sample, double interval) {
    KC_CHECK(interval > 0 && interval < 1);
    std::vector<RankStatistics> all;
    std::vector<std::uint32_t> counts;
    const std::size_t width = sample.units + 1;
    for (std::size_t first = 0; first < sample.units; first += kUnitsAtOnce) {
        const std::size_t units = std::min(kUnitsAtOnce, sample.units - first);
        count_ranks(sample, first, units, counts);
        for (std::size_t i = 0; i < units; ++i)
            all.push_back(statistics_of(std::span(counts).subspan(i * width, width), interval));
    }
    return all;
}

std::vector<double> rank_acceptability(const RankSample& sample, std::size_t unit) {
    KC_CHECK(unit < sample.units);
    std::vector<std::uint32_t> counts;
    count_ranks(sample, unit, 1, counts);
    std::vector<double> shares(sample.units);
    for (std::size_t rank = 1; rank <= sample.units; ++rank)
        shares[rank - 1] = static_cast<double>(counts[rank]) /
                           static_cast<double>(std::max<std::size_t>(sample.replications, 1));
    return shares;
}

double top_share(const RankSample& sample, std::size_t unit, Rank k) {
    const std::vector<double> shares = rank_acceptability(sample, unit);
    const auto end = static_cast<std::ptrdiff_t>(std::min<std::size_t>(k, shares.size()));
    return std::accumulate(shares.begin(), shares.begin() + end, 0.0);
}

double share_above(const RankSample& sample, std::size_t a, std::size_t b) {
    KC_CHECK(a < sample.units && b < sample.units);
    std::vector<Rank> of_a;
    std::vector<Rank> of_b;
    for (std::size_t r = 0; r < sample.replications; ++r) {
        of_a.push_back(sample.rank(r, a));
        of_b.push_back(sample.rank(r, b));
    }
    return share_above(of_a, of_b);
}

std::vector<double> pairwise_shares(const RankSample& sample) {
    KC_CHECK(sample.units <= kPairwiseUnitsMax);
    const std::size_t n = sample.units;
    std::vector<std::uint32_t> above(n * n);
    std::vector<std::uint32_t> equal(n * n);
    std::vector<std::uint32_t> both(n * n);
    for (std::size_t r = 0; r < sample.replications; ++r) {
        const std::span<const Rank> ranks = sample.replication(r);
        for (std::size_t a = 0; a < n; ++a) {
            if (ranks[a] == 0) continue;
            for (std::size_t b = 0; b < n; ++b) {
                above[a * n + b] += ranks[a] < ranks[b] ? 1 : 0;
                equal[a * n + b] += ranks[a] == ranks[b] ? 1 : 0;
                both[a * n + b] += ranks[b] != 0 ? 1 : 0;
            }
        }
    }
    std::vector<double> shares(n * n, 0.5);
    for (std::size_t i = 0; i < n * n; ++i) {
        if (both[i] > 0) shares[i] = (above[i] + 0.5 * equal[i]) / both[i];
    }
    return shares;
}

namespace {

// By unit instead of by replication, so that a pair is two runs through memory.
std::vector<Rank> by_unit(const RankSample& sample) {
    constexpr std::size_t kTile = 64;
    std::vector<Rank> turned(sample.ranks.size());
    for (std::size_t r = 0; r < sample.replications; r += kTile) {
        for (std::size_t u = 0; u < sample.units; u += kTile) {
            for (std::size_t i = r; i < std::min(r + kTile, sample.replications); ++i) {
                for (std::size_t j = u; j < std::min(u + kTile, sample.units); ++j)
                    turned[j * sample.replications + i] = sample.ranks[i * sample.units + j];
            }
        }
    }
    return turned;
}

}  // namespace

double share_above(std::span<const Rank> a, std::span<const Rank> b) {
    KC_CHECK(a.size() == b.size());
    std::uint32_t above = 0;
    std::uint32_t equal = 0;
    std::uint32_t both = 0;
    for (std::size_t r = 0; r < a.size(); ++r) {
        const std::uint32_t counts = (a[r] != 0) & (b[r] != 0);
        both += counts;
        above += counts & (a[r] < b[r]);
        equal += counts & (a[r] == b[r]);
    }
    return both == 0 ? 0.5 : (above + 0.5 * equal) / both;
}

std::vector<Band> rank_bands(const RankSample& sample, std::span<const Rank> nominal,
                             double certainty) {
    KC_CHECK(nominal.size() == sample.units);
    std::vector<std::size_t> order;
    for (std::size_t unit = 0; unit < nominal.size(); ++unit) {
        if (nominal[unit] != 0) order.push_back(unit);
    }
    std::stable_sort(order.begin(), order.end(),
                     [&](std::size_t a, std::size_t b) { return nominal[a] < nominal[b]; });
    std::vector<Band> bands(nominal.size());
    const std::vector<Rank> turned = by_unit(sample);
    const auto of = [&](std::size_t unit) {
        return std::span(turned).subspan(unit * sample.replications, sample.replications);
    };
    std::size_t number = 0;
    for (std::size_t first = 0; first < order.size();) {
        ++number;
        std::size_t end = first + 1;
        // Equal ranks never part, whatever the sample says.
        while (end < order.size() && (nominal[order[end]] == nominal[order[end - 1]] ||
                                      share_above(of(order[first]), of(order[end])) < certainty))
            ++end;
        for (std::size_t i = first; i < end; ++i)
            bands[order[i]] = {number, static_cast<Rank>(first + 1), static_cast<Rank>(end)};
        first = end;
    }
    return bands;
}

}  // namespace kc::evaluation
