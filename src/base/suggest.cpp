// SPDX-License-Identifier: Apache-2.0
#include "base/suggest.hpp"

#include <algorithm>
#include <utility>
#include <vector>

#include "base/utf8.hpp"

namespace kc::base {
namespace {

std::u32string folded(std::string_view name) {
    std::u32string text = decode_utf8(name);
    for (char32_t& c : text) {
        if (c >= U'A' && c <= U'Z') c += U'a' - U'A';
        if (c == U'-') c = U'_';
    }
    return text;
}

// One in three, and one even in a word of two characters (the usual slip in Chinese).
std::size_t tolerance(std::size_t length) {
    return std::max<std::size_t>(1, length / 3);
}

}  // namespace

std::size_t edit_distance(std::u32string_view a, std::u32string_view b) {
    // Three rows of the usual table; the oldest is needed for a swap of neighbours.
    std::vector<std::size_t> before_last(b.size() + 1);
    std::vector<std::size_t> last(b.size() + 1);
    std::vector<std::size_t> row(b.size() + 1);
    for (std::size_t j = 0; j <= b.size(); ++j) row[j] = j;
    for (std::size_t i = 1; i <= a.size(); ++i) {
        std::swap(before_last, last);
        std::swap(last, row);
        row[0] = i;
        for (std::size_t j = 1; j <= b.size(); ++j) {
            const std::size_t replaced = last[j - 1] + (a[i - 1] == b[j - 1] ? 0 : 1);
            row[j] = std::min({replaced, last[j] + 1, row[j - 1] + 1});
            const bool swapped = i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1];
            if (swapped) row[j] = std::min(row[j], before_last[j - 2] + 1);
        }
    }
    return row[b.size()];
}

std::optional<std::string> nearest(std::string_view wrong, std::span<const std::string> names) {
    const std::u32string sought = folded(wrong);
    if (sought.empty() || sought.size() > kMaxSuggestLength) return std::nullopt;
    const std::string* best = nullptr;
    std::size_t best_distance = 0;
    for (const std::string& name : names) {
        const std::u32string candidate = folded(name);
        if (candidate.empty() || candidate.size() > kMaxSuggestLength) continue;
        const std::size_t longer = std::max(sought.size(), candidate.size());
        const std::size_t shorter = std::min(sought.size(), candidate.size());
        if (longer - shorter > tolerance(longer)) continue;
        const std::size_t distance = edit_distance(sought, candidate);
        // Something of the word must be left: one single letter does not suggest another.
        if (distance > tolerance(longer) || distance >= longer) continue;
        if (best == nullptr || distance < best_distance) {
            best = &name;
            best_distance = distance;
        }
    }
    return best == nullptr ? std::nullopt : std::optional(*best);
}

}  // namespace kc::base
