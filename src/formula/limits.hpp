// SPDX-License-Identifier: Apache-2.0
// How large anything in a formula may be. Formulas come from packs, and packs from anybody.
#pragma once

#include <cstddef>
#include <cstdint>

namespace kc::formula {

inline constexpr std::size_t kMaxTextBytes = 16 * 1024;
inline constexpr std::size_t kMaxTokens = 4096;
inline constexpr int kMaxDepth = 128;  // nesting, and operators in a row
inline constexpr std::size_t kMaxNumeralCharacters = 24;
inline constexpr std::size_t kMaxNameCharacters = 64;
inline constexpr std::size_t kMaxQuotedCharacters = 256;
inline constexpr std::size_t kMaxArguments = 256;
inline constexpr std::size_t kMaxNodes = std::size_t{1} << 20;
inline constexpr std::size_t kMaxBands = 256;
inline constexpr std::size_t kMaxListItems = 10'000;  // of one row's list

// Numbers are counted in steps; every finite count lies within these.
inline constexpr std::int64_t kMaxCount = 4'000'000'000'000'000'000;
inline constexpr std::int64_t kUnboundedBelow = INT64_MIN;
inline constexpr std::int64_t kUnboundedAbove = INT64_MAX;

// Rows computed at a time.
inline constexpr std::size_t kBlockRows = 1024;

}  // namespace kc::formula
