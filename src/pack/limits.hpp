// SPDX-License-Identifier: Apache-2.0
// How much of anything is taken. Every limit has a test that goes one past it.
#pragma once

#include <cstddef>

namespace kc::pack {

// In one file.
inline constexpr std::size_t kMaxFileBytes = std::size_t{4} << 20;
inline constexpr std::size_t kMaxNodes = 200'000;
inline constexpr std::size_t kMaxDepth = 64;
inline constexpr std::size_t kMaxFindingsPerFile = 100;

// Of a registry. A database's name of a table or column holds 63 characters, ours among them.
inline constexpr std::size_t kMaxRegistryCode = 40;
inline constexpr std::size_t kMaxRegistryFields = 120;

// Of a form.
inline constexpr std::size_t kMaxFormFieldCode = 40;
inline constexpr std::size_t kMaxFormFields = 300;

// In one folder.
inline constexpr std::size_t kMaxFiles = 5'000;
inline constexpr int kMaxFolderDepth = 16;
inline constexpr std::size_t kMaxFindings = 1'000;

}  // namespace kc::pack
