// SPDX-License-Identifier: Apache-2.0
#include "server/base64url.hpp"

#include <cstdint>

namespace kc::server {
namespace {

constexpr std::string_view kSigns =
    "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";

}  // namespace

std::string to_base64url(std::string_view bytes) {
    std::string text;
    std::uint32_t bits = 0;
    int count = 0;
    for (const char byte : bytes) {
        bits = (bits << 8U) | static_cast<unsigned char>(byte);
        for (count += 8; count >= 6; count -= 6)
            text += kSigns[(bits >> static_cast<unsigned>(count - 6)) & 0x3fU];
    }
    if (count > 0) text += kSigns[(bits << static_cast<unsigned>(6 - count)) & 0x3fU];
    return text;
}

std::optional<std::string> from_base64url(std::string_view text) {
    std::string bytes;
    std::uint32_t bits = 0;
    int count = 0;
    for (const char sign : text) {
        const std::size_t value = kSigns.find(sign);
        if (value == std::string_view::npos) return std::nullopt;
        bits = (bits << 6U) | static_cast<std::uint32_t>(value);
        count += 6;
        if (count < 8) continue;
        count -= 8;
        bytes += static_cast<char>((bits >> static_cast<unsigned>(count)) & 0xffU);
    }
    const std::uint32_t rest = bits & ((1U << static_cast<unsigned>(count)) - 1U);
    if (count >= 6 || rest != 0) return std::nullopt;
    return bytes;
}

}  // namespace kc::server
