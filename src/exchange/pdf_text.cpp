// SPDX-License-Identifier: Apache-2.0
#include "exchange/pdf_text.hpp"

#include <fmt/format.h>

#include <array>
#include <charconv>
#include <cmath>
#include <utility>
#include <vector>

#include "exchange/child_process.hpp"
#include "exchange/clean_text.hpp"
#include "exchange/pdf_layout.hpp"
#include "exchange/refusals.hpp"

namespace kc::exchange {
namespace {

using End = ChildOutcome::End;

constexpr std::size_t kTsvColumns = 12;
constexpr std::string_view kWordLevel = "5";
constexpr double kPlaceMax = 100'000;  // points; a page of 35 m

bool contains(std::string_view text, std::string_view part) {
    return text.find(part) != std::string_view::npos;
}

Diagnostic no_program(const std::string& name) {
    return Diagnostic{
        .code = "E-pdf-no-program",
        .zh = fmt::format("读 PDF 需要程序 {}，这台机器上没有", name),
        .en = fmt::format("reading PDF needs the program {}, which is not installed", name)}
        .hint(
            "安装软件包 poppler-utils 和 poppler-data：apt-get install poppler-utils poppler-data",
            "install the packages: apt-get install poppler-utils poppler-data");
}

Diagnostic too_slow() {
    return Diagnostic{.code = "E-pdf-too-slow",
                      .zh = "读取这个 PDF 超过了时间限制",
                      .en = "reading this PDF took longer than the time limit"}
        .hint("在 PDF 阅读器中打开，另存为 .txt 或 .docx 后再试",
              "open it in a PDF reader and save it as .txt or .docx");
}

Diagnostic broken_pdf() {
    return Diagnostic{.code = "E-pdf-broken",
                      .zh = "PDF 文件已损坏，读不了",
                      .en = "the PDF file is damaged and cannot be read"}
        .hint("重新下载，或在 PDF 阅读器中打开后另存一份",
              "download it again, or open it in a PDF reader and save a copy");
}

Diagnostic password() {
    return Diagnostic{.code = "E-pdf-password",
                      .zh = "PDF 设有打开密码，读不了",
                      .en = "the PDF is protected by a password"}
        .hint("输入密码打开，另存为不加密的 PDF 或 .txt 后再试",
              "open it with the password and save it without one, or as .txt");
}

Diagnostic scan() {
    return no_text("PDF ", "the PDF")
        .hint("多半是扫描件（图片）；先做文字识别（OCR）再用",
              "it is probably a scan, that is pictures; run text recognition (OCR) first");
}

Diagnostic no_language_pack() {
    return Diagnostic{.code = "E-pdf-no-language-pack",
                      .zh = "这个 PDF 用了没有嵌入的中文字体，读取它需要 poppler-data",
                      .en =
                          "this PDF uses Chinese fonts that are not embedded; reading them needs "
                          "poppler-data"}
        .hint("安装软件包：apt-get install poppler-data",
              "install it: apt-get install poppler-data");
}

struct Row {
    std::string_view page;
    PdfWord word;
};

// level page par block line word left top width height conf text; false for all but words.
bool parse_row(std::string_view line, Row& row) {
    std::array<std::string_view, kTsvColumns> fields;
    for (std::size_t i = 0; i + 1 < kTsvColumns; ++i) {
        const std::size_t tab = line.find('\t');
        if (tab == std::string_view::npos) return false;
        fields[i] = line.substr(0, tab);
        line.remove_prefix(tab + 1);
    }
    fields[kTsvColumns - 1] = line;
    if (fields[0] != kWordLevel) return false;
    std::array<double, 4> place{};
    for (std::size_t i = 0; i < place.size(); ++i) {
        const std::string_view field = fields[6 + i];
        const auto [end, error] =
            std::from_chars(field.data(), field.data() + field.size(), place[i]);
        if (error != std::errc{} || !std::isfinite(place[i]) || std::abs(place[i]) > kPlaceMax) {
            return false;
        }
    }
    row.page = fields[1];
    row.word = {place[0], place[1], place[0] + place[2], place[1] + place[3], line};
    return place[2] >= 0 && place[3] > 0;
}

Diagnostic error_of(const ChildOutcome& outcome, const PdfProgram& program,
                    const ExtractLimits& limits) {
    switch (outcome.end) {
        case End::not_found: return no_program(program.path);
        case End::cannot_start: return no_program(program.path);
        case End::timed_out: return too_slow();
        case End::too_much_output: return too_much_text(limits.pdf_output_bytes_max);
        case End::crashed: return broken_pdf();
        case End::exited: break;
    }
    if (contains(outcome.errors, "Incorrect password")) return password();
    return broken_pdf();
}

}  // namespace

Result<DocumentText> pdf_words_to_text(std::string_view tsv, const ExtractLimits& limits) {
    DocumentText document;
    Lines lines;
    std::vector<PdfWord> words;
    std::string_view page;
    std::uint32_t tables_seen = 0;
    const auto finish_page = [&] { lay_out_page(std::exchange(words, {}), tables_seen, lines); };
    while (!tsv.empty()) {
        const std::size_t end = tsv.find('\n');
        Row row;
        if (parse_row(tsv.substr(0, end), row)) {
            if (row.page != page) finish_page();
            page = row.page;
            words.push_back(row.word);
        }
        if (end == std::string_view::npos) break;
        tsv.remove_prefix(end + 1);
    }
    finish_page();
    if (lines.empty()) return unexpected(scan());
    if (!join_lines(lines, limits.text_bytes_max, document)) {
        return unexpected(too_much_text(limits.text_bytes_max));
    }
    return document;
}

Result<DocumentText> pdf_to_text(std::string_view bytes, const ExtractLimits& limits,
                                 const PdfProgram& program) {
    const ChildOutcome outcome =
        run_child(program.path, {"-nodiag", "-tsv", "-enc", "UTF-8", "/dev/stdin", "-"}, bytes,
                  {.memory_bytes = limits.pdf_memory_max,
                   .output_bytes = limits.pdf_output_bytes_max,
                   .cpu = limits.pdf_cpu_max,
                   .wall = limits.pdf_wall_max});
    if (outcome.end != End::exited || outcome.exit_code != 0) {
        return unexpected(error_of(outcome, program, limits));
    }
    Result<DocumentText> document = pdf_words_to_text(outcome.output, limits);
    if (!document && contains(outcome.errors, "language pack")) {
        return unexpected(no_language_pack());
    }
    return document;
}

}  // namespace kc::exchange
