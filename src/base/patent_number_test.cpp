// SPDX-License-Identifier: Apache-2.0
#include "base/patent_number.hpp"

#include <gtest/gtest.h>

namespace kc::base {
namespace {

std::string parsed(std::string_view text) {
    const Result<PatentNumber> number = PatentNumber::parse(text);
    return number ? to_string(*number) : number.error().zh;
}

TEST(PatentNumber, AcceptsOldAndNewNumbers) {
    for (const char* text : {"201710601862.3", "201310699744.2", "95115608.X", "97101765.4"}) {
        EXPECT_EQ(parsed(text), text);
    }
}

TEST(PatentNumber, PrefixBlanksAndPointAreOptional) {
    EXPECT_EQ(parsed("ZL 2017 1 0601862.3"), "ZL201710601862.3");
    EXPECT_EQ(parsed("zl2017106018623"), "ZL201710601862.3");
    EXPECT_EQ(parsed("CN201710601862.3"), "201710601862.3");
    EXPECT_EQ(parsed("95115608x"), "95115608.X");
    EXPECT_EQ(PatentNumber::parse("ZL95115608.X")->application(), "95115608.X");
}

TEST(PatentNumber, TellsYearKindAndGrant) {
    const PatentNumber number = PatentNumber::parse("ZL201710601862.3").value();
    EXPECT_EQ(number.year(), 2017);
    EXPECT_EQ(number.kind(), PatentNumber::Kind::invention);
    EXPECT_TRUE(number.says_granted());
    EXPECT_FALSE(number.is_international());
    EXPECT_EQ(PatentNumber::parse("95115608.X")->year(), 1995);
    EXPECT_FALSE(PatentNumber::parse("95115608.X")->says_granted());
}

TEST(PatentNumber, SaysWhatIsWrong) {
    EXPECT_EQ(parsed("201710601862.4"),
              "专利申请号的校验码不对：按前面各位计算，第13位应为3，这里是4");
    EXPECT_EQ(parsed("95115608.1"), "专利申请号的校验码不对：按前面各位计算，第9位应为X，这里是1");
    EXPECT_EQ(parsed("2017106018.3"), "专利申请号应为13 / 9位，这里有11位");
    EXPECT_EQ(parsed("ZL2017106O1862.3"), "专利申请号第8位是“O”，应为数字");
    EXPECT_EQ(parsed("201770601862.3"), "专利申请号第5位是“7”，应为1、2、3、8或9（专利类型）");
    EXPECT_EQ(parsed("190010601862.3"), "专利申请号的年份“1900”不可能");
    EXPECT_EQ(parsed("84115608.X"), "专利申请号的年份“84”不可能");
    EXPECT_EQ(parsed(""), "专利申请号应为13 / 9位，这里有0位");
}

TEST(PatentNumber, NamesAMissingCheckDigit) {
    EXPECT_EQ(PatentNumber::parse("ZL201710601862").error().hint_en, "it should end in .3");
    EXPECT_EQ(PatentNumber::parse("95115608").error().hint_zh, "末尾应为.X");
}

TEST(PatentNumber, RecognisesAPublicationNumber) {
    EXPECT_EQ(parsed("CN107391234A"), "这是公开（公告）号，不是专利申请号");
    EXPECT_EQ(parsed("CN 107391234 B"), "这是公开（公告）号，不是专利申请号");
}

}  // namespace
}  // namespace kc::base
