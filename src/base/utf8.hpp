// SPDX-License-Identifier: Apache-2.0
// UTF-8 to and from code points.
//
// Decoding never fails: each maximal broken piece becomes one U+FFFD, as browsers and ICU do, so
// that a damaged file can still be read around the damage. Ask is_valid_utf8 first where damage
// must be refused. Overlong forms, surrogates and values above U+10FFFF count as broken.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>

namespace kc::base {

inline constexpr char32_t kReplacementCharacter = U'\uFFFD';

std::u32string decode_utf8(std::string_view bytes);

bool is_valid_utf8(std::string_view bytes);

// A code point that UTF-8 cannot carry (a surrogate, above U+10FFFF) is written as U+FFFD.
void append_utf8(std::string& out, char32_t code_point);
std::string encode_utf8(std::u32string_view text);
std::string encode_utf8(char32_t code_point);

// Number of code points decode_utf8 would give.
std::size_t count_code_points(std::string_view bytes);

// For quoting foreign text in a message: valid UTF-8 of at most `max_code_points`, with … where
// something was cut off.
std::string shortened(std::string_view bytes, std::size_t max_code_points = 40);

}  // namespace kc::base
