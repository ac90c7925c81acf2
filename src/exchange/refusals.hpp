// SPDX-License-Identifier: Apache-2.0
// Errors that several readers share.
#pragma once

#include <cstddef>
#include <string_view>

#include "base/diagnostic.hpp"

namespace kc::exchange {

// "网页里没有文字" / "the page holds no text".
Diagnostic no_text(std::string_view what_zh, std::string_view what_en);

Diagnostic file_too_large(std::size_t bytes_max);

Diagnostic too_much_text(std::size_t bytes_max);

}  // namespace kc::exchange
