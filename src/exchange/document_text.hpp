// SPDX-License-Identifier: Apache-2.0
// What a document turns into before anybody reads it for meaning: plain text with a little form.
//
// The text is what a person would see, top to bottom. Two additions keep what lines alone lose:
// `lines` says what the source marked a line as, and `repeats` says which words were not written
// there but carried over from a cell that spans several rows or columns. A reader that counts or
// collects must skip those, or it counts a merged cell twice.
#pragma once

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <string>
#include <utility>
#include <vector>

#include "base/diagnostic.hpp"

namespace kc::exchange {

// What the source says about one output line. Nothing here is guessed from the words.
struct LineStyle {
    std::uint8_t heading_level = 0;  // 1..9 as marked in the source, 0 for none
    bool title = false;              // the document's title style, or its only top mark
    bool list_item = false;
    bool table_row = false;       // cells are joined by " | "; trailing empty cells are left off
    bool header_row = false;      // a table row that the source marks as header
    bool note = false;            // a footnote or endnote, collected at the end
    bool contents = false;        // a line of a table of contents
    std::uint32_t bold_lead = 0;  // bytes from the start of the line that are set in bold
    std::uint32_t table = 0;      // 1, 2, 3 … which table a row belongs to; 0 outside tables

    bool operator==(const LineStyle&) const = default;
};

// Bytes [begin, end) of DocumentText::text.
struct TextRange {
    std::size_t begin = 0;
    std::size_t end = 0;

    bool operator==(const TextRange&) const = default;
};

struct DocumentText {
    std::string text = {};      // valid UTF-8, LF, no byte order mark, no controls but \n and \t
    std::string format = {};    // "txt", "md", "html", "docx", "pdf"
    std::string encoding = {};  // "UTF-8", "UTF-16LE", "UTF-16BE", "GB18030", "Big5"
    Diagnostics warnings = {};
    std::vector<LineStyle> lines = {};  // one for each line of `text`; empty for txt
    std::vector<TextRange> repeats = {};
    std::vector<std::pair<std::string, std::string>> metadata = {};  // name, content; in order

    // True when a line end is always the end of a paragraph, heading, item or row (html, docx).
    // Otherwise a sentence may run on over line ends.
    bool lines_are_paragraphs = false;
};

inline constexpr std::size_t kMebibyte = std::size_t{1} << 20;

// Every loop over foreign bytes has its end here. The defaults let through any plan ever printed.
struct ExtractLimits {
    std::size_t file_bytes_max = 64 * kMebibyte;
    std::size_t text_bytes_max = 160 * kMebibyte;  // what comes out; GB18030 grows by half
    std::size_t metadata_entries_max = 64;

    std::size_t html_depth_max = 4096;            // elements left open at once
    std::uint64_t html_work_max = 2'000'000'000;  // sum over all tags of the depth at that tag
    std::size_t html_memory_max = 1536 * kMebibyte;
    std::chrono::milliseconds html_cpu_max{20'000};

    std::size_t docx_entries_max = 20'000;
    std::size_t docx_part_bytes_max = 64 * kMebibyte;
    std::size_t docx_unpacked_bytes_max = 96 * kMebibyte;  // of the parts that are read
    std::size_t docx_ratio_max = 400;                      // asked of parts above 1 MiB
    std::size_t docx_nodes_max = 4'000'000;
    std::size_t docx_depth_max = 256;

    std::size_t pdf_output_bytes_max = 64 * kMebibyte;
    std::size_t pdf_memory_max = 1024 * kMebibyte;
    std::chrono::seconds pdf_cpu_max{30};
    std::chrono::milliseconds pdf_wall_max{60'000};
};

// The program that turns PDF into text. A bare name is looked for in PATH.
struct PdfProgram {
    std::string path = "pdftotext";
};

}  // namespace kc::exchange
