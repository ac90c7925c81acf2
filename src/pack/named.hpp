// SPDX-License-Identifier: Apache-2.0
// Texts that keep their place, and maps whose keys are names people choose.
//
// A formula inside a pack is read later, by a room that knows formulas; what it finds wrong is told
// at the character where it stands, so the text remembers its line and column.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace kc::pack {

struct Located {
    std::string text = {};
    std::int32_t line = 0;
    std::int32_t column = 0;
    bool quoted = false;   // the text begins one character after the place
    bool is_open = false;  // `~` where a limit may be left open; then the text is empty

    bool empty() const { return text.empty() && !is_open; }
    // Where something is said does not change what is said.
    bool operator==(const Located& other) const {
        return text == other.text && is_open == other.is_open;
    }
};

template <typename T>
struct Named {
    Located name = {};
    T value = {};

    bool operator==(const Named&) const = default;
};

// In the order of the file.
template <typename T>
using Table = std::vector<Named<T>>;

template <typename T>
const Named<T>* find_named(const Table<T>& table, std::string_view name) {
    for (const Named<T>& entry : table) {
        if (entry.name.text == name) return &entry;
    }
    return nullptr;
}

}  // namespace kc::pack
