// SPDX-License-Identifier: Apache-2.0
#include "pack/similarity.hpp"

#include <algorithm>
#include <string>

#include "base/utf8.hpp"

namespace kc::pack {
namespace {

bool counts(char32_t c) {
    if (c < 0x80)
        return (c >= U'0' && c <= U'9') || (c >= U'A' && c <= U'Z') || (c >= U'a' && c <= U'z');
    const bool is_punctuation = (c >= 0x2000 && c <= 0x206F) || (c >= 0x3000 && c <= 0x303F) ||
                                (c >= 0xFF00 && c <= 0xFF0F) || (c >= 0xFF1A && c <= 0xFF20);
    return !is_punctuation;
}

}  // namespace

NamePairs::NamePairs(std::string_view name) {
    std::u32string characters = base::decode_utf8(name);
    std::erase_if(characters, [](char32_t c) { return !counts(c); });
    if (characters.size() == 1) pairs_.push_back(characters[0]);
    for (std::size_t i = 0; i + 1 < characters.size(); ++i) {
        pairs_.push_back((std::uint64_t{characters[i]} << 32) | characters[i + 1]);
    }
    std::sort(pairs_.begin(), pairs_.end());
}

int likeness(const NamePairs& a, const NamePairs& b) {
    const std::size_t all = a.pairs_.size() + b.pairs_.size();
    if (all == 0) return 1000;
    std::size_t shared = 0;
    for (auto x = a.pairs_.begin(), y = b.pairs_.begin();
         x != a.pairs_.end() && y != b.pairs_.end();) {
        if (*x == *y) {
            ++shared;
            ++x;
            ++y;
        } else {
            *x < *y ? ++x : ++y;
        }
    }
    return static_cast<int>(2000 * shared / all);
}

}  // namespace kc::pack
