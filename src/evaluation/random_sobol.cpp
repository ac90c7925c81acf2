// SPDX-License-Identifier: Apache-2.0
#include "evaluation/random_sobol.hpp"

#include <array>
#include <bit>

#include "base/check.hpp"
#include "evaluation/random.hpp"
#include "evaluation/random_sobol_table.hpp"

namespace kc::evaluation {
namespace {

constexpr std::size_t kBits = 32;
constexpr std::uint32_t kPurposeScramble = 0x50B01;
using Directions = std::array<std::uint32_t, kBits>;

// Bratley and Fox, ACM Transactions on Mathematical Software 14 (1988) 88-100, equation (5).
Directions directions_of(std::size_t dimension) {
    Directions v = {};
    if (dimension == 0) {
        for (std::size_t i = 0; i < kBits; ++i) v[i] = std::uint32_t{1} << (kBits - 1 - i);
        return v;
    }
    const SobolRow& row = kSobolRows[dimension - 1];
    const std::size_t degree = row.degree;
    for (std::size_t i = 0; i < kBits; ++i) {
        if (i < degree) {
            v[i] = std::uint32_t{row.initial[i]} << (kBits - 1 - i);
            continue;
        }
        v[i] = v[i - degree] ^ (v[i - degree] >> degree);
        for (std::size_t k = 1; k < degree; ++k) {
            if (((row.coefficients >> (degree - 1 - k)) & 1U) != 0) v[i] ^= v[i - k];
        }
    }
    return v;
}

// Each output bit becomes itself plus a random choice of the more significant ones.
Directions scrambled(const Directions& plain, std::uint64_t seed, std::uint32_t dimension) {
    std::array<std::uint32_t, kBits> rows = {};
    for (std::uint32_t bit = 0; bit < kBits; ++bit) {
        const std::uint32_t random = philox4x32(
            {bit, dimension, kPurposeScramble, 0},
            {static_cast<std::uint32_t>(seed), static_cast<std::uint32_t>(seed >> 32U)})[0];
        const std::uint32_t own = std::uint32_t{1} << (kBits - 1 - bit);
        const std::uint32_t above = bit == 0 ? 0 : ~std::uint32_t{0} << (kBits - bit);
        rows[bit] = (random & above) | own;
    }
    Directions mixed = {};
    for (std::size_t i = 0; i < kBits; ++i) {
        for (std::size_t bit = 0; bit < kBits; ++bit) {
            const auto parity = static_cast<std::uint32_t>(std::popcount(rows[bit] & plain[i]) & 1);
            mixed[i] |= parity << (kBits - 1 - bit);
        }
    }
    return mixed;
}

}  // namespace

std::size_t SobolPoints::max_dimensions() {
    return kSobolRows.size() + 1;
}

SobolPoints::SobolPoints(std::size_t dimensions, std::uint64_t seed) : dimensions_(dimensions) {
    KC_CHECK(dimensions <= max_dimensions());
    for (std::size_t d = 0; d < dimensions; ++d) {
        const auto number = static_cast<std::uint32_t>(d);
        const Directions mixed = scrambled(directions_of(d), seed, number);
        directions_.insert(directions_.end(), mixed.begin(), mixed.end());
        shifts_.push_back(philox4x32(
            {0, number, kPurposeScramble, 1},
            {static_cast<std::uint32_t>(seed), static_cast<std::uint32_t>(seed >> 32U)})[0]);
    }
}

void SobolPoints::point(std::uint32_t index, std::span<double> out) const {
    KC_CHECK(out.size() == dimensions_);
    for (std::size_t d = 0; d < dimensions_; ++d) {
        std::uint32_t x = shifts_[d];
        for (std::uint32_t rest = index; rest != 0; rest &= rest - 1)
            x ^= directions_[d * kBits + static_cast<std::size_t>(std::countr_zero(rest))];
        out[d] = (static_cast<double>(x) + 0.5) * 0x1p-32;
    }
}

}  // namespace kc::evaluation
