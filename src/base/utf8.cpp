// SPDX-License-Identifier: Apache-2.0
#include "base/utf8.hpp"

namespace kc::base {
namespace {

constexpr char32_t kBroken = 0xFFFFFFFF;

struct Lead {
    std::size_t following = 0;  // 0: not a lead byte
    unsigned char second_min = 0x80;
    unsigned char second_max = 0xBF;
};

// The narrowed range of the second byte is what keeps overlong forms, surrogates and values past
// U+10FFFF out, and stops a broken sequence at the first byte that cannot belong to it.
constexpr Lead lead_of(unsigned char byte) {
    if (byte >= 0xC2 && byte <= 0xDF) return {1};
    if (byte == 0xE0) return {2, 0xA0, 0xBF};
    if (byte == 0xED) return {2, 0x80, 0x9F};
    if (byte >= 0xE1 && byte <= 0xEF) return {2};
    if (byte == 0xF0) return {3, 0x90, 0xBF};
    if (byte >= 0xF1 && byte <= 0xF3) return {3};
    if (byte == 0xF4) return {3, 0x80, 0x8F};
    return {};
}

// Takes the next code point, or the next broken piece as kBroken; `position` moves past it.
char32_t take(std::string_view bytes, std::size_t& position) {
    const auto first = static_cast<unsigned char>(bytes[position++]);
    if (first < 0x80) return first;
    const Lead lead = lead_of(first);
    if (lead.following == 0) return kBroken;
    char32_t value = first & (0x3FU >> lead.following);
    for (std::size_t i = 0; i < lead.following; ++i) {
        if (position == bytes.size()) return kBroken;
        const auto next = static_cast<unsigned char>(bytes[position]);
        const unsigned char low = i == 0 ? lead.second_min : 0x80;
        const unsigned char high = i == 0 ? lead.second_max : 0xBF;
        if (next < low || next > high) return kBroken;
        value = (value << 6) | (next & 0x3FU);
        ++position;
    }
    return value;
}

constexpr bool is_scalar(char32_t c) {
    return c < 0xD800 || (c > 0xDFFF && c <= 0x10FFFF);
}

}  // namespace

std::u32string decode_utf8(std::string_view bytes) {
    std::u32string text;
    text.reserve(bytes.size());
    for (std::size_t position = 0; position < bytes.size();) {
        const char32_t c = take(bytes, position);
        text.push_back(c == kBroken ? kReplacementCharacter : c);
    }
    return text;
}

bool is_valid_utf8(std::string_view bytes) {
    for (std::size_t position = 0; position < bytes.size();) {
        if (take(bytes, position) == kBroken) return false;
    }
    return true;
}

void append_utf8(std::string& out, char32_t code_point) {
    const char32_t c = is_scalar(code_point) ? code_point : kReplacementCharacter;
    const auto tail = [&](unsigned shift) {
        out.push_back(static_cast<char>(0x80U | ((c >> shift) & 0x3FU)));
    };
    if (c < 0x80) {
        out.push_back(static_cast<char>(c));
    } else if (c < 0x800) {
        out.push_back(static_cast<char>(0xC0U | (c >> 6)));
        tail(0);
    } else if (c < 0x10000) {
        out.push_back(static_cast<char>(0xE0U | (c >> 12)));
        tail(6);
        tail(0);
    } else {
        out.push_back(static_cast<char>(0xF0U | (c >> 18)));
        tail(12);
        tail(6);
        tail(0);
    }
}

std::string encode_utf8(std::u32string_view text) {
    std::string bytes;
    bytes.reserve(text.size() * 3);  // Chinese takes three bytes a character
    for (const char32_t c : text) append_utf8(bytes, c);
    return bytes;
}

std::string encode_utf8(char32_t code_point) {
    std::string bytes;
    append_utf8(bytes, code_point);
    return bytes;
}

std::size_t count_code_points(std::string_view bytes) {
    std::size_t count = 0;
    for (std::size_t position = 0; position < bytes.size(); ++count) take(bytes, position);
    return count;
}

std::string shortened(std::string_view bytes, std::size_t max_code_points) {
    // No code point takes more than four bytes: what lies further back need not be looked at.
    const std::u32string text = decode_utf8(bytes.substr(0, 4 * (max_code_points + 1)));
    if (text.size() <= max_code_points) return encode_utf8(text);
    return encode_utf8(text.substr(0, max_code_points)) + "…";
}

}  // namespace kc::base
