// SPDX-License-Identifier: Apache-2.0
// How much two names have in common, without knowing what they mean.
#pragma once

#include <cstdint>
#include <string_view>
#include <vector>

namespace kc::pack {

// The pairs of neighbouring characters of a name, sorted. Blanks and punctuation do not count; a
// name of one character is its own pair.
class NamePairs {
public:
    explicit NamePairs(std::string_view name);

    friend int likeness(const NamePairs& a, const NamePairs& b);

private:
    std::vector<std::uint64_t> pairs_;
};

// Twice the shared pairs over all pairs, in thousandths: 1000 for the same name, 0 for names that
// share nothing. Whole numbers, so that every machine decides alike.
int likeness(const NamePairs& a, const NamePairs& b);

}  // namespace kc::pack
