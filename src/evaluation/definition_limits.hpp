// SPDX-License-Identifier: Apache-2.0
// How large an evaluation may be. Every limit has a test that goes one past it.
#pragma once

#include <cstddef>
#include <cstdint>

namespace kc::evaluation {

inline constexpr std::size_t kMaxIndicators = 1'000;
inline constexpr std::size_t kMaxNodes = 5'000;
inline constexpr std::size_t kMaxTreeDepth = 16;
inline constexpr std::size_t kMaxUnits = 20'000;
inline constexpr std::size_t kMaxYears = 100;
inline constexpr std::size_t kMaxCells = 20'000'000;
inline constexpr std::size_t kMaxExperts = 200;
inline constexpr std::int32_t kMaxReplications = 1'000'000;

// Below this number of units statistics of a distribution say nothing: skewness and kurtosis, PCA,
// Cronbach's alpha, correlations and weights made from them.
inline constexpr std::size_t kFewUnits = 20;

}  // namespace kc::evaluation
