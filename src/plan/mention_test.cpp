// SPDX-License-Identifier: Apache-2.0
#include "plan/mention.hpp"

#include <gtest/gtest.h>

#include "base/utf8.hpp"

namespace kc::plan {
namespace {

std::vector<Mention> mentions(std::string_view text) {
    return find_mentions(Text::of(base::decode_utf8(text)), 0);
}

// The only mention of a text that is a quantity or a rank.
Mention quantity(std::string_view text) {
    std::vector<Mention> found;
    for (const Mention& m : mentions(text)) {
        if (m.kind == MentionKind::quantity || m.kind == MentionKind::rank) found.push_back(m);
    }
    EXPECT_EQ(found.size(), 1U) << text;
    return found.empty() ? Mention{} : found.front();
}

bool has_no_quantity(std::string_view text) {
    for (const Mention& m : mentions(text)) {
        if (m.kind == MentionKind::quantity) return false;
    }
    return true;
}

std::string value(const Mention& m) {
    return base::to_string(m.value);
}
std::string unit(const Mention& m) {
    return base::encode_utf8(m.unit);
}

TEST(Mention, KeepsTheMultiplierInTheUnit) {
    EXPECT_EQ(value(quantity("研发人员1.2万人")), "1.2");
    EXPECT_EQ(unit(quantity("研发人员1.2万人")), "万人");
    EXPECT_EQ(unit(quantity("成交额30亿元")), "亿元");
}

TEST(Mention, ReadsChineseNumerals) {
    EXPECT_EQ(value(quantity("达到三百家")), "300");
    EXPECT_EQ(value(quantity("达百分之六十五")), "65");
    EXPECT_EQ(unit(quantity("达百分之六十五")), "%");
    EXPECT_EQ(value(quantity("增长六成以上")), "60");
    EXPECT_EQ(value(quantity("上百家企业")), "100");
    EXPECT_EQ(unit(quantity("十万家企业")), "万家");
}

TEST(Mention, ReadsBoundsOnBothSides) {
    EXPECT_EQ(quantity("850家以上").bound, Bound::at_least);
    EXPECT_EQ(quantity("5%左右").bound, Bound::about);
    EXPECT_EQ(quantity("20日以内达3家以内").bound, Bound::at_most);
    EXPECT_EQ(quantity("近50家").bound, Bound::about);
    EXPECT_EQ(quantity("300余家").bound, Bound::more_than);
    EXPECT_EQ(quantity("达到≥32家").bound, Bound::at_least);
    EXPECT_FALSE(quantity("签约50家").bound.has_value());
}

TEST(Mention, ReadsRanges) {
    for (const char* text : {"增长8%-10%", "增长8-10%", "增长8%至10%", "增长8%~10%"}) {
        const Mention m = quantity(text);
        EXPECT_EQ(m.bound, Bound::range) << text;
        EXPECT_EQ(value(m), "8") << text;
        ASSERT_TRUE(m.high.has_value()) << text;
        EXPECT_EQ(base::to_string(*m.high), "10") << text;
    }
}

TEST(Mention, ReadsMultiplesSaidInWords) {
    EXPECT_EQ(value(quantity("成交额翻一番")), "2");
    EXPECT_EQ(value(quantity("成交额翻两番")), "4");
    EXPECT_EQ(value(quantity("实现零的突破")), "1");
    EXPECT_EQ(value(quantity("实现行政村全覆盖")), "100");
}

TEST(Mention, DoesNotTakeNamesDatesAndCodes) {
    for (const char* text :
         {"聚焦“2+3+4”产业", "G60科创走廊", "“十四五”期间", "2024年3月15日", "国科发火〔2016〕32号",
          "电话0563-3023456", "第三届大会", "进一步统一思想", "一改两为", "百名科长",
          "每万名就业人员", "12345热线", "2021-2025年", "三清零行动"}) {
        EXPECT_TRUE(has_no_quantity(text)) << text;
    }
}

TEST(Mention, TellsRanksFromCounts) {
    EXPECT_EQ(quantity("进入全省前10名").kind, MentionKind::rank);
    EXPECT_EQ(quantity("位居前三位").kind, MentionKind::rank);
    EXPECT_EQ(quantity("引进专家10名").kind, MentionKind::quantity);
    EXPECT_EQ(quantity("进入全省30强").kind, MentionKind::rank);
    EXPECT_TRUE(has_no_quantity("评选十强企业"));
    EXPECT_EQ(mentions("评选20强企业").front().kind, MentionKind::name);
}

TEST(Mention, EveryDigitBelongsToAMention) {
    const std::string text =
        "1.到2025年，R&D投入2.6%、G60项目20个（宣科〔2024〕5号），8-10%，16:05，A4纸3份";
    const Text source = Text::of(base::decode_utf8(text));
    std::vector<bool> covered(source.size(), false);
    for (const Mention& m : find_mentions(source, 2)) {
        for (std::size_t i = m.begin; i < std::max(m.digits_end, m.end); ++i) covered[i] = true;
    }
    for (std::size_t i = 0; i < source.size(); ++i) {
        EXPECT_TRUE(!is_digit(source[i]) || covered[i]) << i;
    }
}

}  // namespace
}  // namespace kc::plan
