// SPDX-License-Identifier: Apache-2.0
// Base64 for addresses and tokens (RFC 4648 §5), without padding.
#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace kc::server {

std::string to_base64url(std::string_view bytes);
// Nothing for any other way to write bytes: one value is one text.
std::optional<std::string> from_base64url(std::string_view text);

}  // namespace kc::server
