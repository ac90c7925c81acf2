// SPDX-License-Identifier: Apache-2.0
// A text as JSON writes it, for the payloads of commands.
#pragma once

#include <string>
#include <string_view>

namespace kc::office {

// `text` must be UTF-8.
std::string json_quoted(std::string_view text);

}  // namespace kc::office
