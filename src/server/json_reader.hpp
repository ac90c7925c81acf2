// SPDX-License-Identifier: Apache-2.0
// Reads the JSON of a request body (RFC 8259), strictly and within limits.
//
// Numbers stay the text they are, so that 2.60 or eighteen digits arrive as they were sent.
// Duplicate keys, broken UTF-8 and anything after the value are errors.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "base/result.hpp"

namespace kc::server {

enum class JsonType : std::uint8_t { null, boolean, number, text, array, object };

struct JsonValue {
    JsonType type = JsonType::null;
    std::string text = {};  // of a text; a number as written; "true" or "false"
    std::vector<JsonValue> items = {};
    std::vector<std::pair<std::string, JsonValue>> members = {};

    // Null when this is no object or has no such member.
    [[nodiscard]] const JsonValue* find(std::string_view name) const;
};

inline constexpr int kJsonDepthMax = 32;
inline constexpr std::size_t kJsonNodesMax = 200'000;

Result<JsonValue> read_json(std::string_view text);

}  // namespace kc::server
