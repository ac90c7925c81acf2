// SPDX-License-Identifier: Apache-2.0
#include "base/latency.hpp"

#include <algorithm>

namespace kc::base {

void Latency::add(std::int64_t us) noexcept {
    const auto step = std::lower_bound(kEdgesUs.begin(), kEdgesUs.end(), us) - kEdgesUs.begin();
    in_step_[static_cast<std::size_t>(step)].fetch_add(1, std::memory_order_relaxed);
    sum_us_.fetch_add(std::max<std::int64_t>(us, 0), std::memory_order_relaxed);
}

Latency::Counted Latency::counted() const noexcept {
    Counted counted;
    for (std::size_t i = 0; i < kSteps; ++i) {
        counted.in_step[i] = in_step_[i].load(std::memory_order_relaxed);
        counted.count += counted.in_step[i];
    }
    counted.sum_us = sum_us_.load(std::memory_order_relaxed);
    return counted;
}

}  // namespace kc::base
