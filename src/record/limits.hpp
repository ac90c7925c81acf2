// SPDX-License-Identifier: Apache-2.0
// How much of anything is taken. Every limit has a test that goes one past it.
#pragma once

#include <cstddef>
#include <cstdint>

namespace kc::record {

inline constexpr std::size_t kMaxTextBytes = 20'000;  // of one field
inline constexpr std::size_t kMaxReasonBytes = 1'000;
inline constexpr std::size_t kMaxSearchWords = 8;
inline constexpr std::size_t kMaxSearchBytes = 200;
inline constexpr std::int32_t kMaxPage = 500;
inline constexpr std::int32_t kMaxSplitParts = 20;
inline constexpr std::int64_t kMaxFollowers = 100'000;  // records moved along with one
inline constexpr std::int32_t kMaxSearchedTitles = 20;  // former names kept for searching
inline constexpr std::int32_t kMinYear = 1949;
inline constexpr std::int32_t kMaxYear = 2200;

}  // namespace kc::record
