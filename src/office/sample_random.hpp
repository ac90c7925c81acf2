// SPDX-License-Identifier: Apache-2.0
// Chance for samples: the same on every machine, which the standard's distributions are not.
#pragma once

#include <array>
#include <cmath>
#include <cstddef>
#include <cstdint>
#include <span>

namespace kc::office {

class SampleRandom {
public:
    explicit SampleRandom(std::uint64_t seed) : state_(seed) {}

    // SplitMix64.
    std::uint64_t next() {
        state_ += 0x9e3779b97f4a7c15ULL;
        std::uint64_t z = state_;
        z = (z ^ (z >> 30U)) * 0xbf58476d1ce4e5b9ULL;
        z = (z ^ (z >> 27U)) * 0x94d049bb133111ebULL;
        return z ^ (z >> 31U);
    }
    // 0 … end - 1.
    int below(int end) { return static_cast<int>(next() % static_cast<std::uint64_t>(end)); }
    int between(int first, int last) { return first + below(last - first + 1); }
    bool happens(int in_thousand) { return below(1000) < in_thousand; }

    template <typename T, std::size_t N>
    const T& pick(const std::array<T, N>& from) {
        return from[static_cast<std::size_t>(below(static_cast<int>(N)))];
    }

    // The place in `weights`, each as likely as its weight.
    std::size_t weighted(std::span<const int> weights) {
        int total = 0;
        for (const int weight : weights) total += weight;
        int left = below(total);
        std::size_t i = 0;
        while (left >= weights[i]) left -= weights[i++];
        return i;
    }

    // Around `median` with a long tail to the right, as firms' revenues have; `spread` is the
    // standard deviation of its logarithm, in per cent.
    std::int64_t skewed(std::int64_t median, int spread) {
        constexpr int kTerms = 12;  // their sum is as good as normal, with a variance of one
        constexpr double kWhole = 18446744073709551616.0;
        double sum = 0;
        for (int i = 0; i < kTerms; ++i) sum += static_cast<double>(next()) / kWhole;
        const double normal = sum - kTerms / 2.0;
        return static_cast<std::int64_t>(static_cast<double>(median) *
                                         std::exp(normal * spread / 100.0));
    }

private:
    std::uint64_t state_;
};

}  // namespace kc::office
