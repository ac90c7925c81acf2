// SPDX-License-Identifier: Apache-2.0
#include "exchange/html_text.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <string>

#include "exchange/html_tree.hpp"
#include "exchange/soundness.hpp"

namespace kc::exchange {
namespace {

using testing::ElementsAre;
using testing::Pair;

std::string text_of(std::string_view html) {
    const auto document = html_to_text(html, {});
    if (!document) return document.error().code;
    EXPECT_EQ(first_fault(*document), "");
    return document->text;
}

LineStyle style_of(std::string_view html, std::size_t line = 0) {
    const auto document = html_to_text(html, {});
    return document && line < document->lines.size() ? document->lines[line] : LineStyle{};
}

std::string repeated(std::string_view piece, int times) {
    std::string all;
    for (int i = 0; i < times; ++i) all += piece;
    return all;
}

TEST(HtmlText, BlocksAreLines) {
    EXPECT_EQ(text_of("<div>一<p>二</p>三</div>四<h2>五</h2><blockquote>六</blockquote>"),
              "一\n二\n三\n四\n五\n六\n");
}

TEST(HtmlText, InlineElementsAreNot) {
    EXPECT_EQ(text_of("<p>高新技术<b>企业</b><span>850</span><a href=x>家</a></p>"),
              "高新技术企业850家\n");
}

TEST(HtmlText, ABreakEndsTheLine) {
    EXPECT_EQ(text_of("<p>一<br>二<br/><br>三</p>"), "一\n二\n三\n");
}

TEST(HtmlText, WhiteSpaceFoldsAndNoneStandsBetweenChinese) {
    EXPECT_EQ(text_of("<p>  全社会研发\n   经费  支出 R&amp;D\n spending </p>"),
              "全社会研发经费 支出 R&D spending\n");
}

TEST(HtmlText, ProtectedBlanksAreKept) {
    EXPECT_EQ(text_of("<p>\u3000\u3000工作&nbsp;要点</p><p>&nbsp;</p>"),
              "\u3000\u3000工作\u00A0要点\n");
}

TEST(HtmlText, HeadingsKeepTheirLevel) {
    EXPECT_EQ(style_of("<h1>要点</h1>").heading_level, 1);
    EXPECT_EQ(style_of("<h6>要<span>点</span></h6>").heading_level, 6);
    EXPECT_EQ(style_of("<h1>要点</h1><p>正文</p>", 1).heading_level, 0);
}

TEST(HtmlText, ABoldLeadIsMeasured) {
    const LineStyle style = style_of("<p><strong>1.加强平台建设。</strong>新增50个</p>");
    EXPECT_EQ(style.bold_lead, std::string_view("1.加强平台建设。").size());
    EXPECT_EQ(style_of("<p>新增<b>50个</b></p>").bold_lead, 0U);
    EXPECT_EQ(style_of("<p><span style='FONT-WEIGHT: bold'>一</span>二</p>").bold_lead, 3U);
    EXPECT_EQ(style_of("<p><b>一<span style='font-weight:normal'>二</span></b></p>").bold_lead, 3U);
}

TEST(HtmlText, WhatIsNotShownIsLeftOut) {
    EXPECT_EQ(text_of("<nav>首页</nav><script>var a='<p>x</p>';</script><style>p{}</style>"
                      "<p>正文</p><p hidden>a</p><p style='display: none'>b</p>"
                      "<noscript>c</noscript><del>旧</del><!-- d --><textarea>e</textarea>"
                      "<select><option>f</option></select><div role=navigation>g</div>"),
              "正文\n");
}

TEST(HtmlText, PinyinAboveCharactersIsLeftOut) {
    EXPECT_EQ(text_of("<p><ruby>科<rp>(</rp><rt>kē</rt><rp>)</rp></ruby>技</p>"), "科技\n");
}

TEST(HtmlText, NumberedListsShowTheirNumbers) {
    EXPECT_EQ(text_of("<ol><li>甲</li><li><p>乙</p><ol type=a><li>丙</li></ol></li></ol>"
                      "<ol start=5><li>丁<li value=9>戊<li>己</ol>"),
              "1. 甲\n2. 乙\na. 丙\n5. 丁\n9. 戊\n10. 己\n");
    EXPECT_EQ(text_of("<ol reversed><li>甲</li><li>乙</li></ol>"), "2. 甲\n1. 乙\n");
}

TEST(HtmlText, ItemsThatNumberThemselvesAreNotNumberedTwice) {
    EXPECT_EQ(text_of("<ol><li>1.甲</li><li>（二）乙</li><li>三、丙</li><li>2024年丁</li></ol>"),
              "1.甲\n（二）乙\n三、丙\n4. 2024年丁\n");
}

TEST(HtmlText, BulletsAreNoText) {
    EXPECT_EQ(text_of("<ul><li>甲</li><li>乙</li></ul>"), "甲\n乙\n");
    EXPECT_TRUE(style_of("<ul><li>甲</li></ul>").list_item);
}

TEST(HtmlText, TablesAreRows) {
    EXPECT_EQ(text_of("<table><caption>表1</caption><thead><tr><th>指标<th>目标</thead>"
                      "<tr><td>高新<br>技术企业<td><p>850家</p></table>"),
              "表1\n指标 | 目标\n高新 技术企业 | 850家\n");
    EXPECT_TRUE(style_of("<table><tr><th>a<th>b</table>").header_row);
}

TEST(HtmlText, MergedCellsAreRepeatedInTheirRows) {
    EXPECT_EQ(text_of("<table><tr><td rowspan=2>平台<td>甲<td>1<tr><td>乙<td>2</table>"),
              "平台 | 甲 | 1\n平台 | 乙 | 2\n");
    EXPECT_EQ(text_of("<table><tr><td rowspan=0>平台<td>甲<tr><td>乙<tr><td>丙</table>"),
              "平台 | 甲\n平台 | 乙\n平台 | 丙\n");
    EXPECT_EQ(text_of("<table><tr><td colspan=-1 rowspan=99999999999>a<td>b<tr><td>c</table>"),
              "a | b\na | c\n");
}

TEST(HtmlText, ATableThatArrangesThePageGivesItsLines) {
    EXPECT_EQ(
        text_of("<table><tr><td><p>一</p><p>二</p><table><tr><td>a<td>b</table></td></tr></table>"),
        "一\n二\na | b\n");
}

TEST(HtmlText, PreformattedTextKeepsItsLines) {
    EXPECT_EQ(text_of("<pre>一、  目标\n\n  二\n</pre><p>三  四</p>"), "一、  目标\n  二\n三 四\n");
}

TEST(HtmlText, TitleAndMetaAreMetadata) {
    const auto document = html_to_text(
        "<html><head><title> 通知\n公告 </title><meta name=ArticleTitle content='2024年工作要点'>"
        "<meta name=PubDate content='2024-03-21 16:05'><meta name=empty content=''>"
        "<meta http-equiv=x content=y></head><body>正文",
        {});
    ASSERT_TRUE(document);
    EXPECT_THAT(document->metadata,
                ElementsAre(Pair("title", "通知 公告"), Pair("ArticleTitle", "2024年工作要点"),
                            Pair("PubDate", "2024-03-21 16:05")));
}

TEST(HtmlText, MetadataHasAnEnd) {
    ExtractLimits limits;
    limits.metadata_entries_max = 3;
    const auto document =
        html_to_text("<head>" + repeated("<meta name=a content=b>", 10) + "</head>x", limits);
    EXPECT_EQ(document->metadata.size(), 3U);
}

TEST(HtmlText, BrokenMarkupIsReadAsBrowsersDo) {
    EXPECT_EQ(text_of("</p><td>一</tr><p>二<div></b>三</span><table><tr>四<td>五"),
              "一\n二\n三四\n五\n");
    EXPECT_EQ(text_of("<p>一</p"), "一\n");
    EXPECT_EQ(text_of("一<<>&&amp;&#x4e8c;&#1;&nosuch;"), "一<<>&&二&nosuch;\n");
}

TEST(HtmlText, APageWithoutTextIsAnError) {
    EXPECT_EQ(text_of("<html><head><title>t</title></head><body><img src=a></body></html>"),
              "E-no-text");
}

TEST(HtmlText, TextWithoutEndIsAnError) {
    ExtractLimits limits;
    limits.text_bytes_max = 100;
    EXPECT_EQ(html_to_text(repeated("<p>工作要点</p>", 50), limits).error().code,
              "E-text-too-long");
}

// Goal: no page makes the reader hang or crash. Method: the known ways to make parsers explode.
TEST(HtmlBombs, DepthIsRefused) {
    ExtractLimits limits;
    limits.html_depth_max = 1000;
    EXPECT_TRUE(html_to_text(repeated("<div>", 1000) + "x", limits));
    EXPECT_EQ(html_to_text(repeated("<div>", 1001) + "x", limits).error().code,
              "E-html-too-complex");
    EXPECT_EQ(text_of(repeated("<b>", 1'000'000) + "x"), "E-html-too-complex");
    EXPECT_EQ(text_of(repeated("<svg>", 100'000) + "x"), "E-html-too-complex");
}

TEST(HtmlBombs, WorkIsRefused) {
    ExtractLimits limits;
    limits.html_work_max = 100'000;
    const std::string page = repeated("<i>", 1000) + repeated("<p>x", 200);
    EXPECT_EQ(html_to_text(page, limits).error().code, "E-html-too-complex");
}

TEST(HtmlBombs, MemoryIsRefused) {
    // Each paragraph reopens all the unclosed fonts: tags by tags elements.
    std::string page = "<p>";
    for (int i = 0; i < 3000; ++i) page += "<font size=" + std::to_string(i) + ">";
    page += "</p>" + repeated("<p>x</p>", 3000);
    ExtractLimits limits;
    limits.html_memory_max = 64 * kMebibyte;
    EXPECT_EQ(html_to_text(page, limits).error().code, "E-html-too-complex");
}

TEST(HtmlBombs, TimeIsRefused) {
    // Nesting that the estimate does not count, because outside SVG these close each other.
    ExtractLimits limits;
    limits.html_cpu_max = std::chrono::milliseconds(50);
    const std::string page = "<svg>" + repeated("<td>", 200'000) + "x";
    EXPECT_EQ(html_to_text(page, limits).error().code, "E-html-too-complex");
}

TEST(HtmlBombs, DeepTreesAreWalkedWithoutRecursion) {
    ExtractLimits limits;
    limits.html_depth_max = 15'000;
    const auto document = html_to_text(repeated("<div>", 15'000) + "目标", limits);
    ASSERT_TRUE(document);
    EXPECT_EQ(document->text, "目标\n");
}

TEST(HtmlBombs, ScriptsFullOfComparisonsAreNoNesting) {
    EXPECT_EQ(text_of("<script>" + repeated("if(a<b){}", 20'000) + "</script><!-- " +
                      repeated("<div>", 20'000) + " --><p>目标</p>"),
              "目标\n");
}

TEST(HtmlBombs, UnclosedCellsOfALongTableAreNoNesting) {
    EXPECT_EQ(text_of("<table>" + repeated("<tr><td>a<td>b", 5'000) + "</table>"),
              repeated("a | b\n", 5'000));
}

TEST(DeclaredCharset, IsFoundInEveryForm) {
    EXPECT_EQ(declared_charset("<meta charset=gbk>"), "gbk");
    EXPECT_EQ(declared_charset(
                  "<META http-equiv=Content-Type content='text/html; CHARSET = \"gb2312\"'>"),
              "gb2312");
    EXPECT_EQ(declared_charset("<p>charset in a sentence</p>"), "");
    EXPECT_EQ(declared_charset("<meta charset="), "");
}

}  // namespace
}  // namespace kc::exchange
