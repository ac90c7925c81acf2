// SPDX-License-Identifier: Apache-2.0
// Any bytes as a package; and, where they are none, as the parts inside one, set apart by zero
// bytes: document, numbering, styles, footnotes. Packing them here spares the fuzzer the checksums.
#include <array>
#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

#include "base/check.hpp"
#include "exchange/docx_text.hpp"
#include "exchange/soundness.hpp"
#include "exchange/zip_sample.hpp"

namespace {

void check(std::string_view package) {
    if (const auto document = kc::exchange::docx_to_text(package, {})) {
        KC_CHECK(kc::exchange::first_fault(*document).empty());
        KC_CHECK(document->lines.size() > 0);
    }
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    std::string_view bytes(reinterpret_cast<const char*>(data), size);
    if (bytes.starts_with("PK")) {
        check(bytes);
        return 0;
    }
    constexpr std::array<const char*, 4> kNames = {"word/document.xml", "word/numbering.xml",
                                                   "word/styles.xml", "word/footnotes.xml"};
    kc::exchange::ZipParts parts;
    for (const char* name : kNames) {
        const std::size_t end = bytes.find('\0');
        parts.emplace_back(name, std::string(bytes.substr(0, end)));
        if (end == std::string_view::npos) break;
        bytes.remove_prefix(end + 1);
    }
    check(kc::exchange::make_zip(parts, nullptr, ZIP_CM_STORE));
    return 0;
}
