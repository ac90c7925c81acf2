// SPDX-License-Identifier: Apache-2.0
// Any bytes as what pdftotext writes; the program itself is not run. Half of the inputs are taken
// as numbers instead, which make well-formed words and so get deep into the layout.
#include <fmt/format.h>

#include <array>
#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

#include "base/check.hpp"
#include "exchange/pdf_text.hpp"
#include "exchange/soundness.hpp"

namespace {

std::string words_from(std::string_view bytes) {
    constexpr std::array<std::string_view, 8> kTexts = {"序号",  "1",   "2",  "高企",
                                                        "850家", "R&D", "、", "（一）"};
    std::string tsv;
    for (; bytes.size() >= 4; bytes.remove_prefix(4)) {
        const auto at = [&](std::size_t i) { return static_cast<unsigned char>(bytes[i]); };
        tsv +=
            fmt::format("5\t{}\t0\t0\t0\t0\t{}\t{}\t{}\t{}\t100\t{}\n", 1 + (at(3) >> 7), at(0) * 2,
                        at(1), (at(2) & 0x3F) * 4, 6 + (at(3) & 0xF), kTexts[(at(3) >> 4) & 7]);
    }
    return tsv;
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    const std::string_view bytes(reinterpret_cast<const char*>(data), size);
    const bool is_numbers = !bytes.empty() && bytes[0] != '5' && bytes[0] != 'l';
    const std::string tsv = is_numbers ? words_from(bytes) : std::string(bytes);
    if (const auto document = kc::exchange::pdf_words_to_text(tsv, {})) {
        KC_CHECK(kc::exchange::first_fault(*document).empty());
    }
    return 0;
}
