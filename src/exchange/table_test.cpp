// SPDX-License-Identifier: Apache-2.0
#include "exchange/table.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <string>
#include <vector>

namespace kc::exchange {
namespace {

using testing::ElementsAre;
using testing::SizeIs;

TableCell cell(std::string text, std::uint32_t columns = 1, std::uint32_t rows = 1) {
    TableCell made;
    if (!text.empty()) made.lines.push_back({std::move(text), {}, {}});
    made.column_span = columns;
    made.row_span = rows;
    return made;
}

Lines lines_of(std::vector<std::vector<TableCell>> rows) {
    Table table;
    table.number = 1;
    for (std::vector<TableCell>& cells : rows) table.rows.push_back({std::move(cells), false});
    Lines lines;
    append_table(lines, std::move(table));
    return lines;
}

std::vector<std::string> texts(const Lines& lines) {
    std::vector<std::string> all;
    for (const Line& line : lines) all.push_back(line.text);
    return all;
}

std::vector<std::string> repeats(const Line& line) {
    std::vector<std::string> all;
    for (const TextRange& range : line.repeats) {
        all.push_back(line.text.substr(range.begin, range.end - range.begin));
    }
    return all;
}

TEST(Table, OneLineForEachRow) {
    const Lines lines =
        lines_of({{cell("指标"), cell("目标")}, {cell("高新技术企业"), cell("850家")}});
    EXPECT_THAT(texts(lines), ElementsAre("指标 | 目标", "高新技术企业 | 850家"));
    EXPECT_TRUE(lines[1].style.table_row);
    EXPECT_EQ(lines[1].style.table, 1U);
}

TEST(Table, EmptyCellsKeepTheirPlaceButNotAtTheEnd) {
    EXPECT_THAT(
        texts(lines_of({{cell("a"), cell(""), cell("c"), cell("")}, {cell(""), cell("b")}})),
        ElementsAre("a |  | c", " | b"));
}

TEST(Table, ACellOverRowsIsRepeatedInEachAndMarked) {
    const Lines lines = lines_of(
        {{cell("平台", 1, 3), cell("重点实验室")}, {cell("技术创新中心")}, {cell("新型研发机构")}});
    EXPECT_THAT(texts(lines),
                ElementsAre("平台 | 重点实验室", "平台 | 技术创新中心", "平台 | 新型研发机构"));
    EXPECT_THAT(repeats(lines[0]), ElementsAre());
    EXPECT_THAT(repeats(lines[2]), ElementsAre("平台"));
}

TEST(Table, ACellOverRowsAtTheEndIsRepeatedToo) {
    EXPECT_THAT(texts(lines_of({{cell("一"), cell("高新科", 1, 2)}, {cell("二")}})),
                ElementsAre("一 | 高新科", "二 | 高新科"));
}

TEST(Table, AHeaderOverColumnsNamesEachOfThem) {
    const Lines lines = lines_of({{cell("指标", 1, 2), cell("2024年目标", 2)},
                                  {cell("上半年"), cell("全年")},
                                  {cell("高企"), cell("800"), cell("850")}});
    EXPECT_THAT(texts(lines), ElementsAre("指标 | 2024年目标 | 2024年目标", "指标 | 上半年 | 全年",
                                          "高企 | 800 | 850"));
    EXPECT_THAT(repeats(lines[0]), ElementsAre("2024年目标"));
}

TEST(Table, ACellOverColumnsOfTheBodyStandsOnce) {
    EXPECT_THAT(texts(lines_of({{cell("a"), cell("b"), cell("c")}, {cell("合计", 2), cell("3")}})),
                ElementsAre("a | b | c", "合计 |  | 3"));
}

TEST(Table, ATitleAcrossTheTableStandsOnce) {
    EXPECT_THAT(texts(lines_of({{cell("任务分解表", 3)},
                                {cell("序号"), cell("任务", 2)},
                                {cell("1"), cell("a"), cell("b")}})),
                ElementsAre("任务分解表", "序号 | 任务 | 任务", "1 | a | b"));
}

TEST(Table, ABorderWrittenInACellIsNoBorder) {
    EXPECT_THAT(texts(lines_of({{cell("a|b"), cell("c")}})), ElementsAre("a｜b | c"));
}

TEST(Table, LinesOfACellAreJoined) {
    TableCell two = cell("责任");
    two.lines.push_back({"单位", {}, {}});
    EXPECT_THAT(texts(lines_of({{two, cell("x")}})), ElementsAre("责任 单位 | x"));
}

TEST(Table, ATableOfOneColumnIsNoTable) {
    const Lines lines = lines_of({{cell("第一段")}, {cell("第二段")}});
    EXPECT_THAT(texts(lines), ElementsAre("第一段", "第二段"));
    EXPECT_FALSE(lines[0].style.table_row);
}

TEST(Table, AnArticleInACellIsNoEntry) {
    TableCell article = cell("第一段");
    for (int i = 0; i < 30; ++i) article.lines.push_back({"又一段", {}, {}});
    EXPECT_THAT(lines_of({{cell("导航"), article}}), SizeIs(32));
}

TEST(Table, ATableInsideKeepsItsRowsAndItsNeighbours) {
    TableCell outer;
    outer.lines = lines_of({{cell("指标"), cell("目标")}, {cell("高企"), cell("850家")}});
    EXPECT_THAT(texts(lines_of({{cell("来源"), cell("科技局")}, {outer}})),
                ElementsAre("来源 | 科技局", "指标 | 目标", "高企 | 850家"));
}

// Goal: a hostile table cannot blow up. Method: one long cell over very many rows.
TEST(Table, CopiesTogetherStayWithinAMultipleOfTheTable) {
    std::vector<std::vector<TableCell>> rows;
    rows.push_back({cell(std::string(1400, 'x'), 1, 60000), cell("y")});
    for (int i = 0; i < 50000; ++i) rows.push_back({cell("z")});
    std::size_t bytes = 0;
    for (const Line& line : lines_of(std::move(rows))) bytes += line.text.size();
    EXPECT_LT(bytes, 1'000'000U);
}

TEST(Table, MoreColumnsThanAllowedAreStillWritten) {
    std::vector<TableCell> row;
    for (std::uint32_t i = 0; i < kTableColumnsMax + 10; ++i) row.push_back(cell("c", 1, 2));
    const Lines lines = lines_of({row, {cell("d")}});
    EXPECT_EQ(std::count(lines[0].text.begin(), lines[0].text.end(), 'c'), kTableColumnsMax + 10);
}

TEST(Table, SpansOfHugeSizeEndAtTheLimit) {
    const Lines lines = lines_of(
        {{cell("a", kTableColumnsMax), cell("b", 1u << 31, 1u << 31)}, {cell("c"), cell("d")}});
    EXPECT_EQ(lines.size(), 2U);
    EXPECT_LT(lines[0].text.size(), 2000U);
}

}  // namespace
}  // namespace kc::exchange
