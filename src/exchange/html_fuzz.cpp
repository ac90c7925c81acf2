// SPDX-License-Identifier: Apache-2.0
// Any bytes as a web page.
#include <cstddef>
#include <cstdint>
#include <string_view>

#include "base/check.hpp"
#include "base/utf8.hpp"
#include "exchange/html_text.hpp"
#include "exchange/html_tree.hpp"
#include "exchange/soundness.hpp"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    const std::string_view bytes(reinterpret_cast<const char*>(data), size);
    (void)kc::exchange::declared_charset(bytes);
    if (!kc::base::is_valid_utf8(bytes)) return 0;
    kc::exchange::ExtractLimits limits;
    limits.html_memory_max = 256 * kc::exchange::kMebibyte;
    limits.html_cpu_max = std::chrono::milliseconds(2000);
    if (const auto document = kc::exchange::html_to_text(bytes, limits)) {
        KC_CHECK(kc::exchange::first_fault(*document).empty());
        KC_CHECK(document->lines.size() > 0);
    }
    return 0;
}
