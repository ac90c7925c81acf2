// SPDX-License-Identifier: Apache-2.0
// Random numbers that are the same on every machine (splitmix64).
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>

namespace slow {

class Random {
public:
    explicit Random(std::uint64_t seed) : state_(seed) {}

    std::uint64_t next() {
        state_ += 0x9E3779B97F4A7C15ULL;
        std::uint64_t z = state_;
        z = (z ^ (z >> 30U)) * 0xBF58476D1CE4E5B9ULL;
        z = (z ^ (z >> 27U)) * 0x94D049BB133111EBULL;
        return z ^ (z >> 31U);
    }

    // 0 to end - 1.
    std::int64_t below(std::int64_t end) {
        return static_cast<std::int64_t>(next() % static_cast<std::uint64_t>(end));
    }

    std::int64_t between(std::int64_t low, std::int64_t high) {
        return low + below(high - low + 1);
    }

    bool one_in(std::int64_t many) { return below(many) == 0; }

    template <typename T, std::size_t N>
    const T& pick(const std::array<T, N>& from) {
        return from[static_cast<std::size_t>(below(N))];
    }

    // Every order of size up to `most` is as likely as every other.
    std::int64_t of_any_size(std::int64_t most) {
        std::int64_t size = 1;
        int digits = 0;
        for (std::int64_t rest = most; rest > 0; rest /= 10) ++digits;
        for (std::int64_t i = below(digits + 1); i > 0; --i) size *= 10;
        const std::int64_t value = below(size);
        return value < most ? value : most;
    }

private:
    std::uint64_t state_;
};

}  // namespace slow
