// SPDX-License-Identifier: Apache-2.0
// The SHA-256 of a file, by which a pack knows the very document it was made from.
#pragma once

#include <string>
#include <string_view>

namespace kc::office {

// 64 small hexadecimal digits.
std::string sha256_hex(std::string_view bytes);

}  // namespace kc::office
