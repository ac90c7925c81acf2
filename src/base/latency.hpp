// SPDX-License-Identifier: Apache-2.0
// How long things took, counted into fixed steps; any number of threads may add.
//
// The steps are those of the usual latency histograms: fine where a person notices nothing, coarse
// where somebody has gone to fetch tea. The last one has no end.
#pragma once

#include <array>
#include <atomic>
#include <cstddef>
#include <cstdint>

namespace kc::base {

class Latency {
public:
    // Upper ends, inclusive, in microseconds.
    static constexpr std::array<std::int64_t, 14> kEdgesUs = {
        500,     1'000,   2'500,   5'000,     10'000,    25'000,    50'000,
        100'000, 250'000, 500'000, 1'000'000, 2'500'000, 5'000'000, 10'000'000};
    static constexpr std::size_t kSteps = kEdgesUs.size() + 1;

    void add(std::int64_t us) noexcept;

    struct Counted {
        std::array<std::uint64_t, kSteps> in_step = {};  // not summed up
        std::uint64_t count = 0;
        std::int64_t sum_us = 0;
    };
    // Not one moment of all numbers: what is added meanwhile may be in some of them only. `count`
    // is the sum of the steps.
    [[nodiscard]] Counted counted() const noexcept;

private:
    std::array<std::atomic<std::uint64_t>, kSteps> in_step_ = {};
    std::atomic<std::int64_t> sum_us_ = 0;
};

}  // namespace kc::base
