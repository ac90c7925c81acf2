// SPDX-License-Identifier: Apache-2.0
// How large anything in policies and their data may be. Every limit has a test one past it.
#pragma once

#include <cstddef>
#include <cstdint>

namespace kc::policy {

inline constexpr std::size_t kMaxNames = 2'000;     // of one policy
inline constexpr std::size_t kMaxPolicies = 2'000;  // of one set
inline constexpr std::size_t kMaxTests = 500;       // of one policy
inline constexpr std::size_t kMaxLevers = 32;
inline constexpr std::int32_t kMaxLeverSteps = 100'000;
inline constexpr std::size_t kMaxProposals = 3;

// Data files.
inline constexpr std::size_t kMaxColumns = 1'000;
inline constexpr std::size_t kMaxCellBytes = 4'096;
inline constexpr std::size_t kMaxRows = 20'000'000;
inline constexpr std::size_t kMaxRowErrors = 1'000;  // reported one by one; the rest are counted
inline constexpr std::size_t kMaxSubjectBytes = std::size_t{4} << 20;
inline constexpr std::size_t kMaxThreads = 256;

}  // namespace kc::policy
