// SPDX-License-Identifier: Apache-2.0
// Bytes made shorter for the way.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>

namespace kc::server {

// Below this the head is most of the answer anyway.
inline constexpr std::size_t kCompressBytesMin = 1'024;

enum class Effort : bool { quick, thorough };

std::string gzip(std::string_view bytes, Effort effort);
std::string brotli(std::string_view bytes, Effort effort);

// Whether the client takes the coding ("gzip", "br").
bool accepts(std::string_view accept_encoding, std::string_view coding);

}  // namespace kc::server
