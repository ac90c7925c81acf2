// SPDX-License-Identifier: Apache-2.0
// The grammar, one trait of real plans at a time. The texts are short and our own.
#include "plan/reader.hpp"

#include <gtest/gtest.h>

#include <fmt/format.h>

#include "base/utf8.hpp"

namespace kc::plan {
namespace {

// A goals section holding one sentence.
PlanDocument goals(std::string_view sentence) {
    return read_plan(fmt::format("临川市科技局2024年工作要点\n一、主要目标\n{}\n", sentence), {});
}

// "metric|kind|bound|value|unit" of each row, in order.
std::vector<std::string> rows(const PlanDocument& plan) {
    std::vector<std::string> out;
    for (const Target& t : plan.targets) {
        out.push_back(
            fmt::format("{}|{}|{}|{}{}|{}", t.metric, t.kind, t.bound, base::to_string(t.value),
                        t.value_high ? "-" + base::to_string(*t.value_high) : "", t.unit));
    }
    return out;
}

using Rows = std::vector<std::string>;

TEST(Reader, ReadsPlainRowsWithoutAHedge) {
    EXPECT_EQ(rows(goals("高新技术企业达到850家以上，新建省级以上创新平台50个。")),
              (Rows{"高新技术企业|stock|>=|850|家", "省级以上创新平台|new|=|50|个"}));
}

TEST(Reader, LetsTheHedgeReachToTheSemicolon) {
    const PlanDocument plan = goals("力争高新技术企业达85家，科技型中小企业达120家；新建平台5个。");
    ASSERT_EQ(plan.targets.size(), 3U);
    EXPECT_EQ(plan.targets[0].hedge, "力争");
    EXPECT_EQ(plan.targets[1].hedge, "力争");
    EXPECT_EQ(plan.targets[2].hedge, "");
}

TEST(Reader, CompletesDroppedSubjects) {
    EXPECT_EQ(
        rows(goals("全社会研发经费支出达到75亿元，占GDP比重达到1.7%"
                   "；新增高新技术企业80家，总量突破550家。")),
        (Rows{"全社会研发经费支出|amount|=|75|亿元", "全社会研发经费支出占GDP比重|ratio|=|1.7|%",
              "高新技术企业|new|=|80|家", "高新技术企业总量|stock|>|550|家"}));
}

TEST(Reader, SharesOneValueAmongSeveralMetrics) {
    EXPECT_EQ(rows(goals("高新技术产业增加值、技术合同成交额均增长10%以上。")),
              (Rows{"高新技术产业增加值|growth|>=|10|%", "技术合同成交额|growth|>=|10|%"}));
}

TEST(Reader, MatchesListsByPosition) {
    EXPECT_EQ(rows(goals("高新技术企业、科技型中小企业分别达到80家、300家。")),
              (Rows{"高新技术企业|stock|=|80|家", "科技型中小企业|stock|=|300|家"}));
}

TEST(Reader, TakesTheValueReachedFromAPair) {
    EXPECT_EQ(rows(goals("研发投入强度由2.3%提高到2.6%。")), (Rows{"研发投入强度|ratio|=|2.6|%"}));
}

TEST(Reader, ReadsTwoLevels) {
    const PlanDocument plan = goals("新增高新技术企业确保50家，争取60家。");
    ASSERT_EQ(plan.targets.size(), 2U);
    EXPECT_EQ(plan.targets[0].level, "base");
    EXPECT_EQ(plan.targets[1].level, "stretch");
}

TEST(Reader, FindsTheMetricBehindTheNumber) {
    EXPECT_EQ(rows(goals("新增50家高新技术企业，引进3个以上高水平团队。")),
              (Rows{"高新技术企业|new|=|50|家", "高水平团队|new|>=|3|个"}));
}

TEST(Reader, KeepsThresholdsInsideTheNoun) {
    EXPECT_EQ(rows(goals("培育产值过亿元企业20家。")).size(), 1U);
    EXPECT_EQ(goals("培育产值过亿元企业20家。").targets[0].value, base::Decimal(20));
}

TEST(Reader, TellsTheVerbToWinFromTheHedge) {
    const PlanDocument funds = goals("争取上级科技资金2000万元。");
    ASSERT_EQ(funds.targets.size(), 1U);
    EXPECT_EQ(funds.targets[0].hedge, "");
    const PlanDocument hedge = goals("争取新增省级平台3家。");
    ASSERT_EQ(hedge.targets.size(), 1U);
    EXPECT_EQ(hedge.targets[0].hedge, "争取");
}

TEST(Reader, ReadsARankWithoutWhoseItIs) {
    EXPECT_EQ(rows(goals("科技创新综合评价位次进入全省前20位。")),
              (Rows{"科技创新综合评价位次|rank|rank<=|20|位"}));
}

TEST(Reader, LeavesTheReviewHalfAlone) {
    const PlanDocument plan = read_plan(
        "临川市科技局2023年工作总结和2024年工作计划\n一、2023年工作总结\n高新技术企业达到80家，增长"
        "12%。\n"
        "二、2024年工作计划\n高新技术企业达到95家。\n",
        {});
    EXPECT_EQ(rows(plan), (Rows{"高新技术企业|stock|=|95|家"}));
}

TEST(Reader, TellsLastYearFromThisYearInOneSentence) {
    EXPECT_EQ(rows(goals("去年新增高新技术企业45家，今年力争新增60家。")),
              (Rows{"高新技术企业|new|=|60|家"}));
}

TEST(Reader, LeavesSubsidiesDeadlinesAndListsAlone) {
    EXPECT_TRUE(
        goals("对新认定企业给予最高100万元奖励，20个工作日内办结，完成三项任务。").targets.empty());
}

TEST(Reader, ReadsTheTargetColumnOfATable) {
    const PlanDocument plan = read_plan(
        "青岚区2024年科技目标任务分解表\n| 序号 | 指标名称 | 单位 | 2023年实际完成 | 2024年目标 | "
        "责任单位 |\n"
        "| --- | --- | --- | --- | --- | --- |\n| 1 | 高新技术企业数 | 家 | 211 | 245 | 区科技局 "
        "|\n"
        "| 2 | 技术合同成交额 | 亿元 | 27.6 | ≥32 | 区科技局 |\n",
        {});
    EXPECT_EQ(rows(plan),
              (Rows{"高新技术企业数|stock|=|245|家", "技术合同成交额|amount|>=|32|亿元"}));
    ASSERT_EQ(plan.tasks.size(), 2U);
    EXPECT_EQ(plan.tasks[0].owners, std::vector<std::string>{"区科技局"});
}

TEST(Reader, ReadsTablesCopiedCellByCell) {
    const PlanDocument plan = read_plan(
        "2024年度目标分解\n指标名称\n单位\n2024年目标\n高新技术企业数\n家\n245\n技术合同成交额\n亿"
        "元\n32\n",
        {});
    EXPECT_EQ(rows(plan),
              (Rows{"高新技术企业数|stock|=|245|家", "技术合同成交额|amount|=|32|亿元"}));
}

TEST(Reader, FindsTasksWithOwnersAndDeadlines) {
    const PlanDocument plan = read_plan(
        "临川市科技局2024年工作要点\n二、重点工作\n1."
        "加强平台建设。建设实验室。（责任单位：平台科、各县（市、区）科技局；完成时限：2024年6月）"
        "\n"
        "2.培育科技企业。开展培训。\n",
        {});
    ASSERT_EQ(plan.tasks.size(), 2U);
    EXPECT_EQ(plan.tasks[0].number, "1");
    EXPECT_EQ(plan.tasks[0].title, "加强平台建设");
    EXPECT_EQ(plan.tasks[0].owners, (std::vector<std::string>{"平台科", "各县(市、区)科技局"}));
    EXPECT_EQ(plan.tasks[0].due, "2024年6月");
    EXPECT_EQ(plan.tasks[1].title, "培育科技企业");
}

TEST(Reader, ReadsTheDisclosureBlock) {
    const PlanDocument plan = read_plan(
        "索 引 号：11341700003244983A/202403-00019 | "
        "组配分类：部门文件\n发布机构：临川市科学技术局 | 发文日期：2024-03-21\n"
        "信息名称：临川市科技局2024年工作要点\n临川市科技局2024年工作要点\n一、主要目标\n新增平台5"
        "个。\n",
        {});
    EXPECT_EQ(plan.issuer, "临川市科学技术局");
    EXPECT_EQ(plan.year, 2024);
    ASSERT_GE(plan.metadata.size(), 4U);
    EXPECT_EQ(plan.metadata[0].first, "索引号");
    EXPECT_EQ(plan.targets.size(), 1U);
}

TEST(Reader, PointsAtTheWordsOfTheSource) {
    const std::string text = "2024年工作要点\n一、主要目標\n高新技術企業(yè)達(dá)到850傢以上。\n";
    const PlanDocument plan = read_plan(text, {});
    ASSERT_EQ(plan.targets.size(), 1U);
    const std::u32string source = base::decode_utf8(text);
    const Span span = plan.targets[0].span;
    EXPECT_EQ(base::encode_utf8(source.substr(static_cast<std::size_t>(span.start),
                                              static_cast<std::size_t>(span.end - span.start))),
              plan.targets[0].text);
    EXPECT_EQ(plan.targets[0].text, "高新技術企業(yè)達(dá)到850傢以上");
    EXPECT_EQ(plan.targets[0].metric, "高新技术企业");
}

TEST(Reader, AccountsForEveryDigit) {
    const std::string text =
        "浏览次数：128\n2024年工作要点（宣科〔2024〕5号）\n一、主要目标\n新增50家，“2+3+"
        "4”产业，共3份，8%-10%。\n- 3 -\n";
    const std::u32string source = base::decode_utf8(text);
    std::vector<bool> told(source.size(), false);
    for (const Explanation& e : read_plan(text, {}).explanations) {
        for (std::int32_t i = e.span.start; i < e.span.end; ++i)
            told[static_cast<std::size_t>(i)] = true;
    }
    for (std::size_t i = 0; i < source.size(); ++i) {
        EXPECT_TRUE(!is_digit(source[i]) || told[i]) << i;
    }
}

TEST(Reader, TakesAnyText) {
    EXPECT_TRUE(read_plan("", {}).targets.empty());
    EXPECT_TRUE(read_plan("\n\n|||\n\t\t\n", {}).targets.empty());
    EXPECT_TRUE(read_plan("a 1 2 3 %", {}).targets.empty());
}

}  // namespace
}  // namespace kc::plan
