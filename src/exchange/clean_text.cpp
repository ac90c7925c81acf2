// SPDX-License-Identifier: Apache-2.0
#include "exchange/clean_text.hpp"

#include <array>
#include <cstring>
#include <utility>

#include "base/utf8.hpp"

namespace kc::exchange {
namespace {

enum class ByteKind : unsigned char {
    plain,
    carriage_return,
    line_end,
    control,
    c2_lead,
    e2_lead,
    ef_lead
};

constexpr std::array<ByteKind, 256> make_byte_kinds() {
    std::array<ByteKind, 256> kinds{};
    for (std::size_t c = 0; c < 0x20; ++c) kinds[c] = ByteKind::control;
    kinds['\t'] = ByteKind::plain;
    kinds['\n'] = ByteKind::plain;
    kinds['\r'] = ByteKind::carriage_return;
    kinds['\f'] = ByteKind::line_end;
    kinds['\v'] = ByteKind::line_end;
    kinds[0x7F] = ByteKind::control;
    kinds[0xC2] = ByteKind::c2_lead;  // may lead U+0080..U+009F
    kinds[0xE2] = ByteKind::e2_lead;  // may lead U+2028, U+2029
    kinds[0xEF] = ByteKind::ef_lead;  // may lead U+FEFF
    return kinds;
}

constexpr std::array<ByteKind, 256> kByteKinds = make_byte_kinds();

ByteKind kind_of(char c) {
    return kByteKinds[static_cast<unsigned char>(c)];
}

// One step of the cleaning at text[i], which is not plain. Advances i, appends to `to`.
char* clean_step(const char* text, std::size_t size, std::size_t& i, char* to,
                 std::size_t& dropped) {
    const auto copy = [&](std::size_t count) {
        for (std::size_t k = 0; k < count; ++k) *to++ = text[i + k];
        i += count;
    };
    const auto byte = [&](std::size_t k) {
        return i + k < size ? static_cast<unsigned char>(text[i + k]) : 0u;
    };
    switch (kind_of(text[i])) {
        case ByteKind::carriage_return:
            i += byte(1) == '\n' ? 2 : 1;
            *to++ = '\n';
            break;
        case ByteKind::line_end:
            ++i;
            *to++ = '\n';
            break;
        case ByteKind::control:
            ++i;
            ++dropped;
            break;
        case ByteKind::c2_lead:
            if (byte(1) == 0x85) {
                i += 2;
                *to++ = '\n';
            } else if (byte(1) >= 0x80 && byte(1) < 0xA0) {
                i += 2;
                ++dropped;
            } else {
                copy(1);
            }
            break;
        case ByteKind::e2_lead:
            if (byte(1) == 0x80 && (byte(2) == 0xA8 || byte(2) == 0xA9)) {
                i += 3;
                *to++ = '\n';
            } else {
                copy(1);
            }
            break;
        case ByteKind::ef_lead:
            if (byte(1) == 0xBB && byte(2) == 0xBF) {
                i += 3;
            } else {
                copy(1);
            }
            break;
        case ByteKind::plain: copy(1); break;
    }
    return to;
}

}  // namespace

std::string clean_text(std::string&& utf8, std::size_t* dropped) {
    std::string text = std::move(utf8);
    std::size_t removed = 0;
    std::size_t i = 0;
    // The result is never longer than what it is made from, so it is made in place.
    char* to = text.data();
    const std::size_t size = text.size();
    while (i < size) {
        std::size_t end = i;
        while (end < size && kind_of(text[end]) == ByteKind::plain) ++end;
        if (to != text.data() + i) std::memmove(to, text.data() + i, end - i);
        to += end - i;
        i = end;
        if (i < size) to = clean_step(text.data(), size, i, to, removed);
    }
    text.resize(static_cast<std::size_t>(to - text.data()));
    if (dropped != nullptr) *dropped += removed;
    return text;
}

bool is_clean_piece(std::string_view bytes) {
    bool is_ascii = true;
    for (std::size_t i = 0; i < bytes.size(); ++i) {
        const auto byte = static_cast<unsigned char>(bytes[i]);
        if (byte < 0x20 || byte == 0x7F) return false;
        if (byte < 0x80) continue;
        is_ascii = false;
        const auto next = i + 1 < bytes.size() ? static_cast<unsigned char>(bytes[i + 1]) : 0u;
        if (byte == 0xC2 && next < 0xA0) return false;
        if (byte == 0xEF && next == 0xBB && i + 2 < bytes.size() && bytes[i + 2] == '\xBF') {
            return false;
        }
        if (byte == 0xE2 && next == 0x80 && i + 2 < bytes.size() &&
            (bytes[i + 2] == '\xA8' || bytes[i + 2] == '\xA9')) {
            return false;
        }
    }
    return is_ascii || base::is_valid_utf8(bytes);
}

std::string clean_piece(std::string_view bytes) {
    std::string valid = base::is_valid_utf8(bytes) ? std::string(bytes)
                                                   : base::encode_utf8(base::decode_utf8(bytes));
    std::string piece = clean_text(std::move(valid));
    for (char& c : piece) {
        if (c == '\n' || c == '\t') c = ' ';
    }
    return piece;
}

std::string clean_line(std::string_view bytes) {
    const std::string line = clean_piece(bytes);
    const std::size_t first = line.find_first_not_of(' ');
    if (first == std::string::npos) return {};
    return line.substr(first, line.find_last_not_of(' ') - first + 1);
}

}  // namespace kc::exchange
