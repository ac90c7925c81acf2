// SPDX-License-Identifier: Apache-2.0
#include "exchange/markdown_text.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <string>

#include "exchange/markdown_inline.hpp"
#include "exchange/soundness.hpp"

namespace kc::exchange {
namespace {

using testing::ElementsAre;
using testing::Pair;

DocumentText read(std::string_view markdown) {
    auto document = markdown_to_text(markdown, {});
    EXPECT_TRUE(document);
    if (!document) return {};
    EXPECT_EQ(first_fault(*document), "");
    return *std::move(document);
}

std::string inline_of(std::string_view line) {
    return strip_inline_marks(line).text;
}

TEST(MarkdownText, HeadingsLoseTheirMarksAndKeepTheirLevel) {
    const DocumentText document =
        read("# 要点 #\n### 一、目标\n##二、任务\n标题\n===\n小节\n---\n");
    EXPECT_EQ(document.text, "要点\n一、目标\n二、任务\n标题\n小节\n");
    EXPECT_THAT(std::vector<int>({document.lines[0].heading_level, document.lines[1].heading_level,
                                  document.lines[2].heading_level, document.lines[3].heading_level,
                                  document.lines[4].heading_level}),
                ElementsAre(1, 3, 2, 1, 2));
}

TEST(MarkdownText, WhatOnlyLooksLikeAHeadingIsText) {
    EXPECT_EQ(read("#1号文件\n####### 七\n# \n").text, "#1号文件\n####### 七\n\n");
}

TEST(MarkdownText, BulletsGoAndNumbersStay) {
    const DocumentText document = read("- 甲\n* 乙\n  + [x] 丙\n1. 丁\n2) 戊\n2024.5 己\n");
    EXPECT_EQ(document.text, "甲\n乙\n丙\n1. 丁\n2) 戊\n2024.5 己\n");
    EXPECT_TRUE(document.lines[2].list_item);
    EXPECT_TRUE(document.lines[3].list_item);
    EXPECT_FALSE(document.lines[5].list_item);
}

TEST(MarkdownText, PipeTablesAreRows) {
    const DocumentText document = read(
        "| 指标 | 目标 |\n|---|:--:|\n| **高企** | 850家<br>以上 |\na \\| b | c\n\n正文 | 无表\n");
    EXPECT_EQ(document.text, "指标 | 目标\n高企 | 850家 以上\na ｜ b | c\n\n正文 | 无表\n");
    EXPECT_TRUE(document.lines[0].header_row);
    EXPECT_TRUE(document.lines[2].table_row);
    EXPECT_FALSE(document.lines[4].table_row);
}

TEST(MarkdownText, RulesFencesQuotationsAndCommentsGo) {
    EXPECT_EQ(read("甲\n\n***\n```text\n# 代码 **不变**\n```\n> > 引文\n<!-- 注\n释 -->\n乙").text,
              "甲\n\n# 代码 **不变**\n引文\n乙\n");
}

TEST(MarkdownText, ACommentWithTextBehindItIsKept) {
    EXPECT_EQ(read("<!-- 注 --> 正文").text, "<!-- 注 --> 正文\n");
    EXPECT_EQ(read("<!-- 没有结尾\n正文").text, "<!-- 没有结尾\n正文\n");
}

TEST(MarkdownText, FrontMatterIsMetadata) {
    const DocumentText document = read("---\ntitle: 工作要点\nyear: 2024\n---\n正文\n");
    EXPECT_EQ(document.text, "正文\n");
    EXPECT_THAT(document.metadata, ElementsAre(Pair("title", "工作要点"), Pair("year", "2024")));
}

TEST(MarkdownText, ABoldLeadIsMeasured) {
    const DocumentText document = read("**1.加强建设。**新增50个\n新增**50**个\n");
    EXPECT_EQ(document.lines[0].bold_lead, std::string_view("1.加强建设。").size());
    EXPECT_EQ(document.lines[1].bold_lead, 0U);
}

TEST(MarkdownText, ABoldBlankIsNoLead) {
    EXPECT_EQ(read("正文\n**\u00A0**\n").lines[1].bold_lead, 0U);
}

TEST(MarkdownText, NothingButMarksIsAnError) {
    EXPECT_EQ(markdown_to_text("---\n\n***\n", {}).error().code, "E-no-text");
}

TEST(InlineMarks, EmphasisCodeAndLinksLoseTheirMarks) {
    EXPECT_EQ(inline_of("**力争**达到*850家*，`研发`经费[办法](http://a)![图](b) ~~旧~~ ***全***"),
              "力争达到850家，研发经费办法图 旧 全");
    EXPECT_EQ(inline_of("_强调_ __重点__ **a *b* c**"), "强调 重点 a b c");
}

TEST(InlineMarks, FormulasAndNamesAreText) {
    for (const char* line : {"2*3*4", "a_b_c", "5 * 6 * 7", "**没有结尾", "* 星", "snake_case_name",
                             "[注1]", "[a](b", "`没有", "a * b*", "3**2**5 = 1"}) {
        const std::string expected = std::string_view(line) == "3**2**5 = 1" ? "325 = 1" : line;
        EXPECT_EQ(inline_of(line), expected);
    }
}

TEST(InlineMarks, EscapesAreWhatTheyEscape) {
    EXPECT_EQ(inline_of("\\*不是强调\\* \\# 1\\. C:\\目录"), "*不是强调* # 1. C:\\目录");
}

// Goal: time grows with the length of a line only. Method: a line of marks that never close.
TEST(InlineMarks, AMillionOpenMarksTakeLinearTime) {
    for (const std::string_view mark : {"*a ", "**a", "_a ", "`a", "[a", "![", "~~a", "***a*"}) {
        std::string line;
        while (line.size() < 1'000'000) line += mark;
        EXPECT_LE(inline_of(line).size(), line.size());
    }
}

}  // namespace
}  // namespace kc::exchange
