// SPDX-License-Identifier: Apache-2.0
#include "pack/field_type.hpp"

#include <gtest/gtest.h>

namespace kc::pack {
namespace {

TEST(FieldType, CodesAreSmallLettersDigitsAndSignsInParts) {
    for (const char* code : {"a", "341800", "cn.rd.intensity", "xuancheng-2024", "xc2024.rd_1"}) {
        EXPECT_TRUE(is_code(code)) << code;
    }
    for (const char* text : {"", ".", "a.", ".a", "a..b", "A", "a b", "_a", "-a", "a._b", "高企"}) {
        EXPECT_FALSE(is_code(text)) << text;
    }
}

TEST(FieldType, LengthOfCodesIsLimited) {
    EXPECT_TRUE(is_code(std::string(kMaxCodeLength, 'a')));
    EXPECT_FALSE(is_code(std::string(kMaxCodeLength + 1, 'a')));
}

TEST(FieldType, WordsWithAPointAreCodesOnlyWhenTheyLookLikeThem) {
    EXPECT_TRUE(looks_like_code("cn.rd.expenditure"));
    EXPECT_FALSE(looks_like_code("gdp"));
    EXPECT_FALSE(looks_like_code("2.6"));
    EXPECT_FALSE(looks_like_code("地区生产总值"));
}

TEST(FieldType, IsNamedInSentencesAndTables) {
    EXPECT_EQ(described(reference_to("indicator")).en, "the code of an indicator");
    EXPECT_EQ(name_in_docs(list_of(reference_to("unit"))), "list of code of unit");
    EXPECT_EQ(name_in_docs(list_of(whole_between(0, 9), 2)), "list of 2 whole numbers");
    EXPECT_EQ(example_of(list_of(text())), "[文字]");
}

}  // namespace
}  // namespace kc::pack
