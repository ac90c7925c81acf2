// SPDX-License-Identifier: Apache-2.0
#include "office/settle_plan.hpp"

#include <gtest/gtest.h>

namespace kc::office {
namespace {

plan::Target row(std::string text, std::string metric, plan::Span span) {
    plan::Target target;
    target.text = std::move(text);
    target.metric = std::move(metric);
    target.kind = "new";
    target.span = span;
    return target;
}

TEST(RepeatedRows, AreDroppedWhereTheNumberIsAnEcho) {
    // The second 50家 was carried over from the row above.
    exchange::DocumentText document;
    document.text = "甲 | 50家\n乙 | 50家";
    const std::size_t echo = document.text.rfind("50家");
    document.repeats = {{echo, document.text.size()}};
    plan::PlanDocument plan;
    plan.targets = {row("甲 | 50家", "甲", {0, 7}), row("乙 | 50家", "乙", {8, 15})};
    plan.explanations = {{{4, 6}, "50家", true, "", ""}, {{12, 14}, "50家", true, "", ""}};

    drop_repeated_rows(document, plan);

    ASSERT_EQ(plan.targets.size(), 1U);
    EXPECT_EQ(plan.targets[0].metric, "甲");
    EXPECT_TRUE(plan.explanations[0].taken);
    EXPECT_FALSE(plan.explanations[1].taken);
    EXPECT_FALSE(plan.explanations[1].zh.empty());
}

TEST(RepeatedRows, StayWhereOnlyTheNameIsAnEcho) {
    exchange::DocumentText document;
    document.text = "甲 | 50家\n甲 | 60家";
    const std::size_t echo = document.text.rfind("甲");
    document.repeats = {{echo, echo + 3}};
    plan::PlanDocument plan;
    plan.targets = {row("甲 | 50家", "甲", {0, 7}), row("甲 | 60家", "甲", {8, 15})};
    drop_repeated_rows(document, plan);
    EXPECT_EQ(plan.targets.size(), 2U);
}

TEST(PageMetadata, FillsWhatTheTextDoesNotSay) {
    exchange::DocumentText document;
    document.metadata = {
        {"ArticleTitle", "工作要点"}, {"PubDate", "2024-03-01"}, {"viewport", "w"}};
    plan::PlanDocument plan;
    plan.metadata = {{"发文日期", "2024-02-28"}};
    add_page_metadata(document, plan);
    EXPECT_EQ(plan.title, "工作要点");
    ASSERT_EQ(plan.metadata.size(), 2U);
    EXPECT_EQ(plan.metadata[0].second, "2024-02-28");
    EXPECT_EQ(plan.metadata[1].first, "信息名称");
}

TEST(LongerWordings, WinOverTheBareNoun) {
    plan::Vocabulary vocabulary;
    vocabulary.add("高端人才", "cn.talent", "new");
    vocabulary.add("集聚高端人才", "cn.gathered", "new");
    plan::PlanDocument plan;
    plan.targets = {row("集聚高端人才100名", "高端人才", {0, 10}),
                    row("引进高端人才100名", "高端人才", {0, 10})};
    for (plan::Target& target : plan.targets) target.indicator = "cn.talent";
    prefer_longer_wordings(vocabulary, plan);
    EXPECT_EQ(plan.targets[0].indicator, "cn.gathered");
    EXPECT_EQ(plan.targets[1].indicator, "cn.talent");
}

TEST(LongerWordings, AreFoundInTraditionalCharacters) {
    plan::Vocabulary vocabulary;
    vocabulary.add("集聚高端人才", "cn.gathered", "new");
    plan::PlanDocument plan;
    plan.targets = {row("集聚高端人才100名以上，創業", "高端人才", {0, 10})};
    prefer_longer_wordings(vocabulary, plan);
    EXPECT_EQ(plan.targets[0].indicator, "cn.gathered");
}

}  // namespace
}  // namespace kc::office
