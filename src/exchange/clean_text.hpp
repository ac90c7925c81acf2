// SPDX-License-Identifier: Apache-2.0
// What the rest of the program may rely on in extracted text: LF line ends and no controls.
#pragma once

#include <string>
#include <string_view>

namespace kc::exchange {

// Line ends of every kind (CR LF, CR, form feed, vertical tab, NEL, U+2028, U+2029) become LF; byte
// order marks, also those that joining files leaves inside, and all other control characters but
// the tab go. The text must be valid UTF-8. `dropped`, when given, is raised by the number of
// control characters removed.
std::string clean_text(std::string&& utf8, std::size_t* dropped = nullptr);

// The same for words that go into one line: line ends and tabs become spaces, spaces at the ends
// go, and bytes that are not UTF-8 become U+FFFD.
std::string clean_line(std::string_view bytes);

// True when clean_piece would change nothing. Quick.
bool is_clean_piece(std::string_view bytes);

// Part of a line: controls go, line ends and tabs become spaces, broken UTF-8 becomes U+FFFD.
std::string clean_piece(std::string_view bytes);

}  // namespace kc::exchange
