// SPDX-License-Identifier: Apache-2.0
// Base32 of RFC 4648, as authenticator apps take keys: capitals, no padding.
#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace kc::access {

std::string to_base32(std::string_view bytes);

// Small letters and blanks between groups are fine; padding is not.
std::optional<std::string> from_base32(std::string_view text);

}  // namespace kc::access
