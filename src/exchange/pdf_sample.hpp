// SPDX-License-Identifier: Apache-2.0
// Small PDF files made in memory. For tests.
#pragma once

#include <fmt/format.h>

#include <string>
#include <string_view>
#include <vector>

#include "base/utf8.hpp"

namespace kc::exchange {

// Objects 1..n and a trailer with the right offsets; object 1 is the catalog.
inline std::string make_pdf_file(const std::vector<std::string>& objects,
                                 std::string_view trailer = {}) {
    std::string file = "%PDF-1.4\n";
    std::string table = fmt::format("xref\n0 {}\n0000000000 65535 f \n", objects.size() + 1);
    for (std::size_t i = 0; i < objects.size(); ++i) {
        table += fmt::format("{:010} 00000 n \n", file.size());
        file += fmt::format("{} 0 obj\n{}\nendobj\n", i + 1, objects[i]);
    }
    const std::size_t start = file.size();
    return file + table +
           fmt::format("trailer\n<< /Size {} /Root 1 0 R {} >>\nstartxref\n{}\n%%EOF\n",
                       objects.size() + 1, trailer, start);
}

struct PdfText {
    double left = 0;
    double from_top = 0;
    std::string text = {};
};

// One A4 page for each list of texts, in a Chinese font that is not embedded, 12 points high.
inline std::string make_pdf(const std::vector<std::vector<PdfText>>& pages,
                            std::string_view trailer = {}) {
    constexpr double kPageHeight = 842;
    std::vector<std::string> objects = {
        "<< /Type /Catalog /Pages 2 0 R >>", "",
        "<< /Type /Font /Subtype /Type0 /BaseFont /STSong-Light /Encoding /UniGB-UTF16-H "
        "/DescendantFonts [4 0 R] >>",
        "<< /Type /Font /Subtype /CIDFontType0 /BaseFont /STSong-Light /CIDSystemInfo "
        "<< /Registry (Adobe) /Ordering (GB1) /Supplement 4 >> /FontDescriptor 5 0 R /DW 1000 "
        "/W [1 95 500] >>",
        "<< /Type /FontDescriptor /FontName /STSong-Light /Flags 6 /FontBBox [0 -120 1000 880] "
        "/ItalicAngle 0 /Ascent 880 /Descent -120 /CapHeight 880 /StemV 80 >>"};
    std::string kids;
    for (const std::vector<PdfText>& page : pages) {
        std::string content;
        for (const PdfText& text : page) {
            content +=
                fmt::format("BT /F1 12 Tf {} {} Td <", text.left, kPageHeight - text.from_top);
            for (const char32_t c : base::decode_utf8(text.text)) {
                content += fmt::format("{:04X}", static_cast<std::uint32_t>(c));
            }
            content += "> Tj ET\n";
        }
        kids += fmt::format("{} 0 R ", objects.size() + 1);
        objects.push_back(
            fmt::format("<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 {}] /Contents {} 0 R "
                        "/Resources << /Font << /F1 3 0 R >> >> >>",
                        kPageHeight, objects.size() + 2));
        objects.push_back(
            fmt::format("<< /Length {} >>\nstream\n{}endstream", content.size(), content));
    }
    objects[1] = fmt::format("<< /Type /Pages /Kids [{}] /Count {} >>", kids, pages.size());
    return make_pdf_file(objects, trailer);
}

}  // namespace kc::exchange
