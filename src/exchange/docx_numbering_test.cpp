// SPDX-License-Identifier: Apache-2.0
#include "exchange/docx_numbering.hpp"

#include <gtest/gtest.h>

#include <pugixml.hpp>
#include <string>

#include "exchange/docx_text.hpp"
#include "exchange/zip_sample.hpp"

namespace kc::exchange {
namespace {

std::string level(int at, const std::string& format, const std::string& text,
                  const std::string& more = {}) {
    return "<w:lvl w:ilvl=\"" + std::to_string(at) + "\"><w:start w:val=\"1\"/><w:numFmt w:val=\"" +
           format + "\"/><w:lvlText w:val=\"" + text + "\"/>" + more + "</w:lvl>";
}

std::string list(int id, const std::string& levels) {
    return "<w:abstractNum w:abstractNumId=\"" + std::to_string(id) + "\">" + levels +
           "</w:abstractNum>";
}

std::string use(int id, int of, const std::string& overrides = {}) {
    return "<w:num w:numId=\"" + std::to_string(id) + "\"><w:abstractNumId w:val=\"" +
           std::to_string(of) + "\"/>" + overrides + "</w:num>";
}

class Labels {
public:
    explicit Labels(const std::string& numbering) {
        document_.load_string(("<w:numbering>" + numbering + "</w:numbering>").c_str());
        numbering_ = DocxNumbering(document_.document_element());
    }
    std::string next(std::int64_t number_id, std::int64_t at) {
        return numbering_.next_label(number_id, at);
    }

private:
    pugi::xml_document document_;
    DocxNumbering numbering_;
};

// The numbering of official documents: 一、（一）1. (1) ①.
const std::string kOfficial =
    list(0, level(0, "chineseCounting", "%1、", "<w:suff w:val=\"nothing\"/>") +
                level(1, "chineseCounting", "（%2）") + level(2, "decimal", "%3.") +
                level(3, "decimal", "(%4)") +
                level(4, "decimalEnclosedCircle", "%5", "<w:suff w:val=\"nothing\"/>")) +
    use(1, 0);

TEST(DocxNumbering, OfficialDocuments) {
    Labels labels(kOfficial);
    EXPECT_EQ(labels.next(1, 0), "一、");
    EXPECT_EQ(labels.next(1, 1), "（一）");
    EXPECT_EQ(labels.next(1, 1), "（二）");
    EXPECT_EQ(labels.next(1, 2), "1. ");
    EXPECT_EQ(labels.next(1, 3), "(1) ");
    EXPECT_EQ(labels.next(1, 4), "①");
    EXPECT_EQ(labels.next(1, 4), "②");
    EXPECT_EQ(labels.next(1, 0), "二、");
    EXPECT_EQ(labels.next(1, 1), "（一）");
}

TEST(DocxNumbering, LabelsOfSeveralLevels) {
    Labels labels(list(0, level(0, "chineseCounting", "第%1章") + level(1, "decimal", "%1.%2") +
                              level(2, "decimal", "%1.%2.%3", "<w:isLgl/>")) +
                  use(1, 0));
    EXPECT_EQ(labels.next(1, 0), "第一章 ");
    EXPECT_EQ(labels.next(1, 1), "一.1 ");
    EXPECT_EQ(labels.next(1, 2), "1.1.1 ");
    EXPECT_EQ(labels.next(1, 2), "1.1.2 ");
}

TEST(DocxNumbering, ALevelMayRunOnOverHigherOnes) {
    Labels labels(list(0, level(0, "decimal", "%1.") +
                              level(1, "decimal", "%2)", "<w:lvlRestart w:val=\"0\"/>")) +
                  use(1, 0));
    EXPECT_EQ(labels.next(1, 0), "1. ");
    EXPECT_EQ(labels.next(1, 1), "1) ");
    EXPECT_EQ(labels.next(1, 0), "2. ");
    EXPECT_EQ(labels.next(1, 1), "2) ");
}

TEST(DocxNumbering, UsesOfOneListCountOnUnlessOneStartsAnew) {
    Labels labels(
        list(0, level(0, "decimal", "%1.")) + use(1, 0) + use(2, 0) +
        use(3, 0, "<w:lvlOverride w:ilvl=\"0\"><w:startOverride w:val=\"5\"/></w:lvlOverride>"));
    EXPECT_EQ(labels.next(1, 0), "1. ");
    EXPECT_EQ(labels.next(2, 0), "2. ");
    EXPECT_EQ(labels.next(3, 0), "5. ");
    EXPECT_EQ(labels.next(3, 0), "6. ");
}

TEST(DocxNumbering, AUseMayReplaceALevel) {
    Labels labels(
        list(0, level(0, "decimal", "%1.")) +
        use(1, 0,
            "<w:lvlOverride w:ilvl=\"0\">" + level(0, "upperLetter", "%1、") + "</w:lvlOverride>"));
    EXPECT_EQ(labels.next(1, 0), "A、");
}

TEST(DocxNumbering, ListsBorrowedFromANumberingStyle) {
    Labels labels(
        "<w:abstractNum w:abstractNumId=\"0\"><w:numStyleLink w:val=\"S\"/></w:abstractNum>"
        "<w:abstractNum w:abstractNumId=\"1\"><w:styleLink w:val=\"S\"/>" +
        level(0, "chineseCounting", "%1、") + "</w:abstractNum>" + use(1, 0));
    EXPECT_EQ(labels.next(1, 0), "一、");
}

TEST(DocxNumbering, BulletsAreNoTextUnlessWorded) {
    Labels labels(list(0, level(0, "bullet", "\uF0B7") + level(1, "bullet", "●") +
                              level(2, "bullet", "注：") + level(3, "none", "")) +
                  use(1, 0));
    EXPECT_EQ(labels.next(1, 0), "");
    EXPECT_EQ(labels.next(1, 1), "");
    EXPECT_EQ(labels.next(1, 2), "注：");
    EXPECT_EQ(labels.next(1, 3), "");
}

TEST(DocxNumbering, WhatIsNotDefinedHasNoLabel) {
    Labels labels(kOfficial + use(7, 99));
    EXPECT_EQ(labels.next(5, 0), "");
    EXPECT_EQ(labels.next(7, 0), "");
    EXPECT_EQ(labels.next(1, 9), "");
    EXPECT_EQ(labels.next(1, -1), "");
}

TEST(DocxNumbering, AnEndlessLabelIsDropped) {
    std::string text;
    for (int i = 0; i < 1000; ++i) text += "%1";
    Labels labels(list(0, level(0, "decimal", text)) + use(1, 0));
    EXPECT_EQ(labels.next(1, 0), "");
}

TEST(DocxNumbering, ParagraphsAndStylesAreNumberedInTheText) {
    const ZipParts parts = {
        {"word/numbering.xml",
         "<w:numbering>" +
             list(0, level(0, "chineseCounting", "%1、", "<w:pStyle w:val=\"h1\"/>") +
                         level(1, "chineseCounting", "（%2）", "<w:pStyle w:val=\"h2\"/>")) +
             use(1, 0) + "</w:numbering>"},
        {"word/styles.xml",
         "<w:styles><w:style w:styleId=\"h1\"><w:name w:val=\"heading 1\"/><w:pPr><w:numPr>"
         "<w:numId w:val=\"1\"/></w:numPr></w:pPr></w:style><w:style "
         "w:styleId=\"h2\"><w:pPr><w:numPr>"
         "<w:numId w:val=\"1\"/></w:numPr></w:pPr></w:style></w:styles>"}};
    const auto numbered = [](const std::string& properties, const std::string& text) {
        return "<w:p><w:pPr>" + properties + "</w:pPr><w:r><w:t>" + text + "</w:t></w:r></w:p>";
    };
    const auto document = docx_to_text(
        make_docx(
            numbered("<w:pStyle w:val=\"h1\"/>", "目标") +
                numbered("<w:pStyle w:val=\"h2\"/>", "研发") +
                numbered("<w:numPr><w:ilvl w:val=\"1\"/><w:numId w:val=\"1\"/></w:numPr>", "企业") +
                numbered("<w:pStyle w:val=\"h1\"/><w:numPr><w:numId w:val=\"0\"/></w:numPr>",
                         "无号") +
                numbered("<w:pStyle w:val=\"h1\"/>", "任务"),
            parts),
        {});
    ASSERT_TRUE(document);
    EXPECT_EQ(document->text, "一、目标\n（一）研发\n（二）企业\n无号\n二、任务\n");
    EXPECT_EQ(document->lines[0].heading_level, 1);
    EXPECT_TRUE(document->lines[2].list_item);
    EXPECT_EQ(document->lines[2].bold_lead, 0U);
    EXPECT_FALSE(document->lines[3].list_item);
}

}  // namespace
}  // namespace kc::exchange
