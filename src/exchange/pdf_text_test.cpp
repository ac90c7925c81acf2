// SPDX-License-Identifier: Apache-2.0
#include "exchange/pdf_text.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <string>

#include "exchange/child_process.hpp"
#include "exchange/extract_text.hpp"
#include "exchange/pdf_sample.hpp"
#include "exchange/soundness.hpp"

namespace kc::exchange {
namespace {

using testing::HasSubstr;

class PdfToText : public testing::Test {
protected:
    void SetUp() override {
        if (find_program("pdftotext").empty()) GTEST_SKIP() << "poppler-utils is not installed";
    }

    static std::string text_of(const std::string& bytes) {
        const auto document = extract_text(bytes, "要点.pdf");
        if (!document) return document.error().code;
        EXPECT_EQ(first_fault(*document), "");
        EXPECT_EQ(document->format, "pdf");
        return document->text;
    }
};

TEST_F(PdfToText, ReadsChineseInAFontThatIsNotEmbedded) {
    EXPECT_EQ(text_of(make_pdf({{{200, 80, "科技局2024年工作要点"},
                                 {70, 120, "一、主要目标"},
                                 {70, 150, "高新技术企业850家"}}})),
              "科技局2024年工作要点\n一、主要目标\n高新技术企业850家\n");
}

TEST_F(PdfToText, KeepsPagesAndTheirNumbersInOrder) {
    EXPECT_EQ(text_of(make_pdf({{{70, 80, "第一页"}, {290, 800, "- 1 -"}}, {{70, 80, "第二页"}}})),
              "第一页\n- 1 -\n第二页\n");
}

TEST_F(PdfToText, KeepsTableRows) {
    const auto document = extract_text(make_pdf({{{80, 100, "指标"},
                                                  {300, 100, "2024年目标"},
                                                  {80, 120, "高新技术企业"},
                                                  {300, 120, "850家"},
                                                  {80, 140, "研发经费投入强度"},
                                                  {300, 140, "2.6%"}}}),
                                       "a.pdf");
    ASSERT_TRUE(document);
    EXPECT_EQ(document->text, "指标 | 2024年目标\n高新技术企业 | 850家\n研发经费投入强度 | 2.6%\n");
    EXPECT_TRUE(document->lines[2].table_row);
}

TEST_F(PdfToText, APdfWithoutTextIsTakenForAScan) {
    const auto document = extract_text(make_pdf({{}}), "a.pdf");
    ASSERT_FALSE(document);
    EXPECT_EQ(document.error().code, "E-no-text");
    EXPECT_THAT(document.error().hint_en, HasSubstr("OCR"));
}

TEST_F(PdfToText, BrokenFilesAreNamed) {
    const std::string whole = make_pdf({{{70, 80, "要点"}}});
    EXPECT_EQ(text_of("%PDF-1.7\nnothing of the kind"), "E-pdf-broken");
    EXPECT_EQ(text_of(whole.substr(0, 200)), "E-pdf-broken");
}

TEST_F(PdfToText, ADamagedIndexIsRepaired) {
    std::string file = make_pdf({{{70, 80, "要点"}}});
    file.replace(file.rfind("startxref") + 10, 3, "999");
    EXPECT_EQ(text_of(file), "要点\n");
}

TEST_F(PdfToText, PasswordsAreNamed) {
    const std::string_view trailer =
        "/ID [<00112233445566778899AABBCCDDEEFF> <00112233445566778899AABBCCDDEEFF>] /Encrypt << "
        "/Filter /Standard /V 1 /R 2 /P -44 "
        "/O <0123456789ABCDEF0123456789ABCDEF0123456789ABCDEF0123456789ABCDEF> "
        "/U <0123456789ABCDEF0123456789ABCDEF0123456789ABCDEF0123456789ABCDEF> >>";
    EXPECT_EQ(text_of(make_pdf({{{70, 80, "要点"}}}, trailer)), "E-pdf-password");
}

TEST_F(PdfToText, TimeAndOutputHaveEnds) {
    ExtractLimits limits;
    limits.pdf_output_bytes_max = 100;
    const std::string file = make_pdf({{{70, 80, "要点"}}});
    EXPECT_EQ(pdf_to_text(file, limits, {}).error().code, "E-text-too-long");
    limits = {};
    limits.pdf_wall_max = std::chrono::milliseconds(0);
    EXPECT_EQ(pdf_to_text(file, limits, {}).error().code, "E-pdf-too-slow");
}

TEST(PdfProgram, MissingIsNamedWithItsPackages) {
    const auto document =
        extract_text(make_pdf({{{70, 80, "要点"}}}), "a.pdf", {}, {.path = "kc-no-pdftotext"});
    ASSERT_FALSE(document);
    EXPECT_EQ(document.error().code, "E-pdf-no-program");
    EXPECT_THAT(document.error().hint_zh, HasSubstr("poppler-utils"));
    EXPECT_THAT(document.error().hint_zh, HasSubstr("poppler-data"));
}

TEST(PdfWords, RowsThatAreNoWordsAreIgnored) {
    const auto document = pdf_words_to_text(
        "level\tpage\n"
        "1\t1\t0\t0\t0\t0\t0\t0\t595\t842\t-1\t###PAGE###\n"
        "5\t1\t0\t0\t0\t0\t70\t80\t24\t12\t100\t要点\n"
        "5\t1\t0\t0\t0\t0\tnan\t80\t24\t12\t100\t坏\n"
        "5\t1\t0\t0\t0\t0\t1e300\t80\t24\t12\t100\t坏\n"
        "5\t1\t0\t0\t0\t0\t70\t80\t-24\t12\t100\t坏\n"
        "5\t1\t0\t0\t0",
        {});
    ASSERT_TRUE(document);
    EXPECT_EQ(document->text, "要点\n");
}

}  // namespace
}  // namespace kc::exchange
