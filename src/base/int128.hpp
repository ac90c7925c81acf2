// SPDX-License-Identifier: Apache-2.0
// The compiler's 128-bit integer under a name that -Wpedantic accepts, and the few things needed
// around it.
#pragma once

#include <cstdint>
#include <optional>

namespace kc::base {

__extension__ typedef __int128 Int128;

// 10 to the power of `exponent`, for 0 <= exponent <= 38.
constexpr Int128 power_of_ten(int exponent) {
    Int128 power = 1;
    for (int i = 0; i < exponent; ++i) power *= 10;
    return power;
}

constexpr std::optional<Int128> checked_multiply(Int128 a, Int128 b) {
    Int128 product = 0;
    if (__builtin_mul_overflow(a, b, &product)) return std::nullopt;
    return product;
}

constexpr std::optional<Int128> checked_add(Int128 a, Int128 b) {
    Int128 sum = 0;
    if (__builtin_add_overflow(a, b, &sum)) return std::nullopt;
    return sum;
}

}  // namespace kc::base
