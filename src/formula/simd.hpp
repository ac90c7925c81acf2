// SPDX-License-Identifier: Apache-2.0
// KC_SIMD before a function: compiled twice, for any x86-64 and for one with AVX2, and chosen when
// the program starts. Without it g++ has no 64-bit comparisons in vectors.
//
// Sanitizers start after that choice has been made, so their builds go without.
#pragma once

#if defined(__x86_64__) && defined(__GNUC__) && !defined(__clang__) && defined(NDEBUG) && \
    !defined(__SANITIZE_ADDRESS__) && !defined(__SANITIZE_THREAD__)
#define KC_SIMD __attribute__((target_clones("avx2", "default")))
#else
#define KC_SIMD
#endif
