// SPDX-License-Identifier: Apache-2.0
#include "exchange/pdf_layout.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <string>
#include <vector>

#include "base/utf8.hpp"

namespace kc::exchange {
namespace {

using testing::ElementsAre;

constexpr double kSize = 12;

// Words as a program that draws Chinese text would place them: `em` from the left margin, `line`
// lines down, each character as wide as high, digits half of that.
struct At {
    double em;
    double line;
    const char* text;
};

PdfWord word(const At& at) {
    double width = 0;
    for (const char32_t c : base::decode_utf8(at.text)) width += c < 0x80 ? kSize / 2 : kSize;
    const double left = 70 + at.em * kSize;
    const double top = 80 + at.line * kSize * 1.3;
    return {left, top, left + width, top + kSize, at.text};
}

std::vector<std::string> laid_out(const std::vector<At>& words) {
    std::vector<PdfWord> placed;
    for (const At& at : words) placed.push_back(word(at));
    Lines lines;
    std::uint32_t tables = 0;
    lay_out_page(placed, tables, lines);
    std::vector<std::string> texts;
    for (const Line& line : lines) texts.push_back(line.text);
    return texts;
}

TEST(PdfLayout, LinesThatFillTheMeasureRunOn) {
    EXPECT_THAT(laid_out({{2, 0, "一二三四五六七八"},
                          {0, 1, "一二三四五六七八九十"},
                          {0, 2, "尾。"},
                          {2, 3, "新段"}}),
                ElementsAre("一二三四五六七八一二三四五六七八九十尾。", "新段"));
}

TEST(PdfLayout, NumberedLinesBeginAnew) {
    EXPECT_THAT(
        laid_out(
            {{0, 0, "一二三四五六七八九十"}, {0, 1, "（一）一二三四五六七"}, {0, 2, "2.一二三"}}),
        ElementsAre("一二三四五六七八九十", "（一）一二三四五六七", "2.一二三"));
    EXPECT_THAT(laid_out({{0, 0, "一二三四五六七八九十"}, {0, 1, "2.5%左右"}}),
                ElementsAre("一二三四五六七八九十2.5%左右"));
}

TEST(PdfLayout, BlanksOnlyBesideLatin) {
    EXPECT_THAT(laid_out({{0, 0, "全市"}, {2.3, 0, "R&D"}, {4.1, 0, "经费"}, {6.1, 0, "投入"}}),
                ElementsAre("全市 R&D 经费投入"));
}

TEST(PdfLayout, ASpacedTitleIsOneText) {
    EXPECT_THAT(laid_out({{0, 0, "工"}, {2, 0, "作"}, {4, 0, "要"}, {6, 0, "点"}}),
                ElementsAre("工作要点"));
}

TEST(PdfLayout, ColumnsAreRowsEvenWithEmptyCells) {
    EXPECT_THAT(laid_out({{0, 0, "指标"},
                          {10, 0, "目标"},
                          {16, 0, "单位"},
                          {0, 1, "高企"},
                          {10, 1, "850家"},
                          {0, 2, "强度"},
                          {16, 2, "规划科"}}),
                ElementsAre("指标 | 目标 | 单位", "高企 | 850家", "强度 |  | 规划科"));
}

TEST(PdfLayout, OneLineWithAGapIsNoTable) {
    EXPECT_THAT(laid_out({{0, 0, "联系人"}, {6, 0, "电话"}}), ElementsAre("联系人  电话"));
}

TEST(PdfLayout, WrappedCellsCentredOnTheirSerialNumber) {
    EXPECT_THAT(laid_out({{0, 0, "序号"},
                          {4, 0, "内容"},
                          {16, 0, "单位"},
                          {4, 1, "新增省级以上平台"},
                          {0, 1.5, "1"},
                          {16, 1.5, "基础科"},
                          {4, 2, "五十个"},
                          {0, 3, "2"},
                          {4, 3, "高企八百家"},
                          {16, 3, "高新科"},
                          {4, 4, "合作项目"},
                          {0, 5, "3"},
                          {4, 5, "三百项"},
                          {16, 5, "合作科"},
                          {4, 6, "以上"}}),
                ElementsAre("序号 | 内容 | 单位", "1 | 新增省级以上平台五十个 | 基础科",
                            "2 | 高企八百家 | 高新科", "3 | 合作项目三百项以上 | 合作科"));
}

TEST(PdfLayout, WrappedCellsHangingFromTheirSerialNumber) {
    EXPECT_THAT(laid_out({{0, 0, "序号"},
                          {4, 0, "内容"},
                          {16, 0, "单位"},
                          {0, 1, "1"},
                          {4, 1, "新增省级以上平台"},
                          {16, 1, "基础科"},
                          {4, 2, "五十个"},
                          {0, 3, "2"},
                          {4, 3, "高企八百家"},
                          {16, 3, "高新科"},
                          {0, 4, "3"},
                          {4, 4, "合作项目"},
                          {16, 4, "合作科、"},
                          {4, 5, "三百项以上"},
                          {16, 5, "成果科"}}),
                ElementsAre("序号 | 内容 | 单位", "1 | 新增省级以上平台五十个 | 基础科",
                            "2 | 高企八百家 | 高新科", "3 | 合作项目三百项以上 | 合作科、成果科"));
}

TEST(PdfLayout, WrappedCellsWithRoomBetweenRows) {
    EXPECT_THAT(
        laid_out({{0, 0, "内容"},
                  {16, 0, "单位"},
                  {0, 1.6, "新增省级以上平台"},
                  {16, 2.1, "基础科"},
                  {0, 2.6, "五十个"},
                  {0, 4.2, "高企八百家"},
                  {16, 4.2, "高新科"}}),
        ElementsAre("内容 | 单位", "新增省级以上平台五十个 | 基础科", "高企八百家 | 高新科"));
}

TEST(PdfLayout, TextAroundATableStaysOutOfIt) {
    EXPECT_THAT(laid_out({{0, 0, "下表列出了全部的目标任务以及责任单位"},
                          {0, 2, "指标"},
                          {12, 2, "目标"},
                          {0, 3, "高企"},
                          {12, 3, "850家"},
                          {0, 5, "以上目标由各科室分别负责落实到位"}}),
                ElementsAre("下表列出了全部的目标任务以及责任单位", "指标 | 目标", "高企 | 850家",
                            "以上目标由各科室分别负责落实到位"));
}

TEST(PdfLayout, TheOrderOfTheWordsDoesNotMatter) {
    std::vector<At> words = {{0, 0, "指标"}, {10, 0, "目标"}, {0, 1, "高企"}, {10, 1, "850家"}};
    const std::vector<std::string> expected = laid_out(words);
    std::reverse(words.begin(), words.end());
    EXPECT_EQ(laid_out(words), expected);
}

TEST(PdfLayout, AnEmptyPageHasNoLines) {
    EXPECT_THAT(laid_out({}), ElementsAre());
}

}  // namespace
}  // namespace kc::exchange
