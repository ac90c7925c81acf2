// SPDX-License-Identifier: Apache-2.0
// Whole numbers of 128 bits that stop the program rather than overflow, and fractions of them.
//
// Written for the slow evaluators only and shared with nothing: a mistake in the program's own
// arithmetic must not be repeated here. Fractions are never reduced; comparing is
// cross-multiplying.
#pragma once

#include <cstdint>
#include <cstdlib>

namespace slow {

__extension__ using Whole = __int128;

inline Whole times(Whole a, Whole b) {
    Whole result = 0;
    if (__builtin_mul_overflow(a, b, &result)) std::abort();
    return result;
}

inline Whole plus(Whole a, Whole b) {
    Whole result = 0;
    if (__builtin_add_overflow(a, b, &result)) std::abort();
    return result;
}

// The least whole number that is a/b or more; b is positive.
inline Whole divided_up(Whole a, Whole b) {
    const Whole down = a / b;
    return a % b != 0 && a > 0 ? down + 1 : down;
}

// The greatest whole number that is a/b or less; b is positive.
inline Whole divided_down(Whole a, Whole b) {
    const Whole toward_zero = a / b;
    return a % b != 0 && a < 0 ? toward_zero - 1 : toward_zero;
}

struct Fraction {
    Whole top = 0;
    Whole bottom = 1;  // never zero, always positive

    static Fraction of(Whole top, Whole bottom) {
        return bottom < 0 ? Fraction{-top, -bottom} : Fraction{top, bottom};
    }
};

inline Fraction percent(Whole value) {
    return {value, 100};
}

inline bool at_least(const Fraction& a, const Fraction& b) {
    return times(a.top, b.bottom) >= times(b.top, a.bottom);
}

inline bool more_than(const Fraction& a, const Fraction& b) {
    return times(a.top, b.bottom) > times(b.top, a.bottom);
}

inline Fraction sum(const Fraction& a, const Fraction& b) {
    return {plus(times(a.top, b.bottom), times(b.top, a.bottom)), times(a.bottom, b.bottom)};
}

}  // namespace slow
