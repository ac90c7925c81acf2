// SPDX-License-Identifier: Apache-2.0
// Text out of documents, in bytes of the document a second (docx: of its unpacked XML).
#include <benchmark/benchmark.h>

#include <string>
#include <string_view>

#include "base/check.hpp"
#include "exchange/extract_text.hpp"
#include "exchange/pdf_text.hpp"
#include "exchange/zip_sample.hpp"

namespace {

using namespace kc::exchange;

constexpr std::size_t kSampleBytes = 8 * kMebibyte;

constexpr std::string_view kSentence =
    "力争全社会研发经费支出占GDP比重达2.5%"
    "，高新技术企业总数突破620家，技术合同成交额45亿元以上；加强科技创新"
    "平台建设，推进科技成果转化，责任单位：高新技术科。";

std::string repeat(std::string_view piece) {
    std::string text;
    while (text.size() < kSampleBytes) text += piece;
    return text;
}

void extract(benchmark::State& state, const std::string& bytes, std::string_view name,
             std::size_t counted_bytes) {
    for (auto _ : state) {
        const auto document = extract_text(bytes, name);
        KC_CHECK(document.has_value());
        benchmark::DoNotOptimize(document->text.data());
    }
    state.SetBytesProcessed(
        static_cast<std::int64_t>(counted_bytes * static_cast<std::size_t>(state.iterations())));
}

void extract_txt(benchmark::State& state) {
    const std::string bytes = repeat(std::string(kSentence) + "\n");
    extract(state, bytes, "a.txt", bytes.size());
}

// "科技创新" in GB18030; the converter does not care which characters they are.
void extract_txt_gb18030(benchmark::State& state) {
    const std::string bytes = repeat("\xBF\xC6\xBC\xBC\xB4\xB4\xD0\xC2 850\xBC\xD2\n");
    extract(state, bytes, "a.txt", bytes.size());
}

void extract_md(benchmark::State& state) {
    const std::string bytes = repeat("## 一、目标\n\n- **加强。**" + std::string(kSentence) +
                                     "\n\n| 指标 | 目标 |\n|---|---|\n| 高企 | 850家 |\n\n");
    extract(state, bytes, "a.md", bytes.size());
}

void extract_html(benchmark::State& state) {
    const std::string bytes =
        "<!DOCTYPE html><html><body>" +
        repeat("<p style=\"text-indent:2em\"><span style=\"font-size:16px\">" +
               std::string(kSentence) +
               "</span></p>\n<table border=\"1\"><tr><td><p>高企</p></td><td>850家</td></tr>"
               "<tr><td rowspan=\"2\">平台</td><td>50个</td></tr><tr><td>2家</td></tr></table>\n");
    extract(state, bytes, "a.html", bytes.size());
}

void extract_docx(benchmark::State& state) {
    const std::string run =
        "<w:r><w:rPr><w:rFonts w:hint=\"eastAsia\" w:eastAsia=\"仿宋\"/><w:sz "
        "w:val=\"32\"/></w:rPr>"
        "<w:t>";
    const auto paragraph = [&](std::string_view text) {
        return "<w:p><w:pPr><w:spacing w:line=\"560\"/><w:ind w:firstLine=\"640\"/></w:pPr>" + run +
               std::string(text) + "</w:t></w:r></w:p>";
    };
    const std::string cell =
        "<w:tc><w:tcPr><w:tcW w:w=\"100\"/></w:tcPr>" + paragraph("850家") + "</w:tc>";
    const std::string body =
        repeat(paragraph(kSentence) + "<w:tbl><w:tr>" + cell + cell + "</w:tr></w:tbl>");
    extract(state, make_docx(body), "a.docx", body.size());
}

// The half of PDF reading that is ours: the program's words to text.
void extract_pdf_words(benchmark::State& state) {
    std::string tsv;
    for (int line = 0; tsv.size() < kSampleBytes; ++line) {
        tsv += "5\t" + std::to_string(line / 40) + "\t0\t0\t0\t0\t70\t" +
               std::to_string(80 + line % 40 * 17) + "\t450\t12\t100\t" + std::string(kSentence) +
               "\n";
    }
    for (auto _ : state) {
        const auto document = pdf_words_to_text(tsv, {});
        KC_CHECK(document.has_value());
        benchmark::DoNotOptimize(document->text.data());
    }
    state.SetBytesProcessed(
        static_cast<std::int64_t>(tsv.size() * static_cast<std::size_t>(state.iterations())));
}

// What a small document costs once everything is loaded.
void extract_small_txt(benchmark::State& state) {
    const std::string bytes(kSentence);
    extract(state, bytes, "a.txt", bytes.size());
}

BENCHMARK(extract_txt);
BENCHMARK(extract_txt_gb18030);
BENCHMARK(extract_md);
BENCHMARK(extract_html);
BENCHMARK(extract_docx);
BENCHMARK(extract_pdf_words);
BENCHMARK(extract_small_txt);

}  // namespace
