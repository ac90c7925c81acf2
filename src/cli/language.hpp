// SPDX-License-Identifier: Apache-2.0
// The language in which a person is spoken to.
#pragma once

#include <functional>
#include <string>
#include <string_view>
#include <vector>

#include "base/diagnostic.hpp"

namespace kc::cli {

// The value of an environment variable; empty when there is none.
using Environment = std::function<std::string_view(const char* name)>;

// --lang decides, then KECHUANG_LANG, then the locale as POSIX orders it: LC_ALL, LC_MESSAGES,
// LANG. `both` when none of them says Chinese or English. Looks at the arguments itself, because
// mistakes in them have to be told in a language too.
Language choose_language(const std::vector<std::string>& arguments, const Environment& environment);

}  // namespace kc::cli
