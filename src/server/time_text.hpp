// SPDX-License-Identifier: Apache-2.0
// Moments as the interface writes them: "2024-11-23T06:13:57Z", UTC, with six digits after the
// point where there are any.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace kc::server {

std::string time_text(std::int64_t microseconds);

// What time_text has written, or nothing: any other way to write a moment is refused, so that one
// moment is one text.
std::optional<std::int64_t> parse_time_text(std::string_view text);

}  // namespace kc::server
