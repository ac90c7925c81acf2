// SPDX-License-Identifier: Apache-2.0
// Any bytes as text in an unknown encoding, and as any file but a PDF: kind, encoding, cleaning.
#include <cstddef>
#include <cstdint>
#include <string_view>

#include "base/check.hpp"
#include "exchange/extract_text.hpp"
#include "exchange/file_kind.hpp"
#include "exchange/soundness.hpp"
#include "exchange/strict_decoder.hpp"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    using namespace kc::exchange;
    const std::string_view bytes(reinterpret_cast<const char*>(data), size);
    for (const Encoding encoding : {Encoding::utf8, Encoding::gb18030, Encoding::big5,
                                    Encoding::utf16le, Encoding::utf16be}) {
        const StrictDecoding read = decode_strictly(bytes, encoding);
        KC_CHECK(kc::base::is_valid_utf8(read.text));
        KC_CHECK(read.bytes_read <= size);
        KC_CHECK((read.end == StrictDecoding::End::complete) == (read.bytes_read == size));
    }
    if (kind_of_file(bytes) == FileKind::pdf) return 0;
    if (const auto document = extract_text(bytes, "a.txt")) {
        KC_CHECK(first_fault(*document).empty());
        KC_CHECK(!document->text.empty());
    }
    return 0;
}
