// SPDX-License-Identifier: Apache-2.0
// Any text as Markdown.
#include <cstddef>
#include <cstdint>
#include <string>

#include "base/check.hpp"
#include "base/utf8.hpp"
#include "exchange/clean_text.hpp"
#include "exchange/markdown_text.hpp"
#include "exchange/soundness.hpp"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    std::string bytes(reinterpret_cast<const char*>(data), size);
    if (!kc::base::is_valid_utf8(bytes)) return 0;
    const std::string text = kc::exchange::clean_text(std::move(bytes));
    if (const auto document = kc::exchange::markdown_to_text(text, {})) {
        KC_CHECK(kc::exchange::first_fault(*document).empty());
    }
    return 0;
}
