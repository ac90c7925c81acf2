// SPDX-License-Identifier: Apache-2.0
#include "access/base32.hpp"

#include <cstdint>

namespace kc::access {
namespace {

constexpr std::string_view kAlphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";

}  // namespace

std::string to_base32(std::string_view bytes) {
    std::string text;
    std::uint32_t kept = 0;
    unsigned bits = 0;
    for (const char c : bytes) {
        kept = (kept << 8U) | static_cast<unsigned char>(c);
        for (bits += 8; bits >= 5; bits -= 5) text += kAlphabet[(kept >> (bits - 5)) & 31U];
    }
    if (bits > 0) text += kAlphabet[(kept << (5 - bits)) & 31U];
    return text;
}

std::optional<std::string> from_base32(std::string_view text) {
    std::string bytes;
    std::uint32_t kept = 0;
    unsigned bits = 0;
    for (char c : text) {
        if (c == ' ') continue;
        if (c >= 'a' && c <= 'z') c = static_cast<char>(c - 'a' + 'A');
        const std::size_t value = kAlphabet.find(c);
        if (value == std::string_view::npos) return std::nullopt;
        kept = (kept << 5U) | static_cast<std::uint32_t>(value);
        bits += 5;
        if (bits < 8) continue;
        bits -= 8;
        bytes += static_cast<char>((kept >> bits) & 0xffU);
    }
    // What is left over of the last character is nothing.
    if (bits >= 5 || (kept & ((1U << bits) - 1U)) != 0) return std::nullopt;
    return bytes;
}

}  // namespace kc::access
