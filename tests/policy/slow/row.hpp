// SPDX-License-Identifier: Apache-2.0
// One firm as the slow evaluators take it: a field for each fact, in the order of the facts' list.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <optional>

#include "exact.hpp"
#include "truth.hpp"

namespace slow {

struct Field {
    enum class State : std::uint8_t { known, missing, none };  // none: not applicable
    State state = State::known;
    // People, rights, years, points; 分 of money; days since 1970; 0 or 1; the place in `words`.
    std::int64_t value = 0;

    bool is_known() const { return state == State::known; }
    bool is_missing() const { return state == State::missing; }
};

enum class Kind : std::uint8_t { count, money, date, yes_no, text, points };

struct Column {
    const char* code = nullptr;  // of the fact in the policy file
    Kind kind = Kind::count;
    std::array<const char*, 5> words = {};  // of texts
};

template <std::size_t N>
struct RowOf {
    std::array<Field, N> fields = {};

    const Field& operator[](std::size_t column) const { return fields[column]; }
    Field& operator[](std::size_t column) { return fields[column]; }

    // Of a row without missing fields: nothing stands for "not applicable".
    std::optional<Whole> number(std::size_t column) const {
        if (!fields[column].is_known()) return std::nullopt;
        return Whole{fields[column].value};
    }
    Truth holds(std::size_t column) const {
        if (!fields[column].is_known()) return Truth::none;
        return truth(fields[column].value != 0);
    }
    // The value, or what to take where it is not known.
    std::int64_t known_or(std::size_t column, std::int64_t otherwise) const {
        return fields[column].is_known() ? fields[column].value : otherwise;
    }
};

inline Truth at_least(const std::optional<Whole>& a, const std::optional<Whole>& b) {
    return a && b ? truth(*a >= *b) : Truth::none;
}

inline std::optional<Fraction> share(const std::optional<Whole>& part,
                                     const std::optional<Whole>& whole) {
    if (!part || !whole || *whole == 0) return std::nullopt;
    return Fraction::of(*part, *whole);
}

// What one firm without missing fields is answered.
struct Verdict {
    Truth decision = Truth::no;
    Whole total = 0;
};

}  // namespace slow
