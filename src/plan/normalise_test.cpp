// SPDX-License-Identifier: Apache-2.0
#include "plan/normalise.hpp"

#include <gtest/gtest.h>

#include <random>

#include "base/utf8.hpp"

namespace kc::plan {
namespace {

Text of(std::string_view text) {
    return Text::of(base::decode_utf8(text));
}

std::string normalised(std::string_view text) {
    return base::encode_utf8(normalise(of(text)).chars());
}

TEST(Normalise, RemovesPinyinGlossesAndSimplifies) {
    EXPECT_EQ(normalised("發(fā)展創(chuàng)新產(chǎn)業(yè)"), "发展创新产业");
}

TEST(Normalise, KeepsBracketsThatAreNoGloss) {
    EXPECT_EQ(normalised("企业(R&D)投入（其中省级）"), "企业(R&D)投入(其中省级)");
    EXPECT_EQ(normalised("平台(xyz)"), "平台(xyz)");
}

TEST(Normalise, TurnsTaiwanWordsOnlyInConvertedPages) {
    EXPECT_EQ(normalised("推動資訊網路與軟體產業發展，佔比達到百分之五十，計畫創新驅動"),
              "推动信息网络与软件产业发展,占比达到百分之五十,计划创新驱动");
    EXPECT_EQ(normalised("整理档案与品质"), "整理档案与品质");
}

TEST(Normalise, MendsConvertersMistakes) {
    EXPECT_EQ(normalised("新增850傢，促进髮展"), "新增850家,促进发展");
}

TEST(Normalise, FoldsFullWidthForms) {
    EXPECT_EQ(normalised("８５０家，Ｒ＆Ｄ占比２．６％"), "850家,R&D占比2.6%");
}

TEST(Normalise, ClosesBlanksInWordsAndNumbers) {
    EXPECT_EQ(normalised("高新 技术企业达到1 200 家 以上"), "高新技术企业达到1200家以上");
    EXPECT_EQ(normalised("专利达到3 5 0件"), "专利达到350件");
    EXPECT_EQ(normalised("投入1，200万元"), "投入1200万元");
}

TEST(Normalise, KeepsTheBlanksOfTables) {
    EXPECT_EQ(normalised("高新技术企业数  家  211  245"), "高新技术企业数  家  211  245");
    EXPECT_EQ(normalised("技术合同成交额 亿元 27.6 32"), "技术合同成交额 亿元 27.6 32");
}

TEST(Normalise, DropsDoubledPunctuation) {
    EXPECT_EQ(normalised("达到50家。。"), "达到50家。");
}

TEST(Normalise, KnowsThePlaceOfEveryCharacter) {
    const Text text = normalise(of("發(fā)展８家"));
    ASSERT_EQ(base::encode_utf8(text.chars()), "发展8家");
    EXPECT_EQ(text.source(0, 2), (Span{0, 6}));
    EXPECT_EQ(text.source(2, 4), (Span{6, 8}));
}

// Property: whatever comes in, places are ordered and inside the source.
TEST(Normalise, PlacesStayOrderedAndInside) {
    const std::u32string alphabet = U"創新(chuàng)発展 8,5０，。傢%\n|\t資訊達到1";
    std::mt19937 random(20240501);
    for (int round = 0; round < 2000; ++round) {
        std::u32string source;
        for (int i = 0; i < 40; ++i) source.push_back(alphabet[random() % alphabet.size()]);
        const Text text = normalise(Text::of(source));
        for (std::size_t i = 0; i < text.size(); ++i) {
            ASSERT_LT(text.origin(i), static_cast<std::int32_t>(source.size()));
            if (i > 0) {
                ASSERT_LE(text.origin(i - 1), text.origin(i)) << base::encode_utf8(source);
            }
        }
    }
}

TEST(PinyinSyllable, TellsSyllablesFromOtherLetters) {
    EXPECT_TRUE(is_pinyin_syllable(U"chuàng"));
    EXPECT_TRUE(is_pinyin_syllable(U"fā"));
    EXPECT_TRUE(is_pinyin_syllable(U"de"));
    EXPECT_FALSE(is_pinyin_syllable(U"xyz"));
    EXPECT_FALSE(is_pinyin_syllable(U"pct"));
}

}  // namespace
}  // namespace kc::plan
