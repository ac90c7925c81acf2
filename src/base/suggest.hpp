// SPDX-License-Identifier: Apache-2.0
// The name somebody probably meant, for "did you mean …".
#pragma once

#include <cstddef>
#include <optional>
#include <span>
#include <string>
#include <string_view>

namespace kc::base {

// Longer names are neither compared nor suggested; the cost grows with the product of the lengths.
inline constexpr std::size_t kMaxSuggestLength = 128;

// Insertions, deletions, replacements and swaps of neighbours that turn one text into the other,
// counted in characters, not bytes.
std::size_t edit_distance(std::u32string_view a, std::u32string_view b);

// The nearest of `names`, the first of equally near ones; empty when none is near enough to be
// worth proposing (about one character in three may differ). Letters' case does not count, and
// neither does - against _.
std::optional<std::string> nearest(std::string_view wrong, std::span<const std::string> names);

}  // namespace kc::base
