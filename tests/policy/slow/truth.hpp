// SPDX-License-Identifier: Apache-2.0
// Yes, no, and "not applicable": what does not apply never makes a yes, and never hides a no.
#pragma once

#include <algorithm>
#include <initializer_list>
#include <optional>

namespace slow {

enum class Truth { no, none, yes };  // in this order, so that "and" is the least of them

inline Truth truth(bool holds) {
    return holds ? Truth::yes : Truth::no;
}

// What compares something that is not there is not applicable.
inline Truth truth(const std::optional<bool>& holds) {
    return holds ? truth(*holds) : Truth::none;
}

inline Truth all_of(std::initializer_list<Truth> parts) {
    return std::min(parts);
}

inline Truth any_of(std::initializer_list<Truth> parts) {
    return std::max(parts);
}

inline Truth opposite(Truth a) {
    if (a == Truth::none) return a;
    return a == Truth::yes ? Truth::no : Truth::yes;
}

}  // namespace slow
