// SPDX-License-Identifier: Apache-2.0
#include "office/source_text.hpp"

#include <gtest/gtest.h>

#include "base/utf8.hpp"

namespace kc::office {
namespace {

TEST(SourceText, QuotesTheSentenceAroundASpan) {
    const SourceText text("一、目标。发挥作用，新增项目20个、人才100名；其他");
    EXPECT_EQ(text.words({10, 16}), "新增项目20");
    EXPECT_EQ(text.sentence({10, 16}), "发挥作用，新增项目20个、人才100名");
}

TEST(SourceText, ALineEndsASentence) {
    const SourceText text("标题\n 企业达50家 \n下一行");
    EXPECT_EQ(text.sentence({6, 10}), "企业达50家");
}

TEST(SourceText, ASpanOverSeveralSentencesGivesAll) {
    const SourceText text("前文。甲达1家。乙达2家。后文");
    EXPECT_EQ(text.sentence({4, 12}), "甲达1家。乙达2家");
}

TEST(SourceText, SpansOutsideTheTextAreCut) {
    const SourceText text("短");
    EXPECT_EQ(text.words({-5, 99}), "短");
    EXPECT_EQ(text.words({7, 9}), "");
    EXPECT_EQ(text.sentence({7, 3}), "短");
}

TEST(SourceText, ASentenceWithoutEndIsCut) {
    std::string endless;
    for (int i = 0; i < 5000; ++i) endless += "长";
    const SourceText text(endless);
    EXPECT_EQ(base::count_code_points(text.sentence({2500, 2501})),
              2U * SourceText::kLongestSentence + 1U);
}

}  // namespace
}  // namespace kc::office
