// SPDX-License-Identifier: Apache-2.0
// Texts as they are compared and searched: blanks gone, full-width letters, digits and signs in
// half width, capitals small.
#pragma once

#include <string>
#include <string_view>

namespace kc::record {

// "宣城ＡＢＣ　有限公司" → "宣城abc有限公司".
std::string search_text(std::string_view text);

// The same without brackets, points and the words for the legal form: how names of firms are
// compared when looking for duplicates.
std::string name_key(std::string_view name);

// `text` as a pattern for LIKE … ESCAPE '\' that finds it anywhere.
std::string anywhere(std::string_view text);

}  // namespace kc::record
