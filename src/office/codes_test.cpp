// SPDX-License-Identifier: Apache-2.0
#include "office/codes.hpp"

#include <gtest/gtest.h>

#include "pack/field_type.hpp"

namespace kc::office {
namespace {

TEST(Codes, EnglishNamesBecomeOneWord) {
    EXPECT_EQ(code_word("Xuancheng"), "xuancheng");
    EXPECT_EQ(code_word("Ma'anshan"), "maanshan");
    EXPECT_EQ(code_word("Suzhou (Anhui)"), "suzhou");
}

TEST(Codes, ChineseNamesBecomeTheirInitials) {
    EXPECT_EQ(initials("高新技术企业"), "gxjsqy");
    EXPECT_EQ(initials("举办G60路演（线上）"), "jbg60lyxs");
    EXPECT_EQ(initials("、“”"), "");
}

TEST(Codes, PlacesAreSpeltOut) {
    EXPECT_EQ(pinyin("澄湾"), "chengwan");
}

TEST(Codes, InitialsAreBounded) {
    std::string name;
    for (int i = 0; i < 100; ++i) name += "产";
    EXPECT_EQ(initials(name), std::string(24, 'c'));
}

TEST(Codes, TheTailOfAnIndicatorLeavesTheCountryOut) {
    EXPECT_EQ(indicator_tail("cn.htfirm.valid_count"), "htfirm_valid_count");
}

TEST(CodeMaker, NeverGivesACodeTwice) {
    CodeMaker codes("p");
    EXPECT_EQ(codes.make("a_2", "t"), "p.a_2");
    EXPECT_EQ(codes.make("a", "t"), "p.a");
    EXPECT_EQ(codes.make("a", "t"), "p.a_3");
    EXPECT_EQ(codes.make("", "t"), "p.t_1");
    EXPECT_EQ(codes.make("", "t"), "p.t_2");
}

TEST(CodeMaker, WhatItGivesIsACode) {
    CodeMaker codes("xuancheng-2024");
    EXPECT_TRUE(pack::is_code(codes.make(initials("每万人口发明专利拥有量"), "target")));
}

}  // namespace
}  // namespace kc::office
