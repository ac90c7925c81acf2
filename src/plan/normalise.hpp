// SPDX-License-Identifier: Apache-2.0
// Makes the text of a captured document regular before any rule looks at it.
//
// Captures of Chinese government pages carry half- and full-width forms side by side, pinyin
// glosses after converted characters, traditional or Taiwan wording, blanks inside numbers and
// doubled punctuation. All of it is undone here, character by character, with the map back kept.
//
// Afterwards: simplified characters, ASCII digits, letters and punctuation (, : ; ! ? ( ) % -)
// except 。、and the quotes “” 《》 〔〕; line ends as in the source.
#pragma once

#include <string_view>

#include "plan/text.hpp"

namespace kc::plan {

struct NormaliseReport {
    std::size_t glosses = 0;    // pinyin glosses removed
    std::size_t converted = 0;  // characters changed from traditional to simplified
};

Text normalise(const Text& source, NormaliseReport* report = nullptr);

// The steps, each usable and tested alone.
Text fold_width(const Text& text);
Text remove_glosses(const Text& text, std::size_t* removed = nullptr);
Text simplify_script(const Text& text, std::size_t* converted = nullptr);
Text close_gaps(const Text& text);

// Whether `letters` (lower case, tone marks allowed) is written like one syllable of pinyin.
bool is_pinyin_syllable(std::u32string_view letters);

}  // namespace kc::plan
